// Loops whose range might not come back in the same order, or cannot be found again.
// RUN: %valet-verify %s
#include "run.h"

#include <string_view>
#include <unordered_map>
#include <vector>

// Its iterators cannot be saved: they keep what they are to themselves.
class counter {
public:
    class iterator {
    public:
        explicit iterator(int n) : n_(n) {}
        int operator*() const { return n_; }
        iterator &operator++() { return ++n_, *this; }
        bool operator!=(const iterator &o) const { return n_ != o.n_; }

    private:
        int n_;
    };
    iterator begin() const { return iterator(0); }
    iterator end() const { return iterator(3); }
};
struct text { // a pointer to characters is saved as text
    char all[3] = {'a', 'b', 'c'};
    const char *begin() const { return all; }
    const char *end() const { return all + 3; }
};

ser_ctx<int> ranges(std::unordered_map<int, int> m, std::vector<std::vector<int>> v, text t, std::string_view view) {
    int sum = 0;
    for (auto &[k, n] : m) // expected-error {{[valor-range]}}
        sum += co_await recv{k} + n;
    for (char x : t) // expected-error {{[valor-range]}}
        sum += co_await recv{x};
    for (char x : view) // expected-error {{[valor-range]}}
        sum += co_await recv{x};
    for (int x : std::move(v[0])) // expected-error {{[valor-range-object]}}
        sum += co_await recv{x};
    for (auto &[k, n] : m) // does not suspend
        sum += k * n;
    co_return sum;
}
ser_ctx<int> own(int n) {
    for (int x : counter()) // expected-error {{'iterator' of type 'counter::iterator' is live}} expected-error {{'end' of type 'counter::iterator' is live}} expected-note 2 {{}}
        n += co_await recv{x}; // expected-note 2 {{}}
    co_return n;
}
// What is made on the way by a function of the user's cannot be made again.
struct countdown {
    struct iterator {
        int n;
        int operator*() const { return n; }
        iterator &operator++() { return --n, *this; }
        bool operator!=(const iterator &o) const { return n != o.n; }
    };
    iterator begin() const { return {3}; }
    iterator end() const { return {0}; }
};
ser_ctx<int> transient(int n) {
    for ([[valor::transient]] int x : countdown()) // expected-error {{[valor-unsupported-declaration]}}
        n += co_await recv{x}; // expected-note {{it has to be saved at this suspension point}}
    co_return n;
}
// A reference to what a conversion of the user's gives is not the element itself.
struct wrapper {
    int inner;
    operator int &() { return inner; }
    auto tuple_for_serialization() { return std::tie(inner); }
    auto tuple_for_serialization() const { return std::tie(inner); }
};
ser_ctx<int> converted(std::vector<wrapper> v, int n) {
    for (int &x : v) // expected-error {{[valor-unsupported-declaration]}}
        x += co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return n;
}
