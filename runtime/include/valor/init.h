// How rewritten text initialises a variable: as written, or from the snapshot; and which blocks it enters on the way to its point.
// `vr` is 0 in normal running, else the number of the point that is being re-entered; only that point sets it to 0.
#pragma once
#include <valor/session.h>

namespace valor::gen {

using detail::frame;

template <class T> using value_t = std::remove_cv_t<T>;
template <int N> struct number {};
template <int Lo, int Hi = Lo> struct span {};

template <int Lo, int Hi = Lo> constexpr bool in(int vr) noexcept { return Lo <= vr && vr <= Hi; }
template <int Lo, int Hi = Lo> constexpr bool run(int vr) noexcept { return vr == 0 || in<Lo, Hi>(vr); }

template <class T> [[gnu::cold, gnu::noinline]] T take(frame &f) { return detail::session::of(f).template take<T>(); }

template <class T, class F> value_t<T> init(frame &f, int vr, F initialiser)
{
    if (vr) [[unlikely]]
        return take<value_t<T>>(f);
    return initialiser();
}

template <class T> value_t<T> init(frame &f, int vr)
{
    if (vr) [[unlikely]]
        return take<value_t<T>>(f);
    return value_t<T>();
}

template <class F> auto init_auto(frame &f, int vr, F initialiser)
{
    return init<std::decay_t<std::invoke_result_t<F &>>>(f, vr, std::move(initialiser));
}

// Variables that nothing looks at any more: on a re-entry they are there, but stand for nothing.
template <class T> [[gnu::cold, gnu::noinline]] T &no_object() noexcept
{
    alignas(T) static unsigned char place[sizeof(T)];
    return reinterpret_cast<T &>(place);
}

template <class T, class F> T bound_unless(int vr, F initialiser)
{
    if (vr) [[unlikely]]
        return no_object<std::remove_reference_t<T>>();
    return initialiser();
}
template <class F> decltype(auto) bound_unless(int vr, F initialiser) { return bound_unless<std::invoke_result_t<F &>>(vr, std::move(initialiser)); }

template <class F> auto value_unless(int vr, F initialiser)
{
    using type = std::invoke_result_t<F &>;
    static_assert(std::is_trivially_copyable_v<type>);
    struct bytes {
        unsigned char all[sizeof(type)];
    };
    if (vr) [[unlikely]]
        return __builtin_bit_cast(type, bytes{});
    return initialiser();
}

} // namespace valor::gen
