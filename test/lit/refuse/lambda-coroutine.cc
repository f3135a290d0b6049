// A lambda that is a ser_ctx coroutine.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

auto global = [](int m) -> ser_ctx<int> { // expected-error {{[valor-}}
    co_return co_await recv{m};
};
ser_ctx<int> calls(int n) {
    co_return co_await global(n);
}
