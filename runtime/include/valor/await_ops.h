// What cold code can do with a pending co_await: describe it for a snapshot, arm it after a restore, accept a result for it.
// Invariant: `awaiting::ops` is set whenever frame::at is.
#pragma once
#include <valor/snapshot.h>
#include <valor/supplied.h>

namespace valor::detail {

struct await_ops {
    char state;                // state::awaits_...: how it is saved when no result was supplied
    std::string_view type;     // of the awaiter, when it is saved by value
    void (*encode)(const awaiting &, uf::writer &);
    const object_links *links;               // of that awaiter, else null
    void *(*operand)(awaiting &);            // the awaiter
    const result_ops *child_result;          // of a ser_ctx that is awaited, else null
    frame *(*child)(awaiting &);             // that ser_ctx's coroutine
    void (*attach)(awaiting &, frame *);     // the same, after a restore; null when it is destroyed by somebody else
    void (*stand)(awaiting &, frame &);      // of a group, after a restore: it waits for its children
    void (*arm)(awaiting &, frame &);
    supplied_ptr (*accept)(frame &, const offer &);
    bool gives_reference = false; // so what is supplied lives as long as the frame
};

template <class A> concept has_member_operator = requires { std::declval<A>().operator co_await(); };
template <class A> concept has_free_operator = requires { operator co_await(std::declval<A>()); };

// The awaiter of an operand, as the language finds it.
template <class A> decltype(auto) awaiter_of(A &&operand)
{
    if constexpr (has_member_operator<A>)
        return static_cast<A &&>(operand).operator co_await();
    else if constexpr (has_free_operator<A>)
        return operator co_await(static_cast<A &&>(operand));
    else
        return static_cast<A &&>(operand);
}
template <class A> inline constexpr bool is_own_awaiter = !has_member_operator<A> && !has_free_operator<A>;

// Arms an awaiter whose frame was made again. What it wants resumed comes with the next resume().
template <class Awaiter, class Handle> void arm_restored(Awaiter &a, Handle h, frame &f)
{
    const auto begin = [&]() -> decltype(auto) {
        if constexpr (requires { a.await_restore(h); })
            return a.await_restore(h);
        else
            return a.await_suspend(h);
    };
    using back = decltype(begin());
    if constexpr (std::is_void_v<back> || std::is_same_v<back, bool>) {
        begin(); // ready or not: the next resume() goes on behind the co_await
    } else {
        const std::coroutine_handle<> other = begin();
        if (other && other != h && other != std::noop_coroutine()) {
            f.with_rare().next = other;
            f.blocked = true;
        }
    }
}

} // namespace valor::detail
