// A coroutine that is parsed where the plugin cannot stand: a lambda in the initialiser of a global variable.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

auto global = [](int m) -> ser_ctx<int> { // expected-error {{[valor-not-rewritten]}}
    co_return co_await recv{m};
};
ser_ctx<int> calls(int n) {
    co_return co_await global(n);
}
