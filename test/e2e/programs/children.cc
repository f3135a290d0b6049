// Nested child coroutines, to some depth and of several result types.
#include "harness.h"

#include <vector>

namespace children {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<> silent(int n) {
    track t("silent" + std::to_string(n));
    co_await e2e::tick{};
}
ser_ctx<std::vector<std::string>> list(int n) {
    std::vector<std::string> out;
    for (int i = 0; i < n; ++i) out.push_back(std::to_string(co_await recv{i}));
    co_return out;
}
ser_ctx<int> immediate(int n) { co_return n * 2; }
ser_ctx<std::optional<int>> chooses(bool some) {
    if (!some) co_return std::nullopt;
    co_return co_await recv{5};
}

ser_ctx<int> parent() {
    track t("parent");
    co_await silent(1);
    auto words = co_await list(2);
    int a = co_await immediate(4);
    auto none = co_await chooses(false), some = co_await chooses(true);
    co_await silent(2);
    log(words, a, none, some);
    co_return a + int((co_await list(3)).size());
}
VALOR_SCENARIO(kinds_of_children, [] { return parent(); })

ser_ctx<int> level(int depth, std::string path) {
    track t(path);
    int before = co_await recv{depth};
    if (depth == 0) co_return before;
    int below = co_await level(depth - 1, path + "l") + co_await level(depth - 1, path + "r");
    log(path, " ", before, " ", below);
    co_await recv{depth};
    co_return below % 1000 + before;
}
VALOR_SCENARIO(tree, [] { return level(3, "r"); })

ser_ctx<int> deep(int depth) {
    if (depth == 0) co_return co_await recv{7};
    track t;
    int below = co_await deep(depth - 1);
    co_return below + 1;
}
VALOR_SCENARIO(recursion, [] { return deep(100); })

ser_ctx<bool> is_odd(int n);
ser_ctx<bool> is_even(int n) {
    if (n == 0) co_return true;
    co_await recv{n};
    co_return co_await is_odd(n - 1);
}
ser_ctx<bool> is_odd(int n) {
    if (n == 0) co_return false;
    bool r = co_await is_even(n - 1);
    co_await recv{-n};
    co_return r;
}
VALOR_SCENARIO(mutual_recursion, [] { return is_even(7); })

// Ends synchronously many times: neither the stack nor the chain may grow.
ser_ctx<long> busy(int n) {
    long sum = 0;
    for (int i = 0; i < n; ++i) sum += co_await immediate(i);
    co_await recv{1};
    for (int i = 0; i < n; ++i) sum -= co_await immediate(i);
    co_return sum;
}
VALOR_SCENARIO(synchronous_children, [] { return busy(1000); })
} // namespace children
