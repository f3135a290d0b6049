// The part of a coroutine's promise that does not depend on its result, and the links between coroutines that await each other.
//
//   chain   root -> ... -> leaf, by `parent` upwards; every frame of it knows the root, the root knows the leaf
//   owner   the ser_ctx object that holds a frame; it follows the object when that is moved
//   group   several children of one co_await, each the root of a chain of its own (group.h)
//
// Invariant: `at` is set exactly while a started, rewritten frame is suspended. A frame without parent is its own root.
// Leaves to others: results (result.h), questions (question.h), re-entry (session.h).
#pragma once
#include <valor/error.h>
#include <valor/keeping.h>

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

namespace valor::detail {

struct await_ops;
struct entry;
struct frame;
struct frame_ops;
class group;
struct holder;
class supplied_base;
class session;

// Why a suspended frame is resumed without going on: to describe itself, or to be led to a suspension point.
struct interruption {
    enum class kind : unsigned char { question, restore };
    explicit interruption(kind k) : what(k) {}
    kind what;
};

inline namespace VALOR_DETAIL_KEEPS {
VALOR_DETAIL_KEEPING_DECLARED bool is_question(frame &) noexcept;
VALOR_DETAIL_KEEPING_DECLARED int target_of_restore(frame &) noexcept;
}

enum class await_mode : unsigned char {
    live,      // the operand is there and awaited as written; nothing else of `awaiting` is set
    skipped,   // re-entry goes to a later point: nothing is there, and nobody asks
    reentered, // re-entry ends here: suspends without arming
    supplied,  // the result was given from outside
    asked,     // live, and resumed for an answer: one look at the mode tells a resumption that it is to go on
};

// A pending co_await, in the coroutine's frame (at.h).
struct awaiting {
    const await_ops *ops;
    supplied_base *supplied; // unless live
    awaiting *self; // unless live: so that a coroutine keeps its address in no register for cold code
    await_mode mode;
    bool has_operand; // unless live

    // Cold code gets the address of `self` and computes the whole: where this begins is one thing less to keep in a register.
    static awaiting &around(awaiting **place) noexcept
    {
        return *reinterpret_cast<awaiting *>(reinterpret_cast<char *>(place) - offsetof(awaiting, self));
    }
    supplied_base *given() const noexcept { return mode == await_mode::supplied ? supplied : nullptr; }
    // Leaves normal running: from here on everything is set.
    void leave(await_mode m, bool operand) noexcept
    {
        supplied = nullptr;
        self = this;
        mode = m;
        has_operand = operand;
    }
};

enum class phase : unsigned char { unstarted, started, finished, vacant };

// What cold code needs to know of the type behind a frame.
struct frame_ops {
    void (*destroy)(frame &) noexcept;
    const struct result_ops *result;
    void (*mode)() noexcept; // so that files of both modes do not link
};

// Where a frame keeps one supplied result after the other, if they are small: no allocation for each.
struct supplied_room {
    alignas(std::max_align_t) unsigned char bytes[64];
    bool taken = false;
};

// What few frames need.
struct rarely {
    supplied_room room;               // outlives what is kept
    std::shared_ptr<const void> kept; // what its views and references lead to outside of it
    std::coroutine_handle<> next;     // resumed instead of self, once (only while blocked)
};

// The place of an unfinished child in the group that waits for it.
struct membership {
    group *of;
    frame *who;
};

// What a frame waits at, as the distance from here: nearly always a constant, so that one instruction sets it.
class place_of_await {
public:
    place_of_await() noexcept = default;
    place_of_await(const place_of_await &) = delete;
    place_of_await &operator=(awaiting *a) noexcept
    {
        distance_ = a ? reinterpret_cast<std::intptr_t>(a) - reinterpret_cast<std::intptr_t>(this) : 0;
        return *this;
    }
    explicit operator bool() const noexcept { return distance_ != 0; }
    awaiting *get() const noexcept { return distance_ ? reinterpret_cast<awaiting *>(reinterpret_cast<std::intptr_t>(this) + distance_) : nullptr; }
    awaiting *operator->() const noexcept { return get(); }
    awaiting &operator*() const noexcept { return *get(); }

private:
    std::intptr_t distance_ = 0;
};

struct frame {
    place_of_await at;
    interruption *interrupt = nullptr;
    frame *parent = nullptr;
    frame *root = this;
    frame *leaf = this; // of a root; others have themselves here
    membership *member = nullptr; // in the group that waits for this root
    group *awaits = nullptr;      // that this frame waits for (only while blocked)
    std::coroutine_handle<> self;
    holder *owner = nullptr;
    const frame_ops *ops;
    const entry *what = nullptr;  // the coroutine function, once the body has begun
    std::unique_ptr<rarely> rare;
    std::int32_t index = -1;      // in the snapshot that is being written
    phase stage = phase::unstarted;
    bool blocked = false; // resume() does not resume self: waits for a result, or `next` comes first
    bool is_opaque = false; // not rewritten: cannot answer
    bool owned = false;   // awaited by the expression that owns it: dies with that
    bool taken = false;   // finished, and the result was moved out
    bool child_lost = false; // what it awaited was destroyed meanwhile

    explicit frame(const frame_ops *o) : ops(o) {}
    ~frame()
    {
        if (member || awaits) [[unlikely]]
            leave_groups();
    }
    frame(const frame &) = delete;
    frame &operator=(const frame &) = delete;

    // After a resumption: is this a question? Otherwise the coroutine runs on.
    bool asked(awaiting &a) noexcept
    {
        if (a.mode != await_mode::live) [[unlikely]]
            return VALOR_DETAIL_KEEPS::is_question(*this);
        at = nullptr;
        return false;
    }
    // The same where no await is known: before the body begins.
    bool asked() noexcept
    {
        if (interrupt) [[unlikely]]
            return VALOR_DETAIL_KEEPS::is_question(*this);
        at = nullptr;
        return false;
    }
    // The point to re-enter, 0 to run from the start.
    int target()
    {
        stage = phase::started;
        if (interrupt) [[unlikely]]
            return VALOR_DETAIL_KEEPS::target_of_restore(*this);
        return 0;
    }
    rarely &with_rare()
    {
        if (!rare)
            rare = std::make_unique<rarely>();
        return *rare;
    }
    // For a coroutine that is left as it was written.
    void refuse(const char *key) noexcept;
    void leave_place() noexcept { std::exchange(member, nullptr)->who = nullptr; } // only if it is in one
    void opaque() noexcept { is_opaque = true, stage = phase::started; }
    // Re-entry has passed its target without finding it: the snapshot asks for a point that this instantiation lacks.
    [[noreturn, gnu::cold]] void lost() { fail(errc::malformed, "the snapshot names a suspension point that cannot be reached"); }

private:
    void leave_groups() noexcept;
};

// The part of a ser_ctx that does not depend on R: owns a frame, and is known to it.
struct holder {
    frame *held = nullptr;

    holder() noexcept = default;
    explicit holder(frame *f) noexcept : held(f)
    {
        if (f)
            f->owner = this;
    }
    holder(holder &&o) noexcept : holder(std::exchange(o.held, nullptr)) {}
    holder &operator=(holder &&o) noexcept
    {
        if (this != &o) {
            reset();
            hold(std::exchange(o.held, nullptr));
        }
        return *this;
    }
    ~holder() { reset(); }

    void hold(frame *f) noexcept
    {
        held = f;
        if (f)
            f->owner = this;
    }
    frame *release() noexcept
    {
        if (held)
            held->owner = nullptr;
        return std::exchange(held, nullptr);
    }
    void reset() noexcept;
};

// Makes `top`, with what hangs below it down to `bottom`, a chain of its own.
inline void make_root(frame &top, frame &bottom) noexcept
{
    for (frame *f = &bottom; f != &top; f = f->parent)
        f->root = &top;
    top.root = &top;
    top.parent = nullptr;
    top.leaf = &bottom;
}

// Is this ser_ctx among the variables of that suspended frame?
bool holds(frame &, const holder *) noexcept;

// In a long chain, children that are held by the one that awaits them count as owned, or destroying them would recurse.
inline void own_held(frame &top, frame &bottom) noexcept
{
    int length = 0;
    for (frame *g = &bottom; g != &top && length < 64; g = g->parent)
        ++length;
    if (length < 64)
        return;
    for (frame *g = &bottom; g != &top; g = g->parent)
        if (!g->owned && g->owner)
            g->owned = holds(*g->parent, g->owner);
}

// What that frame awaits is destroyed by somebody else.
void lose_child(frame &parent) noexcept;

// Destroys a frame and what is awaited below it, leaf first and without recursion.
// What is awaited but held elsewhere is cut off and goes on living as a root.
[[gnu::noinline]] inline void destroy_chain(frame &f) noexcept
{
    frame *below = f.root->leaf;
    if (f.parent) {
        f.root->leaf = f.parent;
        lose_child(*f.parent);
    }
    own_held(f, *below);
    frame *cut = nullptr;
    for (frame *g = below; g != &f; g = g->parent)
        if (!g->owned)
            cut = g;
    if (cut)
        make_root(*cut, *std::exchange(below, cut->parent));
    f.root = f.leaf = &f;
    while (below != &f) {
        frame *dead = std::exchange(below, below->parent);
        dead->parent = nullptr;
        if (dead->owner)
            dead->owner->release();
        dead->ops->destroy(*dead);
    }
    f.parent = nullptr;
    f.ops->destroy(f);
}

inline void holder::reset() noexcept
{
    frame *f = std::exchange(held, nullptr);
    if (!f)
        return;
    f->owner = nullptr;
    if (!f->parent && f->leaf == f) [[likely]]
        f->ops->destroy(*f);
    else
        destroy_chain(*f);
}

// Is a coroutine of this chain on the machine's stack? (One that is not rewritten does not know.)
bool is_running(const frame &leaf) noexcept;
// The outermost coroutine, through groups.
const frame &outermost(const frame &f) noexcept;

// Can this frame be awaited now? Throws when it is running, or awaited already.
[[gnu::cold, gnu::noinline]] inline void check_started(const frame &parent, const frame &child)
{
    if (child.stage == phase::vacant || &child == &outermost(parent) || is_running(*child.leaf))
        fail(errc::not_suspended, "co_await of a ser_ctx that is running");
}
inline void check_attachable(const frame &parent, const frame &child)
{
    if (child.parent || child.member)
        fail(errc::not_suspended, "co_await of a ser_ctx that is awaited already");
    if (child.stage != phase::unstarted) [[unlikely]]
        check_started(parent, child);
}

// Hangs a chain below the frame that awaits it. A chain that was started stays where it stands.
inline void attach(frame &parent, frame &child) noexcept
{
    frame *root = parent.root;
    frame *bottom = child.leaf;
    child.parent = &parent;
    root->leaf = bottom;
    if (bottom != &child) [[unlikely]] {
        for (frame *f = bottom; f != &child; f = f->parent)
            f->root = root;
        child.leaf = &child;
    }
    child.root = root;
}

// Each unfinished child of a frame's group goes on once.
void resume_group(frame &leaf);

VALOR_DETAIL_KEEPING inline bool VALOR_DETAIL_KEEPS::is_question(frame &f) noexcept
{
    if (f.at && f.at->mode == await_mode::asked)
        f.at->mode = await_mode::live;
    const bool question = f.interrupt && f.interrupt->what == interruption::kind::question;
    if (!question)
        f.at = nullptr;
    return question;
}

// A child of a group has finished: who goes on?
std::coroutine_handle<> member_ended(frame &) noexcept;
inline namespace VALOR_DETAIL_KEEPS {
// Takes the handle's address, which a coroutine has at hand.
template <class P> VALOR_DETAIL_KEEPING std::coroutine_handle<> ended_member(void *coroutine) noexcept
{
    return member_ended(std::coroutine_handle<P>::from_address(coroutine).promise());
}
}

// At the end of a body: the one that awaited it goes on. Where the coroutine is held, it is no part of that chain any more.
template <class P> std::coroutine_handle<> finish(std::coroutine_handle<P> h) noexcept
{
    frame &f = h.promise();
    f.stage = phase::finished;
    frame *parent = std::exchange(f.parent, nullptr);
    if (!parent)
        return f.member ? VALOR_DETAIL_KEEPS::ended_member<P>(h.address()) : std::noop_coroutine();
    frame *const root = f.root;
    f.root = root->leaf; // itself, as it was the one that ran
    root->leaf = parent;
    return parent->self;
}

[[gnu::cold, gnu::noinline]] inline void resume_slowly(frame &leaf)
{
    if (leaf.stage == phase::finished)
        return;
    if (leaf.awaits)
        return resume_group(leaf);
    if (leaf.blocked) {
        if (!leaf.rare || !leaf.rare->next)
            return; // waits for a result from outside
        leaf.blocked = false;
        std::exchange(leaf.rare->next, {}).resume();
        return;
    }
    if (leaf.stage == phase::vacant || (leaf.stage == phase::started && !leaf.is_opaque))
        fail(errc::not_suspended, "resume() of a coroutine that is running");
    leaf.self.resume();
}

} // namespace valor::detail
