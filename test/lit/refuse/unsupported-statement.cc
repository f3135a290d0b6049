// Awaits inside range-for and under attributes.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <vector>

ser_ctx<int> statements(std::vector<int> v) {
    int sum = 0;
    for (int x : v) { // expected-error {{[valor-unsupported-statement]}}
        sum += co_await recv{x};
    }
    [[clang::nomerge]] sum += co_await recv{2}; // expected-error {{[valor-unsupported-statement]}}
    try {
        for (int x : v) sum += x; // neither suspends
    } catch (...) {
    }
    co_return sum;
}
