// What is known of one variable of a suspended frame: how to encode it, and how to find what lies inside it.
// A place inside a variable is a path: at each level the ordinal of the sub-object in the codec's order of visits.
// Invariant: resolve() gives an object of the asked type or null, whatever the path.
#pragma once
#include <valor/persistable.h>

#include <cstdint>
#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace valor::detail {

using path = std::vector<std::int32_t>;

// Sees every sub-object of the variables that are walked.
class walker {
public:
    virtual void at(const void *address, const void *tag) = 0;
    path where;

protected:
    ~walker() = default;
};

template <class T> void walk(const T &object, walker &w)
{
    w.at(std::addressof(object), type_tag<T>());
    if constexpr (persistable<T>) {
        w.where.push_back(-1);
        uf::visit_parts(object, [&](const auto &part) {
            ++w.where.back();
            walk(part, w);
        });
        w.where.pop_back();
    }
}

template <class T> const void *resolve(const T &object, std::span<const std::int32_t> where, const void *tag)
{
    if (where.empty())
        return tag == type_tag<T>() ? std::addressof(object) : nullptr;
    const void *found = nullptr;
    if constexpr (persistable<T>) {
        std::int32_t ordinal = 0;
        uf::visit_parts(object, [&](const auto &part) {
            if (ordinal++ == where.front())
                found = resolve(part, where.subspan(1), tag);
        });
    }
    return found;
}

struct variable_ops {
    enum class kind : unsigned char { value, parameter, local }; // the latter two are references
    std::string_view type; // empty for references and void-like values
    kind what;
    const void *tag; // of the object, or of what is referred to
    void (*encode)(uf::writer &, const void *);
    void (*walk)(const void *, walker &);
    const void *(*resolve)(const void *, std::span<const std::int32_t>, const void *);
};

template <class T> void walk_erased(const void *p, walker &w) { walk(*static_cast<const T *>(p), w); }
template <class T> const void *resolve_erased(const void *p, std::span<const std::int32_t> where, const void *tag)
{
    return resolve(*static_cast<const T *>(p), where, tag);
}
template <class T> void encode_erased(uf::writer &w, const void *p) { uf::codec<T>::encode(w, *static_cast<const T *>(p)); }

// A reference: a parameter, or `this`. Saved as (object, path), never as a value.
template <class T> struct reference {
    const T *target;
};

// How a thing that is told is seen: by default as the variable that it is.
template <class T> struct told {
    static const void *address(const T &x) noexcept { return std::addressof(x); }
    static const variable_ops &ops()
    {
        static_assert(persistable<T>, "this variable lives across a co_await, but its type cannot be saved");
        static const variable_ops o{type_name<T>(), variable_ops::kind::value, type_tag<T>(), encode_erased<T>, walk_erased<T>, resolve_erased<T>};
        return o;
    }
};

template <class T, variable_ops::kind Kind> const variable_ops &reference_ops()
{
    static const variable_ops o{{}, Kind, type_tag<T>(), nullptr, walk_erased<T>, resolve_erased<T>};
    return o;
}

template <class T> struct told<reference<T>> {
    static const void *address(const reference<T> &x) noexcept { return x.target; }
    static const variable_ops &ops() { return reference_ops<T, variable_ops::kind::parameter>(); }
};

} // namespace valor::detail

namespace valor::gen {

template <class T> detail::reference<std::remove_cv_t<T>> ref(T &x) noexcept { return {std::addressof(x)}; }

} // namespace valor::gen
