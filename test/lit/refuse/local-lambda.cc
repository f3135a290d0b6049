// A closure that is live across a suspension; one that is not is welcome.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> closure(int n) {
    auto add = [n](int x) { return x + n; }; // expected-error {{[valor-local-lambda]}}
    int y = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    auto twice = [](int x) { return 2 * x; };
    co_return add(twice(y));
}
