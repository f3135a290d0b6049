// Starting, restoring and going on: start, restore, continue_from, and the members of ser_ctx that need a restore.
// Invariant: a call that throws changes nothing; what was half built is gone.
#pragma once
#include <valor/at_child.h>
#include <valor/receive.h>

namespace valor {
namespace detail {

template <class C> expectation expect(const answer *fresh = nullptr)
{
    return {&result_ops_of<typename C::result_type, C::rewritten>, fresh ? fresh->shape->what : nullptr, nullptr, fresh};
}

// A fresh call tells its function and its references.
template <class C> answer ask_fresh(const C &fresh, const char *what)
{
    C::need_plugin(what);
    const frame *f = fresh.standing();
    if (!f || f->stage != phase::unstarted)
        fail(errc::not_suspended, std::string(what) + ": the target must be a fresh call that has not been started");
    return ask(*fresh.standing());
}

// Errors of ufser that reach this far have no better place.
template <class F> auto reported(F f) -> decltype(f())
{
    try {
        return f();
    } catch (const uf::error &e) {
        fail(translated(e.code()), e.what());
    }
}

// Both phases; `supply` comes between them.
template <class C, class F> C restore_as(std::string_view bytes, const limits &l, const expectation &e, F supply)
{
    return reported([&]() -> C {
        session s(bytes, l);
        builder b(s, e);
        C root = C::build(b, s);
        supply(root);
        b.arm();
        return root;
    });
}
template <class C> C restore_as(std::string_view bytes, const limits &l, const expectation &e)
{
    return restore_as<C>(bytes, l, e, [](C &) {});
}

template <class T> struct function_traits;
template <class R, bool B, class... A> struct function_traits<ser_ctx<R, B> (*)(A...)> {
    using context = ser_ctx<R, B>;
    static const void *signature() { return type_tag<context(A...)>(); }
};

// Splits off a last parameter of type limits.
template <class T> inline constexpr bool is_limits = std::is_same_v<std::remove_cvref_t<T>, limits>;
inline limits limits_of() { return {}; }
template <class... T> limits limits_of(const T &...all)
{
    limits found;
    ([&] { if constexpr (is_limits<T>) found = all; }(), ...);
    return found;
}

template <class C, class... A> C continue_as(std::string_view bytes, const expectation &e, A &&...results)
{
    C c = restore_as<C>(bytes, limits_of(results...), e, [&](C &root) {
        ([&] { if constexpr (!is_limits<A>) root.set_aw_ret(std::forward<A>(results)); }(), ...);
    });
    c.resume();
    return c;
}

} // namespace detail

template <class R, bool Rewritten> void ser_ctx<R, Rewritten>::deserialize(std::string_view bytes, const limits &l)
{
    const detail::answer fresh = detail::ask_fresh(*this, "deserialize");
    ser_ctx restored = detail::restore_as<ser_ctx>(bytes, l, detail::expect<ser_ctx>(&fresh));
    *this = std::move(restored);
}

template <class R, bool Rewritten> ser_ctx<R, Rewritten> ser_ctx<R, Rewritten>::clone() const
{
    const std::string bytes = serialize();
    const detail::answer own = detail::ask(*held);
    return detail::restore_as<ser_ctx>(bytes, limits{static_cast<std::size_t>(-1), static_cast<std::size_t>(-1), limits{}.depth}, detail::expect<ser_ctx>(&own));
}

template <class R, bool Rewritten> template <class T> void ser_ctx<R, Rewritten>::set_aw_ret(T &&value)
{
    using D = std::remove_cvref_t<T>;
    detail::offer o{detail::type_tag<D>(), detail::type_name<D>(), nullptr, nullptr};
    if constexpr (uf::encodable<D>)
        o.encode = detail::encode_erased<D>;
    if constexpr (std::is_convertible_v<T, const char *>) { // a literal is given for a string
        set_aw_ret(std::string(value));
    } else if constexpr (!std::is_lvalue_reference_v<T> && !std::is_const_v<std::remove_reference_t<T>>) {
        o.value = std::addressof(value);
        supply_offer(o);
    } else if constexpr (!std::is_array_v<D>) {
        D copy(value);
        o.value = std::addressof(copy);
        supply_offer(o);
    } else {
        o.value = const_cast<D *>(std::addressof(value)); // arrays are only read
        supply_offer(o);
    }
}

template <class R, bool Rewritten> void ser_ctx<R, Rewritten>::supply_offer(const detail::offer &o)
{
    if (!held || done())
        detail::fail(errc::not_suspended, "set_aw_ret() of a coroutine that has nothing left to run");
    detail::frame *const pending = detail::pending_leaf(*held->root);
    if (!pending)
        detail::fail(errc::not_suspended, "set_aw_ret(): the pending co_await has a result already");
    detail::frame &leaf = *pending;
    if (!leaf.at) {
        if (leaf.stage != detail::phase::unstarted)
            need_plugin("set_aw_ret");
        detail::fail(errc::not_suspended, "set_aw_ret() of a coroutine that is not suspended in a co_await");
    }
    auto result = leaf.at->ops->accept(leaf, o);
    detail::supplied_base *const given = leaf.at->ops->gives_reference ? detail::keep_supplied(leaf, result.release()) : result.release();
    leaf.at->leave(detail::await_mode::supplied, leaf.at->mode == detail::await_mode::live || leaf.at->has_operand);
    leaf.at->supplied = given;
    leaf.blocked = false;
    if (leaf.rare)
        leaf.rare->next = {};
}

// Runs the body to its first suspension.
template <class R, bool Rewritten> ser_ctx<R, Rewritten> start(ser_ctx<R, Rewritten> &&c)
{
    c.resume();
    return std::move(c);
}

// The snapshot names the function. Suspended where it was saved.
template <class R = void, bool Rewritten = detail::rewritten> ser_ctx<R, Rewritten> restore(std::string_view bytes, const limits &l = {})
{
    using context = ser_ctx<R, Rewritten>;
    context::need_plugin("restore");
    return detail::restore_as<context>(bytes, l, detail::expect<context>());
}

// Restores, supplies the results that are given, goes on. `f` is the coroutine function; its arguments come from the snapshot.
template <class R, bool Rewritten, class... P, class... A>
ser_ctx<R, Rewritten> continue_from(std::string_view bytes, ser_ctx<R, Rewritten> (*f)(P...), A &&...results)
{
    using context = ser_ctx<R, Rewritten>;
    context::need_plugin("continue_from");
    detail::expectation e = detail::expect<context>();
    e.function = detail::find_entry(reinterpret_cast<detail::function_address>(f));
    if (!e.function)
        e.signature = detail::type_tag<context(P...)>();
    return detail::continue_as<context>(bytes, e, std::forward<A>(results)...);
}

// The same with a callable that makes the fresh call: it tells what references and `this` are bound to.
template <class F, class... A> requires detail::is_ser_ctx<std::invoke_result_t<F &>> && (!std::is_pointer_v<std::decay_t<F>>)
auto continue_from(std::string_view bytes, F &&f, A &&...results)
{
    using context = std::invoke_result_t<F &>;
    context::need_plugin("continue_from");
    // Only what its references are bound to is of use: the call itself ends before anything runs.
    const detail::answer fresh = [&f] {
        const context call = f();
        return detail::ask_fresh(call, "continue_from");
    }();
    return detail::continue_as<context>(bytes, detail::expect<context>(&fresh), std::forward<A>(results)...);
}

} // namespace valor
