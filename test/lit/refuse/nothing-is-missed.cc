// Coroutines in places where the plugin cannot stand: none is missed in silence.
// RUN: %valet-verify %s
// RUN: rm -rf %t && mkdir %t && cp %s %t/system.h
// RUN: echo '#include <system.h>' > %t/main.cc
// In a header of the system, the member of the local class is rewritten.
// RUN: not %valet-cxx -fsyntax-only -I%S/../Inputs -isystem %t %t/main.cc 2>&1 | grep -c 'error: this coroutine' | grep -x 12
// RUN: %valet-cxx -fsyntax-only -DNONE -fdelayed-template-parsing -Wno-delayed-template-parsing-in-cxx20 -fplugin-arg-valet-plan -I%S/../Inputs %s | FileCheck %s
#include "run.h"

#ifndef NONE
#define CO -> ser_ctx<int> { co_return co_await recv{1}; }
inline int argument(ser_ctx<int> c = []() CO()) { return c.done(); } // expected-error {{[valor-not-rewritten]}}
struct member {
    ser_ctx<int> c = []() CO();                        // expected-error {{[valor-not-rewritten]}}
    inline static auto s = []() CO;                    // expected-error {{[valor-not-rewritten]}}
    int n = [] { return ([]() CO)().done(); }();       // expected-error {{[valor-not-rewritten]}}
    member() : c(([]() CO)()) {}                       // expected-error {{[valor-not-rewritten]}}
};
inline auto global = []() CO;                          // rewritten
inline auto deduced() { return []() CO; }              // expected-error {{[valor-not-rewritten]}}
constexpr auto constant() { return []() CO; }          // expected-error {{[valor-not-rewritten]}}
using closure = decltype([]() CO);                     // expected-error {{[valor-not-rewritten]}}
template <class T> inline auto variable = [](T) CO;    // expected-error {{[valor-not-rewritten]}}
template <auto F> int called() { return F().done(); }
inline int generic() {
    struct local {
        ser_ctx<int> f() { co_return co_await recv{1}; } // expected-error {{[valor-not-rewritten]}}
    };
    auto g = [](auto) CO;                              // expected-error {{[valor-not-rewritten]}}
    return g(1).done() + variable<int>(1).done() + called<[]() CO>() + local().f().done(); // expected-error {{[valor-not-rewritten]}}
}
struct task { // a class of one's own with the promise of a ser_ctx
    using promise_type = ser_ctx<int>::promise_type;
    task(ser_ctx<int> &&) {}
};
inline task custom() { co_return co_await recv{1}; }   // expected-error {{its result is another class}}
#else
// CHECK: coroutine made<int>(int)
template <class T> ser_ctx<T> made(T n) { co_return co_await recv{n}; }
ser_ctx<int> uses() { co_return co_await made(1); }
#endif
