// Awaits inside try and inside range-for.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <vector>

ser_ctx<int> statements(std::vector<int> v) {
    int sum = 0;
    try { // expected-error {{[valor-unsupported-statement]}}
        sum += co_await recv{1};
    } catch (...) {
    }
    for (int x : v) { // expected-error {{[valor-unsupported-statement]}}
        sum += co_await recv{x};
    }
    try {
        for (int x : v) sum += x; // neither suspends
    } catch (...) {
    }
    co_return sum;
}
