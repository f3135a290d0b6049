// An await inside an expression that cannot be taken apart.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <vector>

ser_ctx<int> lists(int n) {
    std::vector<int> v = {1, co_await recv{n}}; // expected-error {{[valor-unsupported-expression]}}
    co_return v[0];
}
