// A structured binding to another object that is live across a suspension.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

struct pair {
    int a, b;
};
ser_ctx<int> binding(pair p) {
    auto &[a, b] = p; // expected-error {{[valor-structured-binding]}}
    a += co_await recv{b}; // expected-note {{it has to be saved at this suspension point}}
    auto &[c, d] = p; // not live at any suspension
    co_return a + c + d;
}
