// co_await of a ser_ctx: the child runs as a part of its parent's chain. A prvalue or moved one is owned by the await.
// Invariant: an lvalue is neither copied nor moved. A child that was started already is attached where it stands, not resumed.
#pragma once
#include <valor/at.h>
#include <valor/ser_ctx.h>

namespace valor::detail {

// May the result be asked for at once? Throws when there is nothing to await.
inline bool child_ready(const frame *child)
{
    if (!child || child->taken)
        fail(errc::not_suspended, !child ? "co_await of an empty ser_ctx" : "co_await of a ser_ctx whose result was taken");
    return child->stage == phase::finished;
}

inline std::coroutine_handle<> start_child(frame &parent, frame &child, bool owned)
{
    check_attachable(parent, child);
    const bool started = child.stage != phase::unstarted;
    attach(parent, child);
    child.owned = owned;
    return started ? std::coroutine_handle<>(std::noop_coroutine()) : child.self;
}

template <class R> decltype(auto) child_result(frame &child)
{
    auto &r = static_cast<result_frame<R> &>(child);
    if (r.error) [[unlikely]]
        std::rethrow_exception(r.error);
    r.taken = true;
    return r.take();
}

[[noreturn, gnu::cold]] inline void fail_lost() { fail(errc::not_suspended, "co_await of a ser_ctx that was destroyed meanwhile"); }

inline void lose_child(frame &parent) noexcept
{
    parent.child_lost = true;
    if (parent.at && parent.at->ops->attach)
        parent.at->ops->attach(*parent.at, nullptr);
}

// Calls end() when the result was made.
template <class Await, bool Ends> struct ends_child {
    Await &await;
    ~ends_child()
    {
        if constexpr (Ends)
            await.end();
    }
};

template <class O> class awaited_child : public awaiting {
    using context = std::remove_cvref_t<O>;
    using result_type = typename context::result_type;
    static constexpr bool owns = !std::is_lvalue_reference_v<O>;
    static constexpr bool ends = owns && !std::is_reference_v<result_type>;
    static_assert(!std::is_const_v<std::remove_reference_t<O>>, "co_await of a const ser_ctx");

public:
    awaited_child(const awaited_child &) = delete;
    ~awaited_child() { end(); }

    bool await_ready()
    {
        if (mode != await_mode::live) [[unlikely]]
            return mode == await_mode::skipped;
        return child_ready(child_);
    }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h)
    {
        frame &f = h.promise();
        ops = &ops_here;
        if (mode != await_mode::live) [[unlikely]] {
            f.at = this;
            mode = await_mode::live;
            return std::noop_coroutine();
        }
        const auto next = start_child(f, *child_, owns);
        f.at = this;
        return next;
    }
    void await_resume() const noexcept {}
    // A child that is owned ends when its result is taken, with its parameters: a restored parent no longer has it either.
    result_type result()
    {
        if (!child_) [[unlikely]]
            fail_lost();
        const ends_child<awaited_child, ends> after{*this};
        return child_result<result_type>(*child_);
    }
    void end() noexcept
    {
        if (mode == await_mode::live) [[likely]] {
            if constexpr (owns)
                own_.drop();
            mode = await_mode::skipped;
        }
    }

protected:
    template <class F> awaited_child(frame &f, int &vr, int point, F &operand)
    {
        supplied = nullptr;
        if (vr == 0) [[likely]] {
            make(operand);
            mode = await_mode::live;
        } else if (vr == point) {
            reenter(session::of(f));
            mode = await_mode::reentered;
            vr = 0;
        } else {
            mode = await_mode::skipped;
        }
    }

private:
    template <class F> void make(F &f)
    {
        if constexpr (owns) {
            own_.make([&]() -> context { return f(); });
            child_ = own_.value.standing();
        } else {
            child_ = f().standing();
        }
    }
    [[gnu::cold, gnu::noinline]] void reenter(session &s)
    {
        if (s.record().state != (owns ? state::awaits_own : state::awaits_held))
            s.wrong_state();
        if constexpr (owns)
            own_.make([&]() -> context { return context(make_vacancy<context>(s, s.record().child)); });
        s.reached = true;
    }
    static frame *child_of(awaiting &a) { return static_cast<awaited_child &>(a).child_; }
    static void attach_child(awaiting &a, frame *child) { static_cast<awaited_child &>(a).child_ = child; }
    static supplied_ptr accept_none(frame &, const offer &) { fail(errc::type_mismatch, "a result cannot be supplied for a ser_ctx that is awaited"); }
    static constexpr await_ops ops_here{
        owns ? state::awaits_own : state::awaits_held, {}, nullptr, nullptr, nullptr, &result_ops_of<result_type, context::rewritten>, child_of, attach_child, nullptr, nullptr, accept_none};

    struct none {};
    [[no_unique_address]] std::conditional_t<owns, operand_box<context>, none> own_;
    frame *child_ = nullptr;
};

template <class O> requires is_ser_ctx<std::remove_cvref_t<O>> struct awaited_of<O> {
    using type = awaited_child<O>;
};

// The same where the text is not rewritten.
template <class Context, bool Owns> class plain_child_await {
public:
    explicit plain_child_await(Context &c) : child_(c.standing())
    {
        if constexpr (Owns)
            own_ = std::move(c);
    }
    bool await_ready() const { return child_ready(child_); }
    template <class P> requires std::is_base_of_v<frame, P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h)
    {
        parent_ = &h.promise();
        return start_child(*parent_, *child_, Owns);
    }
    typename Context::result_type await_resume()
    {
        if (parent_ && std::exchange(parent_->child_lost, false))
            fail_lost();
        const ends_child<plain_child_await, Owns && !std::is_reference_v<typename Context::result_type>> after{*this};
        return child_result<typename Context::result_type>(*child_);
    }
    void end() noexcept { own_ = {}; }

private:
    struct none {};
    [[no_unique_address]] std::conditional_t<Owns, Context, none> own_;
    frame *child_;
    frame *parent_ = nullptr; // once suspended
};

} // namespace valor::detail

namespace valor {

template <class R, bool Rewritten> auto ser_ctx<R, Rewritten>::operator co_await() & { return detail::plain_child_await<ser_ctx, false>(*this); }
template <class R, bool Rewritten> auto ser_ctx<R, Rewritten>::operator co_await() && { return detail::plain_child_await<ser_ctx, true>(*this); }

} // namespace valor
