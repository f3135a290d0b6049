// A static variable with a run-time initialiser.
// RUN: %valet-verify %s
#include "run.h"

int start();
ser_ctx<int> counts() {
    static int fine = 3;
    static int count = start(); // expected-error {{[valor-static-local]}}
    co_return co_await recv{++count} + fine; // expected-note {{it has to be saved at this suspension point}}
}
