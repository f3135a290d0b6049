// A value with a destructor of its own, made before an await of the same expression.
// RUN: %valet-verify %s
#include "run.h"

#include <tuple>

struct tracked {
    int n = 0;
    tracked() = default;
    tracked(const tracked &) {}
    ~tracked() {}
    auto tuple_for_serialization() { return std::tie(n); }
};
int take(tracked, int);
ser_ctx<int> makes() {
    co_return take(tracked(), co_await recv{1}); // expected-error {{[valor-temporary-in-operand]}}
}

// It would end before the await instead of after it.
ser_ctx<int> discards() {
    int n = (static_cast<void>(tracked()), 1) + co_await recv{1}; // expected-error {{[valor-temporary-in-operand]}}
    co_return n;
}

// It would know where it stood on the way.
struct linked {
    int n = 0;
    linked *self = this;
    int operator()() const { return self->n; }
};
int sum(const linked &, int);
ser_ctx<int> knows_itself() {
    co_return linked()() + co_await recv{1} + sum(linked{1}, co_await recv{2}); // expected-error {{[valor-temporary-in-operand]}}
}
