// By-value parameters of every kind that can be saved.
#include "harness.h"

#include <array>
#include <map>
#include <set>
#include <variant>
#include <vector>

namespace parameters {
using e2e::log, e2e::recv, valor::ser_ctx;

enum plain { low = -3, high = 9 };
enum class scoped : unsigned char { a = 1, b = 250 };
struct point {
    int x;
    double y;
    std::tuple<const int &, const double &> tie() const { return std::tie(x, y); }
    std::string text() const { return e2e::text(tie()); }
};
struct nested {
    point p;
    std::vector<point> more;
    std::optional<std::string> note;
    std::string text() const { return e2e::text(std::tie(p, more, note)); }
};

ser_ctx<int> numbers(bool b, char c, signed char sc, unsigned char uc, short s, unsigned short us, int i, unsigned u, long l,
                     unsigned long long ull, float f, double d, plain e, scoped g) {
    int x = co_await recv{1};
    log(b, c, " ", int(sc), " ", int(uc), " ", s, " ", us, " ", i, " ", u, " ", l, " ", ull, " ", f, " ", d, " ", e, " ", g);
    i += x;
    d /= 3;
    co_await e2e::tick{};
    log(i, " ", d);
    co_return i;
}
VALOR_SCENARIO(arithmetic, [] {
    return numbers(true, '\n', -128, 255, -32768, 65535, -2147483647 - 1, 4294967295u, -9223372036854775807L - 1,
                   18446744073709551615ull, 0.1f, 1e-300, low, scoped::b);
})

ser_ctx<std::string> containers(std::string s, std::vector<int> v, std::vector<bool> bits, std::map<std::string, std::vector<int>> m,
                                std::set<std::string> set, std::array<int, 3> a, std::vector<std::vector<std::string>> deep) {
    co_await recv{1};
    log(s, v, bits, m, set, a, deep);
    v.push_back(co_await recv{2});
    m["new"].push_back(v.back());
    s += std::string("\0binary", 7);
    co_await e2e::tick{};
    log(s, v, m);
    co_return s;
}
VALOR_SCENARIO(standard_containers, [] {
    return containers(std::string(40, 'x'), {1, 2, 3}, {true, false, true}, {{"k", {1}}, {"", {}}}, {"b", "a"}, {7, 8, 9}, {{"p"}, {}, {"q", "r"}});
})

ser_ctx<int> sums(std::optional<int> none, std::optional<std::string> some, std::variant<int, std::string, point> v,
                  std::pair<int, std::string> p, std::tuple<bool, point, double> t, std::unique_ptr<nested> u) {
    co_await recv{1};
    log(none, some, v, p, t, u);
    v = point{3, 4.5};
    none = co_await recv{2};
    u->more.push_back({*none, 0.25});
    co_await e2e::tick{};
    log(none, v, u);
    co_return int(v.index());
}
VALOR_SCENARIO(sum_types, [] {
    return sums({}, "some", std::string("alt"), {1, "one"}, {true, {2, 2.5}, -0.0},
                std::make_unique<nested>(nested{{1, 1.5}, {{2, 2.5}, {3, 3.5}}, "note"}));
})

ser_ctx<int> unused([[maybe_unused]] int a, const int named, const std::string text) {
    co_await recv{named};
    log(text);
    co_return named;
}
VALOR_SCENARIO(unused_and_const, [] { return unused(1, 3, "kept"); })
} // namespace parameters
