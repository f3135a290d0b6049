// A parameter without a name.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> unnamed(int, int n) { // expected-error {{[valor-unnamed-parameter]}}
    co_return co_await recv{n};
}
