// leaves.h: what the coroutines of the tests wait for, one awaitable for each way in which the contract
// saves a pending await.
//
// Invariant: each logs when it is asked whether it is ready, when it is armed and when it is resumed, so
// that a restore that asks twice, arms twice or evaluates twice shows in the trace. Values come from the
// feed; nothing else is read. Aggregates are persistable without boilerplate (rule 3); `remade` is not
// persistable (rule 4).
#ifndef VALOR_TEST_E2E_LEAVES_H
#define VALOR_TEST_E2E_LEAVES_H

#include "trace.h"

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>

namespace e2e {

struct recv { // an int from the feed
    int k;
    bool await_ready() const { return log("ready? recv ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('i', k, "recv"); }
    int await_resume() const { return resumed('i', k), seen("recv", feed(k)); }
};

struct echo { // its own value: where the test steers by what it gets
    int k;
    bool await_ready() const { return log("ready? echo ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('-', k, "echo"); }
    int await_resume() const { return resumed('-', k), seen("echo", k); }
};

struct recv_text { // a class-type result
    int k;
    bool await_ready() const { return log("ready? text ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('s', k, "text"); }
    std::string await_resume() const { return resumed('s', k), seen("text", "s" + std::to_string(feed(k))); }
};

struct tick { // no value, and an empty awaiter
    bool await_ready() const { return log("ready? tick"), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('v', 0, "tick"); }
    void await_resume() const { resumed('v', 0), log("tick"); }
};

struct recv_owned { // a move-only result
    int k;
    bool await_ready() const { return log("ready? owned ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('-', k, "owned"); }
    std::unique_ptr<int> await_resume() const {
        return resumed('-', k), std::make_unique<int>(seen("owned", feed(k)));
    }
};

struct at_once { // ready: never suspends
    int k;
    bool await_ready() const { return log("ready? at_once ", k), true; }
    void await_suspend(std::coroutine_handle<>) const { log("at_once was armed"); }
    int await_resume() const { return seen("at_once", feed(k)); }
};

struct maybe { // arming that says whether to suspend
    int k;
    bool suspend;
    bool await_ready() const { return log("ready? maybe ", k), false; }
    bool await_suspend(std::coroutine_handle<>) const {
        if (suspend) armed('-', k, "maybe");
        return suspend;
    }
    int await_resume() const {
        if (suspend) resumed('-', k);
        return seen("maybe", feed(k));
    }
};

struct failing { // throws when resumed
    int k;
    bool await_ready() const { return log("ready? failing ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('-', k, "failing"); }
    int await_resume() const {
        resumed('-', k);
        throw std::runtime_error("leaf " + std::to_string(feed(k)));
    }
};

struct rearming { // armed in another way after a restore
    int k;
    bool await_ready() const { return log("ready? rearming ", k), false; }
    void await_suspend(std::coroutine_handle<>) const {
        if (state.now != phase::running) fail("await_suspend of an awaiter that has await_restore");
        armed('-', k, "rearming");
    }
    void await_restore(std::coroutine_handle<>) const { armed('-', k, "rearming"); }
    int await_resume() const { return resumed('-', k), seen("rearming", feed(k)); }
};

struct counting { // an awaiter with state of its own, which is what is saved
    int k;
    int armed_times = 0;
    bool await_ready() const { return log("ready? counting ", k), false; }
    void await_suspend(std::coroutine_handle<>) {
        if (state.now == phase::running) ++armed_times;
        armed('-', k, "counting");
    }
    int await_resume() { return resumed('-', k), seen("counting", armed_times * 1000 + feed(k)); }
};

class remade { // not persistable: the operand is evaluated again
public:
    explicit remade(int k) : k_(k) { record(kind::again, "make " + std::to_string(k)); }
    remade(const remade &) = delete;
    bool await_ready() const { return log("ready? remade ", k_), false; }
    void await_suspend(std::coroutine_handle<>) const { armed('-', k_, "remade"); }
    int await_resume() const { return resumed('-', k_), seen("remade", feed(k_)); }

private:
    int k_;
};

struct by_member { // operator co_await, a member
    int k;
    recv operator co_await() const { return {k + 1}; }
};

struct by_function { // operator co_await, found by argument-dependent lookup
    int k;
};
inline recv operator co_await(const by_function &b) { return {b.k + 2}; }

struct making { // its awaiter has state of its own: saved, not made again
    int k;
    counting operator co_await() const { return log("operator co_await ", k), counting{k}; }
};
class making_unsaved { // the same, of what cannot be saved
public:
    explicit making_unsaved(int k) : k_(k) {}
    making_unsaved(const making_unsaved &) = delete;
    counting operator co_await() const { return log("operator co_await ", k_), counting{k_}; }

private:
    int k_;
};

} // namespace e2e

#endif
