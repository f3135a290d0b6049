// Range-based for loops that suspend: over named objects, values, results of awaits; elements by value, by reference, in parts.
// e2e: g++ differs: owned structured_bindings (a loop left out; another order)
#include "harness.h"

#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>

namespace range_for {
using e2e::log, e2e::recv, e2e::seen, e2e::tick, e2e::track, valor::ser_ctx;

struct inventory {
    std::vector<int> counts{3, 1, 4};
    std::map<std::string, int> prices{{"apple", 2}, {"pear", 3}};

    ser_ctx<int> sell() {
        int sum = 0;
        for (int &n : counts) {
            sum += n * co_await recv{n};
            n = 0;
        }
        for (const auto &[name, price] : this->prices) {
            co_await recv{price};
            log(name, price);
            sum += price;
        }
        co_return sum;
    }
};

ser_ctx<int> sell_all(inventory shop) {
    int n = co_await shop.sell();
    for (int c : shop.counts)
        n += c + 1;
    co_return n;
}
VALOR_SCENARIO(members, [] { return sell_all({}); })

ser_ctx<std::string> elements(std::vector<int> v, std::list<std::string> names) {
    std::string text;
    for (int x : v) {
        track t("turn");
        x += co_await recv{x} % 2;
        if (x == 3)
            continue;
        text += std::to_string(x);
        if (x > 5)
            break;
    }
    for (auto &x : v) {
        x += 10;
        co_await recv{x};
        x += 1;
    }
    for (const std::string &name : names) {
        for (char c : name)
            if (c == 'x')
                text += co_await recv{c} ? 'y' : 'z';
        co_await recv{static_cast<int>(name.size())};
        text += name;
    }
    for (auto &&name : names)
        name += std::to_string(co_await recv{1} % 2);
    for (const auto &x : v)
        text += std::to_string(x) + names.front();
    co_return text;
}
VALOR_SCENARIO(by_value_and_reference, [] { return elements({1, 2, 3, 4, 5, 6, 7}, {"ax", "bxx", ""}); })
VALOR_SCENARIO(empty_ranges, [] { return elements({}, {""}); })

std::vector<std::string> make(int n) {
    log("make", n);
    return std::vector<std::string>(static_cast<std::size_t>(n), "an element that is long enough to be on the heap");
}
ser_ctx<std::vector<int>> list(int n) {
    std::vector<int> all;
    for (int i = 0; i < n; ++i)
        all.push_back(co_await recv{i});
    co_return all;
}

ser_ctx<int> values() {
    int sum = 0;
    for (const auto &s : make(3)) {
        sum += static_cast<int>(s.size());
        co_await recv{sum};
    }
    for (int x : co_await list(3)) {
        sum += x;
        log(x);
    }
    for (int x : co_await list(2)) {
        sum += x;
        for (int y : co_await list(x % 3 + 1))
            sum += y * co_await recv{y % 5};
    }
    for (auto v = make(2); auto &s : v) {
        s += "!";
        sum += static_cast<int>(s.size()) + co_await recv{1};
    }
#if defined(__clang__) || defined(VALOR_EMITTED) // g++ 12: "array used as initializer"
    for (auto x : std::set<int>{3, 1, 2})
        sum = sum * 2 + x + co_await recv{x};
#endif
    co_return sum;
}
VALOR_SCENARIO(owned, [] { return values(); })

ser_ctx<int> changes(std::list<int> l, std::map<int, int> m) {
    int sum = 0;
    for (int &x : l) { // what lies before and behind may change
        if (x == 2) {
            l.push_front(7);
            l.push_back(9);
        }
        co_await recv{x};
        x *= 2;
        sum = sum * 3 + x;
    }
    for (auto &[k, v] : m) {
        co_await recv{k};
        v += k;
        m.erase(k + 10);
    }
    for (auto [k, v] : m) {
        v += co_await recv{v};
        sum += k * v;
    }
    for (const auto &p : m)
        sum += p.second;
    co_return sum;
}
VALOR_SCENARIO(changed_on_the_way, [] { return changes({1, 2, 3}, {{1, 1}, {2, 2}, {11, 5}}); })

ser_ctx<int> kinds(std::array<int, 3> a, std::deque<double> d, const std::vector<std::pair<int, std::string>> &pairs) {
    double sum = 0;
    for (auto x : a)
        sum += x * co_await recv{x};
    for (auto &x : d)
        sum += x + co_await recv{static_cast<int>(x)};
    for (const auto &[n, name] : pairs) {
        int got = co_await recv{n};
        auto shout = [&] { log(name, got); };
        shout();
        sum += got;
    }
    for (const auto &[n, name] : pairs)
        sum += n;
    for (long x : a)
        sum -= static_cast<double>(x) + co_await recv{2};
    co_return static_cast<int>(sum);
}
ser_ctx<int> kinds_of() {
    std::vector<std::pair<int, std::string>> pairs{{1, "one"}, {2, "two"}};
    std::array<int, 3> a{4, 5, 6};
    std::deque<double> d{0.5, 1.5};
    co_return co_await kinds(a, d, pairs);
}
VALOR_SCENARIO(many_kinds, [] { return kinds_of(); })

struct point {
    int x = 1;
    std::string name = "point";
};
ser_ctx<std::string> bindings(int n) {
    auto [x, name] = point{n, "a"};
    x += co_await recv{x};
    name += "b";
    co_await recv{1};
    std::pair<int, std::string> pair{x, name};
    const auto [first, second] = pair;
    pair.first = 0;
    {
        auto [x, first] = std::make_tuple(std::string("hides"), 2);
        co_await recv{first};
        x += "!";
        co_await recv{3};
        log(x, first);
    }
    auto [a, b] = std::pair<int, int>(co_await recv{4}, co_await recv{5});
    auto &[c, d] = pair;
    c += a + b;
    d += "?";
    co_return name + second + std::to_string(first + x + c) + d;
}
VALOR_SCENARIO(structured_bindings, [] { return bindings(3); })

// Ranges that are found by an expression, and braced lists.
struct box {
    std::vector<int> items;
    std::vector<int> &all() { return seen("all", 1), items; }
    const std::vector<int> &view() const { return items; }
};
ser_ctx<std::vector<int> *> where(std::vector<int> &v) {
    co_await tick{};
    co_return &v;
}
ser_ctx<int> referred(int n) {
    std::array<std::array<int, 2>, 2> g{{{1, 2}, {3, 4}}};
    for (std::size_t i = 0; i < g.size(); ++i)
        for (auto &c : g[i])
            c += co_await recv{n};
    box b{{1, 2}};
    auto p = std::make_unique<box>(box{{3}});
    std::map<std::string, std::vector<int>> m{{"a", {1, 2}}};
    for (int &x : b.all())
        x += co_await recv{x};
    for (int x : b.view())
        log(x, co_await recv{x});
    for (int &x : p->items)
        x += co_await recv{x};
    for (int &x : m["a"]) {
        x += co_await recv{x};
        m["b"].push_back(x);
    }
    for (int &x : *co_await where(b.items)) {
        x *= 2;
        co_await tick{};
    }
    for (auto &[k, v] : m)
        for (auto &x : m.at(k)) {
            co_await tick{};
            x += int(v.size());
        }
    for (auto k : {1, 2, 3})
        n += co_await recv{k};
    for (const auto &s : {"a", "bc"}) {
        log(s);
        co_await tick{};
        log(std::string(s));
    }
    log(g, b.items, p->items, m);
    co_return n;
}
VALOR_SCENARIO(referred, [] { return referred(2); })

// What an init-statement declares is looked at by each turn, also if its name stands before the await only.
ser_ctx<int> with_init_statements(std::vector<int> v) {
    int sum = 0, last[2] = {0, 0};
    for (int *p = &sum; int e : v) {
        *p += e;
        co_await recv{e};
    }
    for (int &r = last[1]; int e : v) {
        r = r * 10 + e;
        co_await recv{e};
    }
    std::string s = "abc";
    for (std::string_view w = s; int e : v) {
        log(w.substr(0, e % 3));
        co_await recv{e};
    }
    for (auto tell = [&s](int k) { log(s, k); }; int e : v) {
        tell(e);
        co_await recv{e};
    }
    co_return sum * 1000 + last[1];
}
VALOR_SCENARIO(init_statements, [] { return with_init_statements({1, 2, 3}); })
} // namespace range_for
