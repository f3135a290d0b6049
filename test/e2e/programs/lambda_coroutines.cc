// Lambdas that are coroutines: without captures they are made again, with captures their closure is a reference.
// e2e: g++ differs: without_captures in_members_and_templates (several awaits in one expression)
// e2e: no emit: has instances of templates
#include "harness.h"

#include <vector>

namespace lambda_coroutines {
using e2e::log, e2e::recv, valor::ser_ctx;

ser_ctx<int> local() {
    auto twice = [](int n) -> ser_ctx<int> {
        int x = co_await recv{n};
        co_return 2 * x;
    };
    int r = co_await twice(4);
    for (int i = 0; i < 2; ++i) r += co_await twice(i) + r;
    r += co_await [](int n, std::string s) -> ser_ctx<int> {
        auto inner = [](int m) -> ser_ctx<int> { co_return m + co_await recv{1}; };
        co_return n + co_await inner(n) + int(s.size());
    }(7, "seven");
    co_return log(r), r + co_await twice(r % 7);
}
VALOR_SCENARIO(without_captures, [] { return local(); })

struct account {
    int balance = 5;
    ser_ctx<int> deposit(int by) {
        auto fee = [](int k) -> ser_ctx<int> { co_return k + co_await recv{2}; };
        balance += by - co_await fee(by);
        co_return balance;
    }
};
template <class T> ser_ctx<T> in_template(T t) {
    auto next = [](T k) -> ser_ctx<T> { co_return k + T(co_await recv{2}); };
    co_return co_await next(t) + T(co_await [](int a) -> ser_ctx<int> { co_return 2 * co_await recv{a}; }(3));
}
ser_ctx<int> elsewhere() {
    account a;
    int r = co_await a.deposit(4);
    r += int(co_await in_template(3L)) + co_await in_template(8);
    std::vector<ser_ctx<int>> held;
    auto make = [](int n) -> ser_ctx<int> { co_return n * co_await recv{n}; };
    for (int i = 1; i < 4; ++i) held.push_back(make(i));
    for (auto &h : held) r += co_await h;
    co_return r;
}
VALOR_SCENARIO(in_members_and_templates, [] { return elsewhere(); })

ser_ctx<int> make_root() {
    return [](int n) -> ser_ctx<int> {
        log("root ", n);
        for (int i = 0; i < 2; ++i) n += co_await recv{i};
        co_return n;
    }(3);
}
VALOR_SCENARIO(lambda_as_root, [] { return make_root(); })
} // namespace lambda_coroutines
