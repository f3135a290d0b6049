// Declarations that cannot be taken apart.
// RUN: %valet-verify %s
#include "run.h"

int twice(int n) { return 2 * n; }
// What changes in a constant, and what would lose its alignment or define its type twice.
struct counted {
    mutable int n;
};
ser_ctx<int> changes(int n) {
    constexpr counted c{1}; // expected-error {{[valor-unsupported-declaration]}}
    alignas(32) int a[4] = {1, 2, 3, 4}; // expected-error {{[valor-unsupported-declaration]}}
    struct pair {
        int a;
    } p{1}, q[2] = {{2}, {3}}; // expected-error {{[valor-unsupported-declaration]}}
    enum sides { left, right } s = left; // carried
    static constexpr counted shared{1}; // carried: it belongs to the process
    c.n = co_await recv{n}; // expected-note 3 {{it has to be saved at this suspension point}}
    co_return c.n + a[0] + p.a + q[0].a + s + shared.n;
}

ser_ctx<int> declares(int n) {
    struct made {
        int a;
    } m = {co_await recv{1}}; // expected-error {{[valor-unsupported-declaration]}}
    int (*f)(int) = n ? (co_await recv{2}, twice) : nullptr; // expected-error {{[valor-unsupported-declaration]}}
    constexpr bool sure = true || co_await recv{4}; // expected-error {{[valor-unsupported-declaration]}}
    int *q = &n, k = co_await recv{3};                       // carried
    co_return k + *q + m.a + f(1) + sure;
}
