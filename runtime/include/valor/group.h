// Several children of one co_await. Each is the root of a chain of its own; the group knows when enough of them have finished.
//
//   left    children that are waited for, and one for whoever is resuming them: at 0 the parent goes on, once
//
// Invariant: while the parent is suspended in it, parent.awaits is the group and child.member_of is the group for each unfinished child.
// Children may finish on different threads; everything else happens while all of them are suspended.
// Leaves to others: where the children are kept, and their results (when.h). Nested groups recurse, like values.
#pragma once
#include <valor/frame.h>

#include <atomic>
#include <cstddef>

namespace valor::detail {

class group {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    group &operator=(const group &) = delete;
    virtual std::size_t size() const noexcept = 0;
    virtual frame *child(std::size_t) const noexcept = 0; // null: empty

    frame *parent() const noexcept { return parent_; }

    // Is there nothing to wait for? Throws when there is a child that cannot be awaited.
    bool ready()
    {
        std::size_t finished = 0;
        count_ = size();
        if (any_ && count_ == 0)
            fail(errc::not_suspended, "when_any of no coroutine");
        for (std::size_t i = 0; i < size(); ++i) {
            const frame *f = child(i);
            if (!f || f->taken)
                fail(errc::not_suspended, !f ? "co_await of an empty ser_ctx" : "co_await of a ser_ctx whose result was taken");
            finished += f->stage == phase::finished;
        }
        return any_ ? finished > 0 : finished == size();
    }
    // Runs each child that was not started to its first suspension. False: the parent goes on at once.
    bool start(frame &parent)
    {
        join(parent);
        hold();
        for (std::size_t i = 0; i < size() && !decided(); ++i)
            if (frame *f = child(i); f && f->stage == phase::unstarted)
                f->self.resume();
        busy_ = false;
        return left_.fetch_sub(1, std::memory_order_acq_rel) != 1 || (let_go(), false);
    }
    // After a restore: as start() left it.
    void stand(frame &parent)
    {
        if (ready())
            return;
        join(parent);
    }
    void resume_children()
    {
        turn now{*this};
        for (std::size_t i = 0; i < size() && !decided(); ++i)
            if (frame *f = child(i); f && f->member_of == this) {
                frame &leaf = *f->leaf;
                if (leaf.awaits)
                    leaf.awaits->resume_children();
                else if (leaf.at && !leaf.blocked)
                    leaf.self.resume();
                else
                    resume_slowly(leaf);
            }
        now.done = true;
        busy_ = false;
        release().resume();
    }
    bool busy() const noexcept { return busy_; }
    std::coroutine_handle<> ended(frame &f) noexcept
    {
        f.member_of = nullptr;
        if (any_) {
            std::size_t nobody = none;
            if (!winner_.compare_exchange_strong(nobody, index_of(f)))
                return std::noop_coroutine();
        }
        return release();
    }
    // A child was destroyed by somebody else: the parent will see that when it goes on. (Its place may be half gone: nobody looks at it.)
    void lost(frame &f) noexcept
    {
        f.member_of = nullptr;
        if (any_ && --waiting_ > 0)
            return;
        if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            leave_parent();
    }
    // Is not waited for any more.
    void part() noexcept
    {
        for (std::size_t i = 0; i < size(); ++i)
            if (frame *f = child(i); f && f->member_of == this)
                f->member_of = nullptr;
        leave_parent();
    }

protected:
    explicit group(bool any) noexcept : any_(any) {}
    group(group &&o) noexcept : any_(o.any_) { o.part(); }
    ~group() = default;

    // Before the results are taken.
    void check_complete() const
    {
        if (size() != count_)
            fail(errc::not_suspended, "when_all, when_any: coroutines were added or destroyed meanwhile");
    }

    // The first that has finished; else the first in order.
    std::size_t winner() const
    {
        if (const std::size_t w = winner_.load(); w != none)
            return w;
        for (std::size_t i = 0; i < size(); ++i)
            if (const frame *f = child(i); f && f->stage == phase::finished && !f->taken)
                return i;
        fail(errc::not_suspended, "none of the coroutines that are awaited has finished: one was destroyed");
    }

private:
    bool decided() const noexcept { return any_ && winner_.load(std::memory_order_relaxed) != none; }
    // While the children are resumed, the parent does not go on. An exception that comes out of resume() is none of theirs: what they awaited had it.
    struct turn {
        group &g;
        bool done = false;
        explicit turn(group &of) noexcept : g(of) { g.hold(); }
        ~turn()
        {
            if (done)
                return;
            g.busy_ = false;
            if (g.left_.fetch_sub(1, std::memory_order_acq_rel) == 1)
                g.part();
        }
    };
    void leave_parent() noexcept
    {
        if (!parent_)
            return;
        parent_->awaits = nullptr;
        parent_->blocked = false;
        parent_ = nullptr;
    }
    void hold() noexcept
    {
        busy_ = true;
        left_.fetch_add(1, std::memory_order_relaxed);
    }
    // Enough have finished.
    std::coroutine_handle<> let_go() noexcept
    {
        const std::coroutine_handle<> next = parent_->self;
        part();
        return next;
    }
    std::coroutine_handle<> release() noexcept
    {
        return left_.fetch_sub(1, std::memory_order_acq_rel) == 1 ? let_go() : std::noop_coroutine();
    }
    std::size_t index_of(const frame &f) const noexcept
    {
        std::size_t i = 0;
        while (i < size() && child(i) != &f)
            ++i;
        return i;
    }
    void join(frame &parent)
    {
        parent_ = &parent;
        waiting_ = 0;
        try {
            for (std::size_t i = 0; i < size(); ++i) {
                frame &f = *child(i);
                if (f.stage == phase::finished)
                    continue;
                check_attachable(parent, f);
                f.member_of = this;
                ++waiting_;
            }
        } catch (...) {
            part();
            throw;
        }
        left_.store(any_ ? 1 : waiting_, std::memory_order_relaxed);
        parent.awaits = this;
        parent.blocked = true;
    }

    frame *parent_ = nullptr;
    std::atomic<std::size_t> left_{0}, winner_{none};
    std::size_t count_ = 0, waiting_ = 0; // children; unfinished ones at the beginning, less those that were lost
    const bool any_;
    bool busy_ = false; // its children are being resumed, one after the other
};

[[gnu::cold, gnu::noinline]] inline std::coroutine_handle<> ended(group &g, frame &f) noexcept { return g.ended(f); }

[[gnu::cold, gnu::noinline]] inline void frame::leave_groups() noexcept
{
    if (member_of)
        member_of->lost(*this);
    if (awaits)
        awaits->part();
}

[[gnu::cold, gnu::noinline]] inline bool is_running(const frame &leaf) noexcept
{
    if (leaf.awaits) {
        if (leaf.awaits->busy())
            return true;
        for (std::size_t i = 0; i < leaf.awaits->size(); ++i)
            if (const frame *f = leaf.awaits->child(i); f && f->member_of == leaf.awaits && is_running(*f->leaf))
                return true;
        return false;
    }
    return leaf.stage == phase::started && !leaf.at && !leaf.is_opaque;
}

[[gnu::cold, gnu::noinline]] inline const frame &outermost(const frame &f) noexcept
{
    const frame *top = f.root;
    while (top->member_of)
        top = top->member_of->parent()->root;
    return *top;
}

[[gnu::cold, gnu::noinline]] inline void resume_group(frame &leaf)
{
    if (is_running(leaf)) // nobody goes on then
        fail(errc::not_suspended, "resume() of a coroutine that is running");
    leaf.awaits->resume_children();
}

// The first leaf without a result, depth first; null when all have one.
inline frame *pending_leaf(frame &root) noexcept
{
    frame &leaf = *root.leaf;
    if (!leaf.awaits)
        return leaf.at && leaf.at->given() ? nullptr : &leaf;
    for (std::size_t i = 0; i < leaf.awaits->size(); ++i)
        if (frame *f = leaf.awaits->child(i); f && f->member_of == leaf.awaits)
            if (frame *found = pending_leaf(*f))
                return found;
    return nullptr;
}

} // namespace valor::detail
