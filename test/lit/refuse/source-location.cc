// The name of the function, asked for where generated text has a closure.
// RUN: %valet-verify %s
#include "run.h"

#include <source_location>

int traced(int n, std::source_location = std::source_location::current());
int named(int n, const char * = __builtin_FUNCTION());
int lined(int n, int = __builtin_LINE());

struct stamp {
    int n;
    const char *where = __builtin_FUNCTION();
};

ser_ctx<int> f(int n) {
    stamp s{n}; // expected-error {{[valor-source-location]}}
    auto captured = [at = __builtin_FUNCTION()] { return *at; }; // expected-error {{[valor-source-location]}}
    n += captured() + s.n;
    int a = traced(n); // expected-error {{[valor-source-location]}}
    const char *b = __builtin_FUNCTION(); // expected-error {{[valor-source-location]}}
    n += co_await recv{traced(a)}; // expected-error {{[valor-source-location]}}
    n = named(n) + co_await recv{2}; // expected-error {{[valor-source-location]}}
    switch (named(n)) { // expected-error {{[valor-source-location]}}
    case 1: co_await recv{*b};
    }
    co_return n;
}
ser_ctx<int> carried(int n) {
    auto inner = [] { return __builtin_FUNCTION(); };
    inner();
    int a = lined(n);
    const char *name = __func__;
    traced(a);
    if (named(n))
        n += co_await recv{lined(a)};
    n = named(n);
    co_return n + co_await recv{*name} + traced(1, {});
}
