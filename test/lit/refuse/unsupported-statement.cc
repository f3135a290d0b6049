// Awaits under attributes.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> statements(int n) {
    [[clang::nomerge]] n += co_await recv{2}; // expected-error {{[valor-unsupported-statement]}}
    co_return n;
}
