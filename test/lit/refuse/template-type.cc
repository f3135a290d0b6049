// A type that a dependent base hides outside of the template, where its names are found.
// RUN: %valet-verify %s
#include "run.h"

using number = long;
template <class T> struct base {
    using number = char;
};
template <class T> struct derived : base<T> {
    static ser_ctx<int> f() { // expected-error {{means something else when it is looked up outside of the template ('long')}}
        number v = 300;
        v += co_await recv{1};
        co_return int(v);
    }
};
ser_ctx<int> parent() { co_return co_await derived<int>::f(); }
