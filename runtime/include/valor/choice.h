// The value of `&&`, `||` or `?:` when one of its sides suspends: made by the side that was evaluated, used by the rest of the expression.
// Invariant: alive from make() (or restore at a point behind the choice) to end() or the end of its scope, whichever comes first.
#pragma once
#include <valor/slot.h>

#include <type_traits>

namespace valor::gen {

template <int Lo, int Hi, class T> class choice {
public:
    using type = T;

    choice(frame &f, int vr, span<Lo, Hi>, std::type_identity<T>) : alive_(vr != 0 && in<Lo, Hi>(vr))
    {
        if (alive_) [[unlikely]]
            ::new (static_cast<void *>(std::addressof(value_))) type(take<type>(f));
    }
    choice(const choice &) = delete;
    ~choice() { end(); }

    template <class F> void make(F value)
    {
        ::new (static_cast<void *>(std::addressof(value_))) type(value());
        alive_ = true;
    }
    type &&move() noexcept { return static_cast<type &&>(value_); }
    const type &told() const
    {
        if (!alive_)
            detail::fail(errc::not_persistable, "the value of a choice is told before it is made");
        return value_;
    }
    void end() noexcept
    {
        if (std::exchange(alive_, false))
            value_.~type();
    }

private:
    union {
        type value_;
    };
    bool alive_;
};

template <int Lo, int Hi, class T> choice(frame &, int, span<Lo, Hi>, std::type_identity<T>) -> choice<Lo, Hi, T>;

} // namespace valor::gen

namespace valor::detail {

template <int Lo, int Hi, class T> struct told<gen::choice<Lo, Hi, T>> {
    static const void *address(const gen::choice<Lo, Hi, T> &c) { return std::addressof(c.told()); }
    static const variable_ops &ops() { return told<T>::ops(); }
};

} // namespace valor::detail
