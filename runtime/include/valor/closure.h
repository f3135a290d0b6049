// Lambdas that are coroutines. In their bodies the closure has no name: its type comes, with those of the parameters, from
// coroutine_traits; its address is that of an anchor, which rewritten text captures first.
// Invariant: a closure without captures is made again; one with captures is a reference, like the object of a member coroutine. Where the
// function that holds it is rewritten too, the reference leads to it in that one's frame.
#pragma once
#include <valor/closure_type.h>
#include <valor/ser_ctx.h>

#include <coroutine>
#include <variant>

namespace valor::detail {

// Invariant: instantiated inside the lambda's body, where C is incomplete: only functions, which are instantiated later, look at it.
template <class R, class C, class... A> struct closure_promise : promise<R, true> {
    using context = ser_ctx<R, true>;
    using closure = C;

    template <class D = C> static constexpr bool is_made_again() { return std::is_empty_v<D> && std::is_default_constructible_v<D>; }
    static context call_new(A... a) { return C{}(static_cast<A &&>(a)...); }
    static context call_on(C &c, A... a) { return c(static_cast<A &&>(a)...); }
    static constexpr auto call()
    {
        if constexpr (is_made_again())
            return &closure_promise::call_new;
        else
            return &closure_promise::call_on;
    }
    static function_address address()
    {
        if constexpr (is_made_again())
            return reinterpret_cast<function_address>(static_cast<context (*)(A...)>(C{}));
        else
            return nullptr;
    }
    static frame *make(session &s) { return call_again(call(), s); }
};

// The closure as a variable of the coroutine whose generated class is F.
template <class F> struct closure_reference {
    const void *target;
};
template <class F> inline const variable_ops *closure_ops_of = nullptr;

template <class F> struct told<closure_reference<F>> {
    static const void *address(const closure_reference<F> &x) noexcept { return x.target; }
    static const variable_ops &ops() { return *closure_ops_of<F>; }
};

// In the frame that holds a closure or a constant: without a value, but references lead to it. Where it leads is made again, too.
template <class C> inline constexpr object_links place_links = {links_of<C>.walk, links_of<C>.find, nullptr, nullptr};
template <class C> struct closure_place {
    const void *target;
};
template <class C> struct told<closure_place<C>> {
    static const void *address(const closure_place<C> &x) noexcept { return x.target; }
    static const variable_ops &ops()
    {
        static const variable_ops o{type_name<std::monostate>(), variable_ops::kind::value, type_tag<C>(),
            [](uf::writer &w, const void *) { uf::encode(w, std::monostate()); }, &place_links<C>};
        return o;
    }
};

template <remade_closure T> struct told<T> : told<closure_place<T>> {
    static const void *address(const T &x) noexcept { return std::addressof(x); }
};

// An object that each process has: only the whole is found, since what is inside may differ.
template <class T> const variable_ops &global_ops()
{
    static constexpr object_links whole = {
        [](const void *p, uf::address_walker &w) {
            w.at(p, type_tag<T>());
            w.derived(p, sizeof(T), uf::detail::raise<T>);
        },
        [](void *p, std::span<uf::incoming *> wanted, std::size_t) {
            for (uf::incoming *l : wanted)
                if (l->steps == 0) {
                    l->found = l->tag == type_tag<T>() ? p : uf::detail::seen_as(l->tag, uf::detail::raise<T>, p);
                    l->room = l->found ? 1 : 0;
                }
        },
        nullptr, nullptr};
    static const variable_ops o{type_name<std::monostate>(), variable_ops::kind::value, type_tag<T>(),
        [](uf::writer &w, const void *) { uf::encode(w, std::monostate()); }, &whole};
    return o;
}

// The record of the lambda whose generated class is F and whose promise is P; exists before main().
template <class F, class P> struct enrolled_closure {
    static gen::identity identity()
    {
        closure_ops_of<F> = &reference_ops<std::remove_const_t<typename P::closure>, variable_ops::kind::parameter>();
        return F::identity();
    }
    static const entry record;
};
template <class F, class P>
const entry enrolled_closure<F, P>::record(identity(), signature_of(P::call()), context_of(P::call()), result_of(P::call()), P::address(), &P::make, &points_of<F>::first);

} // namespace valor::detail

namespace valor::gen {

template <class F> struct enter_closure : detail::enter_base {
    template <class P> bool await_suspend(std::coroutine_handle<P> h) noexcept
    {
        f = &h.promise();
        f->what = &detail::enrolled_closure<F, P>::record;
        return false;
    }
};

// Lies at the beginning of a closure.
struct anchor {};
template <class F> detail::closure_reference<F> closure(const anchor &a) noexcept { return {&a}; }

// A closure that is made again in its place, or a constant, where something may lead to it.
template <class C> detail::closure_place<std::remove_const_t<C>> place(C &c) noexcept { return {std::addressof(c)}; }
inline void made_again(frame &f, int vr)
{
    if (vr) [[unlikely]]
        take<std::monostate>(f);
}

} // namespace valor::gen

template <class R, class C, class... A>
    requires(valor::detail::is_closure<C>())
struct std::coroutine_traits<valor::ser_ctx<R, true>, C &, A...> {
    using promise_type = valor::detail::closure_promise<R, C, A...>;
};
