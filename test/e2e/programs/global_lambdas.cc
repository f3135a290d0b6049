// Lambdas that are coroutines, in the initialisers of variables at namespace scope.
#include "harness.h"

#include <functional>
#include <string>
#include <vector>

namespace global_lambdas {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;
int scale = 3;
int twice(int n) { return 2 * n; }
auto fib = [](int n) -> ser_ctx<int> {
    int a = 0, b = 1;
    for (int i = 0; i < n; ++i) {
        int c = a + twice(b);
        a = b;
        b = c + scale + co_await recv{i};
    }
    co_return a;
};

struct command {
    const char *name;
    ser_ctx<std::string> (*run)(std::string);
};
const std::vector<command> commands = {
    {"greet", [](std::string who) -> ser_ctx<std::string> {
         track t{"greeting"};
         who += std::to_string(co_await recv{1});
         co_return "hello " + who;
     }},
    {"bye", [](std::string who) -> ser_ctx<std::string> {
         auto inner = [](int n) -> ser_ctx<int> { n += co_await recv{n}; co_return n; };
         who += std::to_string(co_await inner(int(who.size())));
         who += std::to_string(co_await fib(2));
         co_await e2e::tick{};
         co_return "bye " + who;
     }},
};

std::function<ser_ctx<>(std::vector<int>)> each = [](std::vector<int> v) -> ser_ctx<> {
    for (auto &x : v) x += co_await recv{x};
    auto add = [&v](int n) { v.push_back(n); };
    co_await e2e::tick{};
    add(4);
    log(v);
};

inline auto header = [](int n) -> ser_ctx<int> { co_return n + co_await recv{n}; };

ser_ctx<int> all() {
    int n = co_await fib(3);
    for (const command &c : commands) log(co_await c.run(c.name));
    std::vector<int> some(2, n);
    co_await each(some);
    co_return n + co_await header(4);
}

VALOR_SCENARIO(fibonacci, [] { return fib(3); })
VALOR_SCENARIO(table, [] { return commands[1].run("x"); })
VALOR_SCENARIO(awaited, [] { return all(); })
VALOR_SCENARIO(inlined, [] { return header(2); })
} // namespace global_lambdas

namespace {
auto hidden = [](int n) -> valor::ser_ctx<int> { co_return n + co_await e2e::recv{n}; };
}
VALOR_SCENARIO(in_unnamed_namespace, [] { return hidden(3); })

auto outermost = [](int n) -> valor::ser_ctx<int> { co_return n + co_await e2e::recv{n}; };
VALOR_SCENARIO(outer, [] { return outermost(2); })
