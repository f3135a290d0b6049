// Declarations that cannot be taken apart.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

int twice(int n) { return 2 * n; }
ser_ctx<int> declares(int n) {
    struct made {
        int a;
    } m = {co_await recv{1}}; // expected-error {{[valor-unsupported-declaration]}}
    int (*f)(int) = n ? (co_await recv{2}, twice) : nullptr; // expected-error {{[valor-unsupported-declaration]}}
    constexpr bool sure = true || co_await recv{4}; // expected-error {{[valor-unsupported-declaration]}}
    int *q = &n, k = co_await recv{3};                       // carried
    co_return k + *q + m.a + f(1) + sure;
}
