// Functions that cannot be persistable coroutines yet.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

template <class T> ser_ctx<T> templated(T n) { // expected-error {{[valor-unsupported-function]}}
    co_return co_await recv{n};
}
ser_ctx<int> uses() { co_return co_await templated(1); }
