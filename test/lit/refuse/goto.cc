// goto and labels.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> jumps(int n) {
again: // expected-error {{[valor-goto]}}
    --n;
    co_await recv{n};
    if (n > 0) goto again; // expected-error {{[valor-goto]}}
    co_return n;
}
