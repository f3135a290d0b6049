// "Where do you stand, and what do you hold?" A suspended frame answers when it is resumed with a question as its interrupt.
// Invariant: an answer is valid until the coroutine runs on; asking changes nothing that the coroutine can see.
// Leaves to others: encoding the answer (save.h), finding things in it (links.h).
#pragma once
#include <valor/registry.h>
#include <valor/variable.h>

#include <memory_resource>
#include <string>

namespace valor::detail {

// What every answer at one suspension point has in common.
struct shape {
    const entry *what;
    int point;
    const char *names;
    std::vector<const variable_ops *> variables;
    std::string types; // of the non-void ones, concatenated
    std::string marked_names; // as the snapshot has them (snapshot.h): others can tell which variable a value is of
    int values;        // their number
    bool links = false; // does any value lead to another object?

    shape(const entry &e, const char *s, const point_types &t) : what(&e), point(t.point), names(s), values(0)
    {
        for (std::size_t i = 0; i < t.count; ++i)
            variables.push_back(&t.all[i]());
        for (const variable_ops *o : variables) {
            types += o->type;
            values += !o->type.empty();
            links |= o->what == variable_ops::kind::value && o->links->collect;
        }
        if (values > 1)
            types.insert(0, "t" + std::to_string(values));
        mark_names();
    }
    std::string_view name(std::size_t i) const noexcept
    {
        std::string_view rest = names;
        for (; i; --i)
            rest.remove_prefix(std::min(rest.size(), rest.find(',') + 1));
        return rest.substr(0, rest.find(','));
    }

private:
    void mark_names()
    {
        std::string_view rest = names;
        for (const variable_ops *o : variables) {
            if (o->type.empty())
                marked_names += o->what == variable_ops::kind::value ? '.' : '&';
            const std::size_t length = std::min(rest.size(), rest.find(',') + 1); // to the end if there is no comma: npos + 1 is 0
            marked_names += rest.substr(0, length ? length : rest.size());
            rest.remove_prefix(length ? length : rest.size());
        }
        marked_names += rest; // the name of the point
    }
};

struct answer {
    const detail::shape *shape = nullptr;
    std::pmr::vector<const void *> addresses;
};

struct question : interruption {
    explicit question(std::pmr::memory_resource *memory) : interruption(kind::question), answer{nullptr, std::pmr::vector<const void *>(memory)} {}
    detail::answer answer;
    const char *refused = nullptr; // the key of a coroutine that cannot answer
    std::exception_ptr problem;
};

inline void frame::refuse(const char *key) noexcept { static_cast<question *>(interrupt)->refused = key; }

[[noreturn, gnu::cold]] inline void fail_opaque(const char *key)
{
    fail(errc::not_persistable, std::string("stands in ") + (key ? key : "a coroutine") + ", which is not rewritten (valor::skip)");
}

// Resumes the suspended frame for its answer.
inline answer ask(frame &f, std::pmr::memory_resource *memory = std::pmr::new_delete_resource())
{
    if (f.is_opaque)
        fail_opaque(nullptr);
    if (f.stage == phase::vacant || f.stage == phase::finished || (f.stage == phase::started && !f.at))
        fail(errc::not_suspended, f.stage == phase::finished ? "the coroutine has finished" : "the coroutine is running");
    question q(memory);
    f.interrupt = &q;
    if (f.at && f.at->mode == await_mode::live)
        f.at->mode = await_mode::asked;
    f.self.resume();
    f.interrupt = nullptr;
    if (q.problem)
        std::rethrow_exception(q.problem);
    if (q.refused)
        fail_opaque(q.refused);
    if (!q.answer.shape)
        fail(errc::no_plugin, "a coroutine did not describe itself: its file was compiled without the plugin, against a header that was compiled with it");
    return std::move(q.answer);
}

inline bool holds(frame &f, const holder *wanted) noexcept
{
    struct : uf::address_walker {
        const void *wanted;
        bool found = false;
        void at(const void *address, const void *) override { found |= address == wanted; }
    } w;
    w.wanted = wanted;
    try {
        const answer a = ask(f);
        for (std::size_t i = 0; i < a.addresses.size() && !w.found; ++i)
            if (a.shape->variables[i]->what == variable_ops::kind::value)
                a.shape->variables[i]->links->walk(a.addresses[i], w);
    } catch (...) {
        return false; // then it is destroyed where it stands
    }
    return w.found;
}

// The types of a point that this program has; exists before main().
template <class F, int N, class... T> struct enrolled_point {
    static constexpr const variable_ops &(*all[sizeof...(T) + 1])() = {told<T>::ops...};
    static const point_types record;
};
template <class F, int N, class... T> const point_types enrolled_point<F, N, T...>::record(N, sizeof...(T), all, points_of<F>::first);

// Made when it is asked for first, and for good. Of two threads that ask at once, one makes it in vain.
inline const shape &shape_at(const point_types &point, const entry &what, const char *names)
{
    const shape *known = point.known.load(std::memory_order_acquire);
    if (!known) {
        auto fresh = std::make_unique<const shape>(what, names, point);
        if (point.known.compare_exchange_strong(known, fresh.get(), std::memory_order_acq_rel))
            known = fresh.release();
    }
    return *known;
}

inline void answer_with(frame &f, const point_types &point, const char *names, const void *const *addresses)
{
    answer &a = static_cast<question *>(f.interrupt)->answer;
    a.addresses.assign(addresses, addresses + point.count);
    a.shape = &shape_at(point, *f.what, names);
}
inline void fail_to_answer(frame &f) noexcept { static_cast<question *>(f.interrupt)->problem = std::current_exception(); }

} // namespace valor::detail

namespace valor::gen {

// The answer of a frame at point N: its names and variables, parameters first, then locals, then temporaries.
inline namespace VALOR_DETAIL_KEEPS {

template <class F, int N, class... T> VALOR_DETAIL_KEEPING void tell(detail::frame &f, const char *names, const T &...variables) noexcept
{
    try {
        const void *const addresses[] = {detail::told<T>::address(variables)..., nullptr};
        detail::answer_with(f, detail::enrolled_point<F, N, T...>::record, names, addresses);
    } catch (...) {
        detail::fail_to_answer(f);
    }
}

} // namespace VALOR_DETAIL_KEEPS

} // namespace valor::gen
