// How rewritten text initialises a variable: as written, or from the snapshot; and which blocks it enters on the way to its point.
// `vr` is 0 in normal running, else the number of the point that is being re-entered; only that point sets it to 0.
#pragma once
#include <valor/session.h>

namespace valor::detail {

// What a closure of rewritten text gives. As std::invoke_result_t, without what that costs for each closure.
template <class F> using made_by = decltype(std::declval<F &>()());

} // namespace valor::detail

namespace valor::gen {

using detail::frame;

template <class T> using value_t = std::remove_cv_t<T>;
template <int N> struct number {};
template <int Lo, int Hi = Lo> struct span {};

// A parameter in the place of a captured variable: `decltype` of both is the same, as far as it can be called with an lvalue.
template <class T> struct held {
    using type = T;
};
template <class T> struct held<T &&> {
    using type = T &;
};
template <class T> using held_t = typename held<T>::type;

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
    return init<std::decay_t<detail::made_by<F>>>(f, vr, std::move(initialiser));
}

// The points at which something is saved, in pairs: from, to.
template <int... Bounds> struct points {
    static constexpr bool contain(int vr) noexcept
    {
        constexpr int all[] = {Bounds...};
        for (std::size_t i = 0; i < sizeof...(Bounds); i += 2)
            if (all[i] <= vr && vr <= all[i + 1])
                return true;
        return false;
    }
};

template <class T> T &no_object() noexcept;

// A value that nothing looks at: zero bytes, whatever T says of itself.
template <class T> T nothing() noexcept
{
    static_assert(std::is_trivially_copyable_v<T>);
    struct bytes {
        unsigned char all[sizeof(T)];
    };
    return __builtin_bit_cast(T, bytes{});
}

// Nothing looks at v any more, and what it leads to may be gone: it is saved as one that leads nowhere.
template <class T> T &cleared(T &v) noexcept
{
    if constexpr (std::is_trivially_copyable_v<T>)
        v = nothing<T>();
    else
        v = T(); // a pair or tuple of such
    return v;
}

// A variable that is not saved at points at which nothing looks at it any more.
template <class T, int... Bounds> value_t<T> take_if_live(frame &f, int vr, points<Bounds...> saved)
{
    if constexpr (sizeof...(Bounds) > 0)
        if (saved.contain(vr))
            return take<value_t<T>>(f);
    return nothing<value_t<T>>();
}
template <class T, int... Bounds, class F> value_t<T> init(frame &f, int vr, points<Bounds...> saved, F initialiser)
{
    if (vr) [[unlikely]]
        return take_if_live<T>(f, vr, saved);
    return initialiser();
}
template <class T, int... Bounds> value_t<T> init(frame &f, int vr, points<Bounds...> saved)
{
    if (vr) [[unlikely]]
        return take_if_live<T>(f, vr, saved);
    return value_t<T>();
}
template <int... Bounds, class F> auto init_auto(frame &f, int vr, points<Bounds...> saved, F initialiser)
{
    return init<std::decay_t<detail::made_by<F>>>(f, vr, saved, std::move(initialiser));
}

// A local reference. At points at which nothing looks at it any more it is bound to no object. It may lead into its own frame, which does not stand yet: `so_far` tells what does (tell_so_far).
template <class T, int... Bounds, class F, class G> T bind(frame &f, int vr, points<Bounds...> saved, F initialiser, G so_far)
{
    if (vr) [[unlikely]] {
        if (!saved.contain(vr))
            return static_cast<T>(no_object<std::remove_reference_t<T>>());
        so_far();
        return static_cast<T>(detail::session::of(f).template refer_now<std::remove_reference_t<T>>());
    }
    return initialiser();
}
template <int... Bounds, class F, class G> decltype(auto) bind(frame &f, int vr, points<Bounds...> saved, F initialiser, G so_far)
{
    return bind<detail::made_by<F>>(f, vr, saved, std::move(initialiser), std::move(so_far));
}
template <class... T> [[gnu::cold, gnu::noinline]] void tell_so_far(frame &f, const char *names, const T &...variables)
{
    static const std::vector<const detail::variable_ops *> ops{&detail::told<T>::ops()...};
    detail::session::of(f).so_far = {names, &ops, {detail::told<T>::address(variables)...}};
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
template <class F> decltype(auto) bound_unless(int vr, F initialiser) { return bound_unless<detail::made_by<F>>(vr, std::move(initialiser)); }

template <class F> auto value_unless(int vr, F initialiser)
{
    if (vr) [[unlikely]]
        return nothing<detail::made_by<F>>();
    return initialiser();
}

} // namespace valor::gen
