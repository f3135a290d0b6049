// What is known of one variable of a suspended frame: how to encode it, where its links lead (ufser/graph.h), and how to find what
// lies inside it. A place inside a variable is a path: at each level the ordinal of the sub-object.
// Invariant: find() gives an object of the asked type or null, whatever the path.
#pragma once
#include <valor/persistable.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace valor::detail {

// What a graph can do with an object. Without links there is nothing to collect or to claim.
struct object_links {
    void (*walk)(const void *, uf::address_walker &);
    void (*find)(void *, std::span<uf::incoming *>, std::size_t);
    void (*collect)(const void *, uf::graph_writer &);
    void (*claim)(void *, uf::graph_reader &, uf::link_range &);
};

template <class T> constexpr object_links make_links()
{
    object_links l{[](const void *p, uf::address_walker &w) { uf::walk_objects(*static_cast<const T *>(p), w); },
        [](void *p, std::span<uf::incoming *> wanted, std::size_t depth) { uf::find_places(*static_cast<T *>(p), wanted, depth); }, nullptr, nullptr};
    if constexpr (has_links<T>) {
        l.collect = [](const void *p, uf::graph_writer &g) { g.collect_more(*static_cast<const T *>(p)); };
        l.claim = [](void *p, uf::graph_reader &g, uf::link_range &links) { g.claim(links, *static_cast<T *>(p)); };
    }
    return l;
}
template <class T> inline constexpr object_links links_of = make_links<T>();

struct variable_ops {
    // All but the first are references. Of the local ones, a re-entry binds those with a name at once, the others when the frame stands.
    enum class kind : unsigned char { value, parameter, local, named };
    std::string_view type; // empty for references and void-like values
    kind what;
    const void *tag; // of the object, or of what is referred to
    void (*encode)(uf::writer &, const void *);
    const object_links *links;
};

template <class T> void encode_erased(uf::writer &w, const void *p) { uf::encode(w, *static_cast<const T *>(p)); }

// A reference: a parameter, or `this`. Saved as (object, path), never as a value.
template <class T> struct reference {
    const T *target;
};

// How a thing that is told is seen: by default as the variable that it is.
template <class T> struct told {
    static const void *address(const T &x) noexcept { return std::addressof(x); }
    static const variable_ops &ops()
    {
        static_assert(persistable<T> || uf::must_be_graph_serializable<std::remove_cv_t<T>>(), "this variable lives across a co_await, but its type cannot be saved");
        static const variable_ops o{type_name<T>(), variable_ops::kind::value, type_tag<T>(), encode_erased<T>, &links_of<T>};
        return o;
    }
};

template <class T, variable_ops::kind Kind> const variable_ops &reference_ops()
{
    static const variable_ops o{{}, Kind, type_tag<T>(), nullptr, &links_of<T>};
    return o;
}

template <class T> struct told<reference<T>> {
    static const void *address(const reference<T> &x) noexcept { return x.target; }
    static const variable_ops &ops() { return reference_ops<T, variable_ops::kind::parameter>(); }
};

// A local reference.
template <class T> struct local_reference {
    const T *target;
};
template <class T> struct told<local_reference<T>> {
    static const void *address(const local_reference<T> &x) noexcept { return x.target; }
    static const variable_ops &ops() { return reference_ops<T, variable_ops::kind::named>(); }
};

} // namespace valor::detail

namespace valor::gen {

template <class T> detail::local_reference<std::remove_cv_t<T>> local(T &x) noexcept { return {std::addressof(x)}; }

template <class T> detail::reference<std::remove_cv_t<T>> ref(T &x) noexcept { return {std::addressof(x)}; }

} // namespace valor::gen
