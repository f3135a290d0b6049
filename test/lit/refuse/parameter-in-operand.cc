// An object that a parameter by value is, made before an await of the same expression or in its operand: it would end too early.
// RUN: %valet-verify %s
#include "run.h"

#include <tuple>

struct guard {
    int n;
    guard(int n_ = 0) : n(n_) {}
    guard(const guard &o) : n(o.n) {}
    ~guard() { n = 0; }
    std::tuple<int &> tuple_for_serialization() { return {n}; }
    std::tuple<const int &> tuple_for_serialization() const { return {n}; }
};
int take(guard g) { return g.n; }
int both(guard g, int n) { return g.n + n; }
int defaulted(int n, guard g = guard(3)) { return g.n + n; }

ser_ctx<int> before() {
    co_return take(guard(1)) + co_await recv{1}; // expected-error {{[valor-temporary-in-operand]}}
}
ser_ctx<int> beside() {
    co_return both(guard(1), co_await recv{1}); // expected-error {{[valor-temporary-in-operand]}}
}
ser_ctx<int> by_default() {
    co_return defaulted(1) + co_await recv{1}; // expected-error {{[valor-default-argument-temporary]}}
}
struct leaf {
    int k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
leaf make(guard g) { return {g.n}; }
ser_ctx<int> child(guard g) { co_return g.n; }
ser_ctx<int> awaited() {
    co_return co_await make(guard(1)) // expected-error {{[valor-temporary-in-operand]}}
              + co_await child(guard(1)); // carried: the child owns it
}
ser_ctx<int> after() {
    co_return co_await recv{1} + take(guard(1)) + defaulted(2); // carried: nothing comes after
}
