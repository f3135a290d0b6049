// Structured bindings by functions of the user's, or to values that `get` makes: made again, they would be other objects.
// RUN: %valet-verify %s
#include "run.h"

#include <ranges>
#include <tuple>
#include <vector>

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
ser_ctx<int> copy(pair p) {
    auto [a, b] = p; // expected-error {{[valor-structured-binding]}}
    a += co_await recv{b}; // expected-note {{it has to be saved at this suspension point}}
    co_return a;
}
ser_ctx<int> temporary(int n) {
    const auto &[a, b] = pair{n, n}; // expected-error {{[valor-structured-binding]}}
    n = co_await recv{b}; // expected-note {{it has to be saved at this suspension point}}
    co_return n + a;
}
ser_ctx<int> element(std::vector<pair> v) {
    int n = 0;
    for (auto [a, b] : v) // expected-error {{[valor-structured-binding]}}
        n += co_await recv{b} + a; // expected-note {{it has to be saved at this suspension point}}
    co_return n;
}
ser_ctx<int> referred(std::vector<pair> v) {
    int n = 0;
    for (const auto &[a, b] : v) // expected-error {{[valor-structured-binding]}}
        n += co_await recv{b} + a; // expected-note {{it has to be saved at this suspension point}}
    co_return n;
}
ser_ctx<int> iterators(std::vector<int> v) {
    auto [first, last] = std::ranges::subrange(v.begin(), v.end()); // expected-error {{[valor-structured-binding]}}
    for (; first != last; ++first)
        *first += co_await recv{*first}; // expected-note {{it has to be saved at this suspension point}}
    co_return v[0];
}
ser_ctx<int> awaits() {
    int numbers[2] = {1, 2};
    auto [a, b] = (co_await recv{1}, numbers); // expected-error {{[valor-unsupported-declaration]}}
    co_return a + b;
}
ser_ctx<int> moved() {
    std::string words[2] = {"one", "two"};
    auto [a, b] = std::move(words); // expected-error {{[valor-structured-binding]}}
    int n = co_await recv{2}; // expected-note {{it has to be saved at this suspension point}}
    co_return n + static_cast<int>(a.size() + b.size());
}
// Before the next suspension it has ended.
ser_ctx<int> in_time(pair p) {
    {
        auto [a, b] = p;
        p.a = a + b;
    }
    co_return co_await recv{p.a};
}
