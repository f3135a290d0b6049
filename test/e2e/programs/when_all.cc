// when_all and when_any: children that run side by side, saved and restored with their parent.
#include "harness.h"

#include <memory>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace when_all {
using e2e::log, e2e::recv, e2e::recv_text, e2e::remade, e2e::tick, e2e::track, valor::ser_ctx;

ser_ctx<int> child(int n, int rounds) {
    track t("c" + std::to_string(n));
    int sum = n;
    for (int i = 0; i < rounds; ++i) sum = sum * 3 + co_await recv{n * 10 + i};
    log("child ", n, " ends");
    co_return sum;
}
ser_ctx<> silent(int n) {
    co_await tick{};
    log("silent ", n);
}
ser_ctx<std::string> words(std::string s) { co_return s + co_await recv_text{50} + co_await recv_text{51}; }

ser_ctx<std::string> mixed(int n) {
    track t("parent");
    auto [a, b, c, none] = co_await valor::when_all(child(1, n), child(2, 1), words("w"), silent(3));
    log(a, " ", b, " ", c);
    auto all = co_await valor::when_all();
    auto one = co_await valor::when_all(child(4, 0));
    co_return c + std::to_string(a + b + std::get<0>(one) + int(std::tuple_size_v<decltype(all)>));
}
VALOR_SCENARIO(of_several_types, [] { return mixed(3); })

ser_ctx<int> vectors() {
    std::vector<ser_ctx<int>> first, kept;
    for (int i = 0; i < 4; ++i) first.push_back(child(i, i));
    for (int i = 5; i < 7; ++i) kept.push_back(child(i, 2));
    int sum = 0;
    for (int r : co_await valor::when_all(std::move(first))) sum = sum * 7 % 1000 + r;
    std::vector<int> rest = co_await valor::when_all(kept);
    log(kept[0].done(), rest[0], " ", rest[1]);
    std::vector<std::monostate> nothing = co_await valor::when_all(std::vector<ser_ctx<>>());
    co_await tick{};
    co_return sum + int(nothing.size());
}
VALOR_SCENARIO(of_vectors, [] { return vectors(); })

ser_ctx<int> lvalues() {
    ser_ctx<int> started = child(1, 3), finished = child(2, 0), unstarted = child(3, 2);
    started.resume();
    finished.resume();
    auto [a, b, c] = co_await valor::when_all(started, finished, std::move(unstarted));
    log(started.done(), finished.done(), bool(unstarted));
    co_await recv{9};
    co_return a * 100 + b * 10 + c;
}
VALOR_SCENARIO(of_held_children, [] { return lvalues(); })

ser_ctx<int> pair_of(int n) {
    auto [a, b] = co_await valor::when_all(child(n, 1), child(n + 1, 2));
    co_return a - b;
}
ser_ctx<int> chain(int n) { co_return co_await pair_of(n) + co_await child(n + 2, 1); }
ser_ctx<int> nested() {
    auto [p, c, q] = co_await valor::when_all(pair_of(1), child(4, 4), chain(5));
    int x = std::get<0>(co_await valor::when_all(chain(1))) + p;
    co_return (x * 31 + c) * 31 + q;
}
VALOR_SCENARIO(within_each_other, [] { return nested(); })

ser_ctx<int> fails(int n, int rounds, const char *what) {
    track t("f" + std::to_string(n));
    for (int i = 0; i < rounds; ++i) co_await recv{n * 10 + i};
    throw std::runtime_error(what);
}
ser_ctx<int> exceptions() {
    int sum = 0;
    try {
        auto [a, b, c] = co_await valor::when_all(child(1, 1), fails(2, 3, "second"), fails(3, 1, "third"));
        log("not here ", a, b, c);
    } catch (const std::runtime_error &e) {
        log("caught ", e.what());
        sum = 1;
    }
    co_await tick{};
    try {
        co_await valor::when_any(fails(4, 1, "fourth"), silent(5));
    } catch (const std::runtime_error &e) {
        e2e::forget(0);
        log("caught ", e.what());
        sum += 2;
    }
    co_await tick{};
    auto [a] = co_await valor::when_all(fails(6, 2, "escapes"));
    co_return sum + a;
}
VALOR_SCENARIO(exceptions, [] { return exceptions(); })

ser_ctx<int> loses(int n, int rounds) {
    track t("l" + std::to_string(n));
    for (int i = 0; i < rounds; ++i) co_await recv{n * 10 + i};
    co_return n;
}
ser_ctx<int> races() {
    auto [i, v] = co_await valor::when_any(loses(1, 5), words("w"), loses(2, 2));
    e2e::forget(12);
    e2e::forget(21);
    log(i, " ", v.index());
    auto won = co_await valor::when_any(silent(1), child(3, 0));
    e2e::forget(0);
    log(won.first, " ", std::get<1>(won.second));
    std::vector<ser_ctx<int>> all;
    for (int k = 4; k < 7; ++k) all.push_back(loses(k, 8 - k));
    auto [index, value] = co_await valor::when_any(std::move(all));
    e2e::forget(42);
    e2e::forget(52);
    co_await tick{};
    co_return int(index) * 100 + value;
}
VALOR_SCENARIO(the_first, [] { return races(); })

ser_ctx<int> held() {
    ser_ctx<int> slow = loses(1, 4), quick = loses(2, 1);
    auto [i, v] = co_await valor::when_any(slow, quick);
    e2e::forget(11);
    log(i, quick.done(), bool(slow), " ", std::get<1>(v));
    co_await tick{};
    std::vector<ser_ctx<int>> all;
    for (int k = 4; k < 7; ++k) all.push_back(loses(k, k == 5 ? 1 : 3));
    auto [index, value] = co_await valor::when_any(all);
    e2e::forget(41);
    e2e::forget(60); // nobody is resumed any more
    log(all.size(), bool(all[0]), all[1].done(), bool(all[2]));
    co_await tick{};
    slow = loses(7, 1); // the variable can be used again
    co_return co_await slow * 100 + int(index) * 10 + value;
}
VALOR_SCENARIO(held_ones_that_lose, [] { return held(); })

ser_ctx<int> remakes(int n) {
    int a = co_await remade(n);
    co_return a * co_await remade(n + 1);
}
ser_ctx<int> named() {
    auto group = valor::when_all(remakes(1), remakes(3));
    co_await recv{7};
    auto [a, b] = co_await group;
    co_return a * b;
}
VALOR_SCENARIO(awaited_by_name, [] { return named(); })

ser_ctx<int> receives(int n) {
    int a = co_await valor::receive<int>();
    co_return n * a - co_await valor::receive<int>();
}
ser_ctx<int> fed() {
    auto [a, b] = co_await valor::when_all(receives(2), receives(3));
    co_return a * 100 + b;
}
VALOR_SCENARIO_FED(results_from_outside, [] { return fed(); })

ser_ctx<int> referring(const std::string &s, int &count) {
    count += co_await recv{int(s.size())};
    co_return count;
}
ser_ctx<int> sharing() {
    int count = 0;
    std::string text = "text";
    for (int i = 0; i < 2; ++i) {
        auto [a, b] = co_await valor::when_all(referring(text, count), referring(text + "!", count));
        log(a, " ", b, " ", count);
    }
    co_return count;
}
VALOR_SCENARIO(references_into_the_parent, [] { return sharing(); })

ser_ctx<int &> increased(int &n) {
    n += co_await recv{n};
    co_return n;
}
ser_ctx<std::unique_ptr<int>> owned(int n) { co_return std::make_unique<int>(co_await recv{n}); }
ser_ctx<int> results() {
    int a = 1, b = 2;
    {
        auto [x, y] = co_await valor::when_all(increased(a), increased(b));
        x += 1000;
        y += 2000;
    }
    auto [p, q] = co_await valor::when_all(owned(3), owned(4));
    auto [i, first] = co_await valor::when_any(owned(5), silent(0));
    e2e::forget(0);
    co_return a + b + *p + *q + *std::get<0>(first) + int(i);
}
VALOR_SCENARIO(kinds_of_results, [] { return results(); })

struct counter {
    int base;
    ser_ctx<int> add(int n) {
        base += n;
        base += co_await recv{n};
        co_return base;
    }
};
int sum_of(const std::tuple<int, int> &t) { return std::get<0>(t) * 100 + std::get<1>(t); }
ser_ctx<std::tuple<int, int>> passed_on() { co_return co_await valor::when_all(child(1, 1), child(2, 2)); }
ser_ctx<int> operands(int n) {
    int r = sum_of(co_await valor::when_all(child(3, 1), child(4, 1))) + sum_of(co_await passed_on());
    counter c{n}, d{n + 1};
    if (auto [i, v] = co_await valor::when_any(c.add(5), child(6, 2)); i == 0) r += std::get<0>(v);
    e2e::forget(60);
    auto twice = [](int k) -> ser_ctx<int> {
        int x = co_await recv{k};
        co_return x * 2;
    };
    for (int k = 0; k < 3; ++k) {
        if (std::get<1>(co_await valor::when_all(twice(k), d.add(k))) > 150) break;
        r += 7;
    }
    co_return r + c.base + d.base;
}
VALOR_SCENARIO(as_operands, [] { return operands(2); })
} // namespace when_all
