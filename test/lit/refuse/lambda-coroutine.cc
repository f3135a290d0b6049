// A lambda that is a ser_ctx coroutine.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> calls(int n) {
    co_return co_await [](int m) -> ser_ctx<int> { co_return co_await recv{m}; }(n); // expected-error {{[valor-}}
}
