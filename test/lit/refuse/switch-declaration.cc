// A variable declared in a switch before a label.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> between_labels(int n) {
    switch (n) {
    case 1:
        int x; // expected-error {{[valor-switch-declaration]}}
        x = co_await recv{1}; // expected-note {{it has to be saved at this suspension point}}
        co_return x + co_await recv{x};
    default:
        co_return 0;
    }
}
