// Awaits on the right of assignments: since C++17 the right side comes first, then the left.
// e2e: g++ differs: left_side (g++ evaluates the subscript first)
#include "harness.h"

#include <map>
#include <vector>

namespace assignments {
using e2e::log, e2e::recv, e2e::seen, valor::ser_ctx;

struct sheet {
    std::vector<int> cells{1, 2, 3, 4};
    int total = 0;
    int &cell(int i) { return log("cell ", i), cells[std::size_t(i)]; }
    std::string text() const { return e2e::text(cells) + e2e::text(total); }
};

int next(int &i) { return log("next ", i), i++; }

ser_ctx<int> compound(int n) {
    int x = n;
    x += co_await recv{1};
    x -= co_await recv{2} * 2;
    x *= 1 + co_await recv{3} % 3;
    x %= 1000;
    x ^= co_await recv{4};
    x <<= co_await recv{5} % 2;
    std::string s = "s";
    s += co_await e2e::recv_text{1};
    s += "-" + co_await e2e::recv_text{2};
    s = co_await e2e::recv_text{3} + s;
    double d = 1;
    d /= co_await recv{6} + 1;
    log(x, s, d);
    co_return x;
}
VALOR_SCENARIO(compound_assignment, [] { return compound(5); })

ser_ctx<sheet> lvalues() {
    sheet t;
    int i = 0;
    t.cell(0) = co_await recv{0};
    t.cells[1] += co_await recv{1};
    t.cells[std::size_t(next(i))] = co_await recv{2} + next(i);
    t.cell(seen("index", i)) -= co_await recv{3};
    t.total = t.cells[2] = co_await recv{4};
    std::map<std::string, int> m;
    m[seen("key", "k" + std::to_string(t.total))] = co_await recv{6};
    m["x"] += co_await recv{7};
    std::optional<int> o;
    o = co_await recv{8};
    log(m, o);
    co_return t;
}
VALOR_SCENARIO(left_side, [] { return lvalues(); })

ser_ctx<int> discarded(int n) {
    co_await recv{n};
    (void)co_await recv{n + 1};
    static_cast<void>(co_await recv{n + 2});
    (co_await recv{n + 5});
    co_return n;
}
VALOR_SCENARIO(discarded_values, [] { return discarded(2); })
} // namespace assignments
