// A value with a destructor of its own, made before an await of the same expression.
// RUN: %valet-verify %s
#include "run.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

struct tracked {
    int n = 0;
    tracked() = default;
    tracked(const tracked &) {}
    ~tracked() {}
    auto tuple_for_serialization() { return std::tie(n); }
    auto tuple_for_serialization() const { return std::tie(n); }
};
int take(tracked, int);
ser_ctx<int> makes() {
    co_return take(tracked(), co_await recv{1}); // expected-error {{[valor-temporary-in-operand]}}
}

// It would end before the await instead of after it.
ser_ctx<int> discards() {
    int n = (static_cast<void>(tracked()), 1) + co_await recv{1}; // expected-error {{[valor-temporary-in-operand]}}
    co_return n;
}

// It would know where it stood on the way.
struct linked {
    int n = 0;
    linked *self = this;
    int operator()() const { return self->n; }
};
int sum(const linked &, int);
ser_ctx<int> knows_itself() {
    co_return linked()() + co_await recv{1} + sum(linked{1}, co_await recv{2}); // expected-error {{[valor-temporary-in-operand]}}
}

// It lives as long as the object that refers to it, which is not saved.
struct view {
    const std::string &text;
    int n;
};
ser_ctx<int> refers() {
    view v{std::string("text"), co_await recv{1}}; // expected-error {{[valor-temporary-in-operand]}}
    co_return v.n;
}

// What is left of a constant parameter is seen when it ends.
ser_ctx<int> keeps(const tracked t) { co_return t.n; }
ser_ctx<int> passes(tracked &t) {
    co_return co_await keeps(t); // expected-error {{[valor-temporary-in-operand]}}
}

// A vector moves unseen, but what it holds does not end unseen.
int size(std::vector<tracked>);
int size(std::shared_ptr<tracked>);
ser_ctx<int> passes_owners(const std::vector<tracked> &v, std::shared_ptr<tracked> p) {
    int n = size(v) + co_await recv{1};      // expected-error {{[valor-temporary-in-operand]}}
    co_return n + size(p) + co_await recv{2}; // expected-error {{[valor-temporary-in-operand]}}
}
