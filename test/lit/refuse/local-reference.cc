// A reference to a part of a temporary: neither the part nor the temporary has a name to be saved by.
// RUN: %valet-verify %s
#include "run.h"

struct pair {
    int a, b;
};
pair make();
ser_ctx<int> part() {
    const int &a = make().a; // expected-error {{[valor-local-reference]}}
    int n = co_await recv{1}; // expected-note {{it has to be saved at this suspension point}}
    co_return n + a;
}
