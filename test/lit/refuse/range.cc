// Loops whose range might not come back in the same order, or cannot be found again.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

#include <string_view>
#include <unordered_map>
#include <vector>

struct counter {
    struct iterator {
        int n;
        int operator*() const { return n; }
        iterator &operator++() { return ++n, *this; }
        bool operator!=(const iterator &o) const { return n != o.n; }
    };
    iterator begin() const { return {0}; }
    iterator end() const { return {3}; }
};

ser_ctx<int> ranges(std::unordered_map<int, int> m, std::vector<std::vector<int>> v, counter c) {
    int sum = 0;
    for (auto &[k, n] : m) // expected-error {{[valor-range]}}
        sum += co_await recv{k} + n;
    for (int x : c) // expected-error {{[valor-range]}}
        sum += co_await recv{x};
    for (int x : std::move(v[0])) // expected-error {{[valor-range-object]}}
        sum += co_await recv{x};
    for (auto &[k, n] : m) // does not suspend
        sum += k * n;
    co_return sum;
}
