// [[valor::skip]]: left alone, even with what would be refused.
// RUN: %valet-verify %s
#include "run.h"

// expected-no-diagnostics
[[valor::skip]] ser_ctx<int> skipped(int, int n) {
    int a[3] = {1, 2, 3};
    a[0] = co_await recv{n};
    co_return a[0] + a[1];
}
