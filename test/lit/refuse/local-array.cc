// An array that is live across a suspension.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> array(int n) {
    int a[3] = {1, 2, 3}; // expected-error {{[valor-local-array]}}
    a[0] += co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    int dead[3] = {1, 2, 3}; // not live at any suspension
    co_return a[0] + dead[1];
}
