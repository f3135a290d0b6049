// The coroutines whose snapshots restore_fuzz reads: what a snapshot can hold, in few functions. Restored with any values in their variables,
// they run no code of their own beyond operands and positions of loops, which are safe with any values.
#pragma once
#include <valor.h>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fuzzed {
using valor::ser_ctx;

struct wait { // saved by value
    int k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
struct wait_again { // its operand is evaluated again
    int &k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
struct item {
    std::string name;
    std::array<short, 3> numbers;
};

inline ser_ctx<int> leaf(int n, std::string text) {
    int sum = co_await wait{n} + int(text.size());
    co_return sum + co_await valor::receive<int>();
}
inline ser_ctx<std::string> values(int &count, const std::string &name) {
    std::map<std::string, std::vector<item>> all{{name, {{"a", {1, 2, 3}}}}};
    std::variant<int, std::string, std::monostate> choice = name;
    auto owned = std::make_unique<std::optional<double>>(0.5);
    auto shared = std::make_shared<item>(item{"s", {}}), again = shared;
    std::weak_ptr<item> weak = shared;
    item *into = &all.begin()->second[0];
    std::string_view view = into->name, text = "text";
    short &number = into->numbers[1];
    long double exact = 1.0L / 3;
    char array[2][3] = {"ab", "cd"};
    for (auto &[key, items] : all)
        for (auto &i : items) count += co_await wait_again{count} + i.numbers[0] + number;
    co_return std::string(view) + std::string(text) + again->name + array[0] + std::to_string(int(exact) + int(**owned)) + std::to_string(choice.index());
}
inline ser_ctx<int> throws(int n) {
    co_await wait{n};
    throw std::runtime_error("nine");
}
inline ser_ctx<int> holds(int n) {
    std::vector<ser_ctx<int>> kept;
    for (int i = 0; i < 3; ++i) kept.push_back(leaf(i, "kept"));
    kept[0].resume();
    ser_ctx<int> failed = throws(n), one = leaf(4, "one"), other;
    while (failed) failed.resume();
    int first = co_await kept[0];
    int second = co_await std::move(one);
    co_return first * 10 + second;
}
inline ser_ctx<int> side_by_side(int n) {
    ser_ctx<int> held = leaf(n, "held");
    auto [a, b, c] = co_await valor::when_all(held, leaf(2, "owned"), holds(n));
    std::vector<ser_ctx<int>> all;
    for (int i = 0; i < 3; ++i) all.push_back(leaf(i, "many"));
    auto [i, first] = co_await valor::when_any(all);
    co_return a + b + c + int(i) + first;
}
inline ser_ctx<int> recursive(int n) {
    std::string before(static_cast<unsigned>(n) % 5, 'x');
    if (n <= 0) co_return co_await side_by_side(n);
    int below = co_await recursive(n - 1);
    co_return below + int(before.size());
}
inline ser_ctx<int> root(int n) {
    int count = n;
    std::string name = "name";
    const std::string got = co_await values(count, name);
    int below = co_await recursive(3);
    co_return below + count + int(got.size());
}

// Each suspension of root, from not started to the last.
template <class F> void each_suspension(F f) {
    auto c = root(1);
    for (int i = 0; c && i < 100; ++i) {
        f(std::as_const(c).serialize());
        try {
            c.set_aw_ret(i);
            f(std::as_const(c).serialize());
        } catch (const valor::error &) { // nothing to be supplied here
        }
        c.resume();
    }
}
} // namespace fuzzed
