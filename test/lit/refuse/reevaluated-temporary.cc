// An operand that is evaluated again by a restore must not have used up what it is made of.
// RUN: %valet-verify %s
#include "run.h"

#include <mutex>
#include <utility>

struct connection { // cannot be saved
    std::string host;
    std::mutex *lock = nullptr;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return int(host.size()); }
};
connection taking(std::string &&host) { return {std::move(host)}; }
connection reading(const std::string &host) { return {host}; }

ser_ctx<int> connects() {
    int n = co_await taking(std::string("host")); // expected-error {{[valor-reevaluated-temporary]}} expected-note {{awaited here}}
    co_return n + co_await reading(std::string("host"));
}
