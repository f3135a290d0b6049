// Braced lists in the operand of an await, and beside it.
// e2e: g++ differs: child_arguments lists_of_awaits aggregate_arguments (left out: see there; another order)
#include "harness.h"

namespace braced_lists {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct point {
    int x = 0, y = 0;
};

ser_ctx<int> total(std::vector<int> values, std::map<std::string, int> names) {
    int sum = 0;
    for (int v : values)
        sum += v;
    co_await recv{sum};
    for (const auto &[name, n] : names)
        sum += n * static_cast<int>(name.size());
    co_return sum;
}
ser_ctx<int> length(point p, std::pair<int, std::string> named) {
    int n = co_await recv{p.x};
    co_return n + p.y + named.first + static_cast<int>(named.second.size());
}
ser_ctx<int> nested(std::vector<std::vector<int>> rows) {
    int sum = 0;
    for (std::size_t r = 0; r < rows.size(); ++r)
        sum += co_await recv{static_cast<int>(rows[r].size())} + rows[r].back();
    co_return sum;
}

#if defined(__clang__) || defined(VALOR_EMITTED) // g++ 12: "array used as initializer", and crashes
ser_ctx<int> containers(int n) {
    int a = co_await total({1, 2, n}, {{"one", 1}, {"three", n}});
    int b = co_await total({}, {});
    int c = co_await nested({{1}, {2, n}, {a, b}});
    co_return a + b + c;
}
VALOR_SCENARIO(child_arguments, [] { return containers(3); })
#endif

ser_ctx<int> aggregates(int n) {
    int a = co_await length({n, 2}, {7, "seven"});
    int b = co_await length({.x = a}, {n, std::string(2, 'a')});
    point p = {co_await recv{1}, co_await recv{2}};
    point q{co_await recv{3}, p.x + p.y};
    int sum = a + b + p.x * p.y + q.x * q.y;
    sum += co_await recv({sum});
    co_return sum;
}
VALOR_SCENARIO(aggregate_arguments, [] { return aggregates(4); })

#if defined(__clang__) || defined(VALOR_EMITTED) // as above
ser_ctx<int> of_awaits(int n) {
    std::vector<int> v{co_await recv{n}, n, co_await recv{n + 1}};
    std::vector<int> w = {1, co_await recv{static_cast<int>(v.size())}};
    std::array<int, 3> fixed = {co_await recv{5}, 6, co_await recv{7}};
    int sum = 0;
    for (int x : v)
        sum += x;
    for (int x : w)
        sum += x;
    for (int x : fixed)
        sum += x;
    co_return sum;
}
VALOR_SCENARIO(lists_of_awaits, [] { return of_awaits(2); })
#endif
} // namespace braced_lists
