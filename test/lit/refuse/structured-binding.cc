// A structured binding to another object by functions of the user's.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <tuple>

struct pair {
    int a, b;
    template <std::size_t N> int get() const { return N ? b : a; }
    auto tuple_for_serialization() { return std::tie(a, b); }
    auto tuple_for_serialization() const { return std::tie(a, b); }
};
template <> struct std::tuple_size<pair> : std::integral_constant<std::size_t, 2> {};
template <std::size_t N> struct std::tuple_element<N, pair> { using type = int; };

// Closures cannot refer to bit-fields.
struct bits {
    unsigned a : 3, b : 5;
};
ser_ctx<int> fields(bits p) {
    auto [a, b] = p; // expected-error {{[valor-structured-binding]}}
    int n = co_await recv{2}; // expected-note {{it has to be saved at this suspension point}}
    co_return n + a + b;
}

ser_ctx<int> binding(pair p) {
    auto &[a, b] = p; // expected-error {{[valor-structured-binding]}}
    int n = co_await recv{b}; // expected-note {{it has to be saved at this suspension point}}
    co_return n + a;
}
