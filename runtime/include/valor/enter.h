// How a rewritten body begins: it learns its frame, and its function is known to the registry.
// Invariant: neither awaiter suspends the first time; `again` suspends once more after an answer.
// Leaves to others: the parameters (session.h).
#pragma once
#include <valor/mode.h>
#include <valor/session.h>

namespace valor::detail {

// Reads parameters in order (a braced list), then calls.
template <class C> struct caller {
    C result;
    template <class... A> caller(C (*call)(A...), std::type_identity_t<A> &&...a) : result(call(static_cast<A &&>(a)...)) {}
};

template <class C, class... A> frame *call_again(C (*call)(A...), session &s)
{
    caller<C> c{call, s.parameter<A>()...};
    return c.result.release_frame();
}

template <class C, class... A> constexpr const void *signature_of(C (*)(A...)) { return type_tag<C(A...)>(); }
template <class C, class... A> constexpr const void *context_of(C (*)(A...)) { return type_tag<C>(); }
template <class C, class... A> std::string_view result_of(C (*)(A...)) { return type_name<typename C::result_type>(); }

template <class F> function_address address_of()
{
    if constexpr (requires { F::address(); })
        return reinterpret_cast<function_address>(F::address());
    else
        return nullptr;
}

// The record of the function whose generated class is F; exists before main().
template <class F> struct enrolled {
    static frame *make(session &s) { return call_again(&F::call, s); }
    static const entry record;
};
template <class F> const entry enrolled<F>::record(F::identity(), signature_of(&F::call), context_of(&F::call), result_of(&F::call), address_of<F>(), &enrolled<F>::make,
    &points_of<F>::first);

struct enter_base {
    frame *f = nullptr;
    static constexpr bool await_ready() noexcept { return false; }
    frame &await_resume() const noexcept { return *f; }
};

} // namespace valor::detail

namespace valor::gen {

template <class F> struct enter : detail::enter_base {
    template <class P> bool await_suspend(std::coroutine_handle<P> h) noexcept
    {
        f = &h.promise();
        f->what = &detail::enrolled<F>::record;
        return false;
    }
};

// For a coroutine that is left as it was written: it can only say so.
struct enter_skipped : detail::enter_base {
    template <class P> bool await_suspend(std::coroutine_handle<P> h) noexcept
    {
        f = &h.promise();
        return false;
    }
};

struct again : std::suspend_always {};

} // namespace valor::gen
