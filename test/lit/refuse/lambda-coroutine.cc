// A lambda that is a ser_ctx coroutine.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"
// expected-note@* 0-1 {{arose in text that the Valor plugin generated}}

auto global = [](int m) -> ser_ctx<int> { // expected-error {{[valor-not-rewritten]}}
    co_return co_await recv{m};
};
ser_ctx<int> calls(int n) {
    co_return co_await global(n);
}
