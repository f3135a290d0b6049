// A switch without braces, or on an object whose conversion a restore would have to call again.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> unbraced(int n) {
    switch (n) // expected-error {{[valor-switch-form]}}
    case 1: co_await recv{1};
    co_return n;
}

struct wrapped {
    int n;
    operator int() const { return n; }
};
ser_ctx<int> converted(wrapped w) {
    switch (w) { // expected-error {{[valor-switch-form]}}
    case 1: co_await recv{1};
    }
    switch (int(w)) { // carried
    case 1: co_await recv{1};
    }
    co_return w;
}

// It would live as long as the switch.
wrapped made(int n);
struct ends {
    ~ends() {}
    operator int() const { return 1; }
};
ser_ctx<int> converted_temporaries() {
    switch (made(1)) { // expected-error {{[valor-switch-form]}}
    case 1: co_await recv{1};
    }
    switch (ends()) { // expected-error {{[valor-switch-form]}}
    case 1: co_await recv{1};
    }
    switch (int(ends()) + made(2)) { // carried
    case 1: co_await recv{1};
    }
    co_return 1;
}
