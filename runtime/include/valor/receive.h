// receive<T>(): suspends until a T is supplied from outside. Works in both modes.
// Invariant: resume() does not get past it while nothing was given.
#pragma once
#include <valor/at.h>
#include <valor/ser_ctx.h>

namespace valor {
namespace detail {

// Without the plugin it stands in the frame by itself; with it, the `at` around it does.
template <class T> class receiver : private awaiting {
public:
    receiver() noexcept { leave(await_mode::reentered, false); }
    receiver(const receiver &) = delete;
    ~receiver() { drop_supplied(*this); }

    static constexpr bool await_ready() noexcept { return false; }
    template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept
    {
        frame &f = h.promise();
        f.blocked = true;
        // g++ 12 asks for the results of two awaits of one expression after both suspensions: the first has its result then.
        if (!f.at || f.at->given()) {
            ops = &operations;
            f.at = this;
            frame_ = &f;
        }
    }
    T await_resume()
    {
        if (frame_ && frame_->at.get() == this)
            frame_->at = nullptr;
        return deliver<T>(*this);
    }

private:
    static constexpr await_ops operations{state::awaits_again, {}, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, accept<T>};
    frame *frame_ = nullptr;
};

} // namespace detail

template <class T> detail::receiver<T> receive() { return {}; }

} // namespace valor
