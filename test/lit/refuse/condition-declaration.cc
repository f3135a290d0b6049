// A variable in the condition of a `for` whose third part may name it.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> declares(int n) {
    for (int i = n; int x = i; i -= x > 1 ? 2 : 1) // expected-error {{[valor-condition-declaration]}}
        co_await recv{x};
    co_return n;
}
