// Awaits in calls of member functions: the object first, then the arguments.
// e2e: g++ differs: arguments_of_members members_of_results overloaded_operators
#include "harness.h"

#include <vector>

namespace member_calls {
using e2e::log, e2e::recv, e2e::recv_text, e2e::seen, valor::ser_ctx;

struct counter {
    int n = 0;
    std::vector<std::string> words;
    counter &add(int by) { return log("add ", by), n += by, *this; }
    counter &word(std::string w) { return log("word ", w), words.push_back(std::move(w)), *this; }
    int get() const { return seen("get", n); }
    int combine(int a, int b) const { return n * 10000 + a * 100 + b; }
    std::string text() const { return e2e::text(n) + e2e::text(words); }
};
counter make(int n) { return log("make ", n), counter{n, {}}; }

ser_ctx<counter> child(int n) {
    counter c{n, {"child"}};
    c.add(co_await recv{n});
    co_return c;
}

ser_ctx<int> calls() {
    counter c;
    c.add(co_await recv{1});
    c.word(co_await recv_text{1});
    c.add(co_await recv{2}).add(co_await recv{3}).word("end");
    int a = c.combine(seen("a", 1), co_await recv{4}) + c.get();
    counter other = make(2).add(3).add(co_await recv{5});
    int b = other.combine(co_await recv{5}, co_await recv{6});
    c.words.push_back(co_await recv_text{2});
    c.words[0].append(co_await recv_text{3}).append("!");
    log(c, a, " ", b);
    co_return c.n;
}
VALOR_SCENARIO(arguments_of_members, [] { return calls(); })

ser_ctx<int> on_results() {
    int a = (co_await child(1)).get();
    std::size_t b = (co_await recv_text{2}).size();
    int c = (co_await child(2)).add(5).combine(1, 2);
    std::string d = (co_await child(3)).words[0] + "/";
    counter e = (co_await child(4)).word("w");
    int f = (co_await child(5)).n;
    co_await e2e::tick{};
    log(a, " ", b, " ", c, d, e, f);
    co_return a;
}
VALOR_SCENARIO(members_of_results, [] { return on_results(); })

struct gauge {
    int level;
    gauge operator+(const gauge &o) const { return log("plus ", level, " ", o.level), gauge{level + o.level}; }
    gauge operator-() const { return {-level}; }
    int operator()(int a, int b) const { return log("call ", a, " ", b), level + a * b; }
    int operator[](int i) const { return log("index ", i), level * i; }
    gauge &operator+=(int by) { return log("inc ", by), level += by, *this; }
};
ser_ctx<gauge> measure(int n) { co_return gauge{n + co_await recv{n}}; }

ser_ctx<int> operators() {
    gauge g{3};
    gauge s = g + co_await measure(1) + co_await measure(2);
    int a = g(co_await recv{1}, co_await recv{2});
    int b = g[co_await recv{3}];
    g += co_await recv{4};
    gauge n = -co_await measure(3);
    co_return s.level + a + b + g.level + n.level;
}
VALOR_SCENARIO(overloaded_operators, [] { return operators(); })
} // namespace member_calls
