// A volatile variable.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> flag(int n) {
    volatile int v = n; // expected-error {{[valor-volatile-local]}}
    n = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return v + n;
}
