// An await inside an expression that cannot be taken apart.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <new>

ser_ctx<int> expressions(int n) {
    alignas(int) char place[sizeof(int)];
    int *p = new (place) int(co_await recv{n}); // expected-error {{[valor-unsupported-expression]}}
    int x = *p;
    auto f = [y = co_await recv{2}] { return y; }; // expected-error {{[valor-unsupported-expression]}}
    co_return x + f();
}
