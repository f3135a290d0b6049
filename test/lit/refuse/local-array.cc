// An array whose elements cannot be made empty first.
// RUN: %valet-verify %s
#include "run.h"

struct handle {
    int n;
    explicit handle(int i) : n(i) {}
    auto tuple_for_serialization() const { return std::tie(n); }
};

ser_ctx<int> array(int n) {
    handle a[2] = {handle(1), handle(2)}; // expected-error {{[valor-local-array]}}
    int b[2] = {1, 2};
    b[0] = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return a[0].n + b[0];
}
