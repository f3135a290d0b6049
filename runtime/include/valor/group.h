// Several children of one co_await. Each is the root of a chain of its own; the group knows when enough of them have finished.
//
//   left    children that are waited for, and one for whoever is resuming them: at 0 the parent goes on, once
//
//   member  an unfinished child that is waited for. Its place in the group follows the coroutine, not the ser_ctx that holds it
//
// Invariant: while the parent is suspended in it, parent.awaits is the group, and each member and its place in members_ know each other.
// What keeps a child may be gone before the group: the children's places are looked at only before waiting and when results are taken.
// Children may finish on different threads; everything else happens while all of them are suspended.
// Leaves to others: where the children are kept, and their results (when.h). Nested groups recurse, like values.
#pragma once
#include <valor/frame.h>

#include <atomic>
#include <cstddef>
#include <vector>

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
        for (std::size_t i = 0; i < members_.size() && !decided(); ++i)
            if (frame *f = members_[i].who; f && f->stage == phase::unstarted)
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
        for (std::size_t i = 0; i < members_.size() && !decided(); ++i)
            if (frame *f = members_[i].who) {
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
    const std::vector<membership> &members() const noexcept { return members_; } // without `who`: finished, or lost
    std::coroutine_handle<> ended(frame &f) noexcept
    {
        f.leave_place();
        if (any_) {
            const frame *nobody = nullptr;
            if (!winner_.compare_exchange_strong(nobody, &f))
                return std::noop_coroutine();
        }
        return release();
    }
    // A child was destroyed by somebody else: the parent will see that when it goes on.
    void lost(frame &f) noexcept
    {
        f.leave_place();
        if (any_ && --waiting_ > 0)
            return;
        if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            leave_parent();
    }
    // Is not waited for any more.
    void part() noexcept
    {
        for (const membership &m : members_)
            if (m.who)
                m.who->leave_place();
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
        const frame *first = winner_.load();
        for (std::size_t i = 0; i < size(); ++i)
            if (const frame *f = child(i); first ? f == first : f && f->stage == phase::finished && !f->taken)
                return i;
        fail(errc::not_suspended, "none of the coroutines that are awaited has finished: one was destroyed");
    }

private:
    bool decided() const noexcept { return any_ && winner_.load(std::memory_order_relaxed); }
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
    void join(frame &parent)
    {
        members_.assign(count_, {this, nullptr});
        parent_ = &parent;
        waiting_ = 0;
        try {
            for (std::size_t i = 0; i < count_; ++i) {
                frame &f = *child(i);
                if (f.stage == phase::finished)
                    continue;
                check_attachable(parent, f);
                members_[i].who = &f;
                f.member = &members_[i];
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
    std::vector<membership> members_; // one for each child; does not grow while somebody is in it
    std::atomic<std::size_t> left_{0};
    std::atomic<const frame *> winner_{nullptr};
    std::size_t count_ = 0, waiting_ = 0; // children; unfinished ones at the beginning, less those that were lost
    const bool any_;
    bool busy_ = false; // its children are being resumed, one after the other
};

inline std::coroutine_handle<> member_ended(frame &f) noexcept { return f.member->of->ended(f); }

[[gnu::cold, gnu::noinline]] inline void frame::leave_groups() noexcept
{
    if (member)
        member->of->lost(*this);
    if (awaits)
        awaits->part();
}

[[gnu::cold, gnu::noinline]] inline bool is_running(const frame &leaf) noexcept
{
    if (leaf.awaits) {
        if (leaf.awaits->busy())
            return true;
        for (const membership &m : leaf.awaits->members())
            if (m.who && is_running(*m.who->leaf))
                return true;
        return false;
    }
    return leaf.stage == phase::started && !leaf.at && !leaf.is_opaque;
}

[[gnu::cold, gnu::noinline]] inline const frame &outermost(const frame &f) noexcept
{
    const frame *top = f.root;
    while (top->member)
        top = top->member->of->parent()->root;
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
    for (const membership &m : leaf.awaits->members())
        if (frame *found = m.who ? pending_leaf(*m.who) : nullptr)
            return found;
    return nullptr;
}

} // namespace valor::detail
