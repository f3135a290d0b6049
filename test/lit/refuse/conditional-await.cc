// An await on a side that may not be evaluated.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> chooses(bool b, int n) {
    int x = b ? co_await recv{1} : n; // expected-error {{[valor-conditional-await]}}
    bool y = b && co_await recv{2};   // expected-error {{[valor-conditional-await]}}
    bool z = b || co_await recv{3};   // expected-error {{[valor-conditional-await]}}
    co_return x + y + z;
}
