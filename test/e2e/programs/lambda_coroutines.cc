// Lambdas that are coroutines: without captures they are made again; with captures, their closure is, and they refer to it.
// e2e: g++ differs: without_captures in_members_and_templates references_to_captures (several awaits in one expression)
// e2e: no emit: has instances of templates
#include "harness.h"

#include <vector>

namespace lambda_coroutines {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

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

// With captures, in a function that is rewritten: the closure is made again, and the coroutines find it there.
ser_ctx<int> captures(int n) {
    int total = 1;
    std::string name = "n";
    auto step = [&](int k) -> ser_ctx<int> {
        total += co_await recv{k};
        co_await tick{};
        co_return total;
    };
    int a = co_await step(n);
    a += co_await step(2);
    auto keeps = [name, n, &total](std::string s) -> ser_ctx<std::string> {
        int k = co_await recv{n};
        total += k;
        co_await tick{};
        co_return name + s + std::to_string(k);
    };
    name = "changed";
    log(co_await keeps("a"));
    for (int i = 0; i < 2; ++i) {
        auto each = [i, &step](int q) -> ser_ctx<int> {
            int first = co_await step(i);
            co_return first + co_await recv{q};
        };
        a += co_await each(i);
    }
    std::vector<ser_ctx<int>> held;
    for (int i = 0; i < 3; ++i)
        held.push_back(step(i));
    co_await tick{};
    for (auto &h : held)
        a += co_await h;
    co_await tick{};
    co_return a + total;
}
VALOR_SCENARIO(with_captures, [] { return captures(3); })

// What is held by value is an object to which something may lead.
ser_ctx<int> reads(const std::string &s, const int *n) {
    int k = co_await recv{*n};
    co_return k + static_cast<int>(s.size());
}
ser_ctx<int> held_by_value(int n) {
    std::string name = "name";
    auto leads = [name, n](std::string &other) -> ser_ctx<int> {
        const std::string &same = name;
        int a = co_await reads(name, &n) + co_await reads(same, &n);
        {
            std::string name = "hides";
            a += co_await reads(name, &n);
        }
        other += same;
        co_return a + co_await reads(other, &n);
    };
    name = "changed afterwards";
    int sum = co_await leads(name);
    ser_ctx<int> held = leads(name);
    n += co_await recv{n};
    co_return sum + n + co_await held;
}
VALOR_SCENARIO(references_to_captures, [] { return held_by_value(3); })

struct purse {
    int coins = 3;
    ser_ctx<int> pay(int n) {
        auto once = [this, n](int by) -> ser_ctx<int> {
            coins += co_await recv{by};
            co_return coins * n;
        };
        int r = co_await once(2);
        r += co_await once(3);
        co_return r + coins;
    }
};
ser_ctx<int> pays() {
    purse p;
    int r = co_await p.pay(2);
    co_return r + p.coins;
}
VALOR_SCENARIO(with_captured_this, [] { return pays(); })
} // namespace lambda_coroutines
