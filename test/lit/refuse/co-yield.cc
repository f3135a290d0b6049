// co_yield.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> yields(int n) {
    co_await recv{n};
    co_yield n; // expected-error {{}}
    co_return n;
}
