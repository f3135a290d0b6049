// Arguments by reference: locals, parameters, members, elements of the parent, and temporaries.
// e2e: g++ differs: elements
// e2e: g++ emit differs: elements (the order of arguments is open)
#include "harness.h"

#include <array>
#include <vector>

namespace references {
using e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

struct point {
    int x = 0, y = 0;
    std::string label;
    std::string text() const { return e2e::text(std::tie(x, y, label)); }
};
struct shape {
    std::vector<point> corners;
    std::array<int, 3> sides{};
    std::unique_ptr<point> centre;
    std::optional<std::string> name;
};

ser_ctx<> add(int &to, int by) {
    to += by;
    to += co_await recv{by};
    log("added ", to);
    co_await e2e::tick{};
    ++to;
}
ser_ctx<int> reads(const point &p, const int &x) {
    co_await recv{1};
    int r = p.x * 100 + x;
    co_await recv{2};
    co_return r + p.y;
}
ser_ctx<> through(int &v, std::string &s) {
    co_await add(v, 2);
    s += std::to_string(v);
    co_await add(v, 3);
}

ser_ctx<int> into_locals(int param) {
    int local = 1;
    std::string s = "s";
    point p{1, 2, "p"};
    co_await add(local, 1);
    co_await add(param, 2);
    co_await add(p.y, 3);
    co_await through(p.x, p.label);
    co_await through(local, s);
    local += co_await reads(p, p.x);
    log(local, s, p, param);
    co_return local + param;
}
VALOR_SCENARIO(locals_and_members, [] { return into_locals(7); })

int next(int &i) { return log("next ", i), i++; }

ser_ctx<std::vector<point>> into_elements() {
    shape s;
    s.corners.resize(3);
    s.centre = std::make_unique<point>();
    s.name = "name";
    for (int i = 0; i < 3; ++i) {
        co_await add(s.corners[std::size_t(i)].x, i);
        co_await add(s.sides[std::size_t(i)], 1);
    }
    co_await through(s.centre->x, *s.name);
    int k = 0;
    co_await through(s.corners[std::size_t(next(k))].y, s.corners[std::size_t(next(k))].label);
    log(s.corners, s.sides, s.centre, s.name, k);
    co_return std::move(s.corners);
}
VALOR_SCENARIO(elements, [] { return into_elements(); })

ser_ctx<int> temporaries(const std::string &text, std::string &&taken, const int &number, track by_value) {
    co_await recv{1};
    taken += text;
    co_await recv{2};
    log(text, taken, number, by_value);
    co_return number + int(taken.size());
}
ser_ctx<int> passes_temporaries() {
    std::string mine = "mine";
    int n = 3;
    int a = co_await temporaries(std::string("tmp") + std::to_string(n), std::string("m"), n + 1, track("arg1"));
    int b = co_await temporaries("literal", std::move(mine), 5, track("arg2"));
    log(mine);
    mine = "again";
    int c = co_await temporaries(mine, std::string(30, 'x'), n, track("arg3"));
    co_return a + b + c;
}
VALOR_SCENARIO(temporaries_bound, [] { return passes_temporaries(); })

ser_ctx<int> defaulted(int n, const std::string &text, int m = 9) {
    co_await recv{n};
    log(text);
    co_await recv{m};
    co_return int(text.size());
}
ser_ctx<int> uses_defaults() { co_return co_await defaulted(1, "given", 2) + co_await defaulted(2, "given"); }
VALOR_SCENARIO(default_arguments, [] { return uses_defaults(); })

// References into the world beside the root.
ser_ctx<int> root(std::vector<int> &all, const std::string &name) {
    for (int i = 0; i < 3; ++i) {
        all.push_back(co_await recv{i});
        co_await add(all[std::size_t(i)], i);
    }
    log(name);
    co_return int(all.size());
}
struct world {
    std::vector<int> all;
    std::string name = "outside";
    std::string text() const { return e2e::text(all); }
};
VALOR_SCENARIO_IN(world, outside_the_snapshot, [](world &w) { return root(w.all, w.name); })
} // namespace references
