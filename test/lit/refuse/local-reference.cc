// A local reference that is live across a suspension.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <vector>

ser_ctx<int> reference(std::vector<int> v) {
    int &first = v[0]; // expected-error {{[valor-local-reference]}}
    first += co_await recv{1}; // expected-note {{it has to be saved at this suspension point}}
    int &dead = v[0]; // not live at any suspension
    co_return dead;
}
