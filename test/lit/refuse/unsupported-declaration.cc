// Declarations that cannot be taken apart.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> declares(int n) {
    int *p = &n, k = co_await recv{1}; // expected-error {{[valor-unsupported-declaration]}}
    int *q = &n, m = k, i = m;         // not split
    int const x = 1, y = co_await recv{2};
    co_return k + *p + *q + i + x + y;
}
