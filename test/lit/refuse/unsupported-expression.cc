// An await inside an expression that cannot be taken apart.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> news(int n) {
    int *p = new int(co_await recv{n}); // expected-error {{[valor-unsupported-expression]}}
    int x = *p;
    delete p;
    co_return x;
}
