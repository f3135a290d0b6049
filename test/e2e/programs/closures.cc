// Closures that live across a suspension: made again, with what they hold by value; and declarations of several variables.
#include "harness.h"

#include <array>

namespace closures {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

struct limits {
    int low = 1, high = 9;
    std::string name = "limits";
};

ser_ctx<int> kinds(int n, std::vector<int> v, limits l) {
    int calls = 0;
    std::string prefix = "p";
    const std::string fixed = "fixed";
    std::vector<int> w{1, 2};
    auto &last = w.back();
    const auto by_value = [n, prefix, fixed, l](int x) { return prefix + fixed + l.name + std::to_string(n + x + l.high); };
    auto by_reference = [&](int x) { return calls += x, n + calls; };
    auto all = [=](const std::string &s) { return s + prefix + std::to_string(v.size()); };
    auto mixed = [=, &calls, &last](auto x) {
        calls += n;
        last += x;
        return x + n;
    };
    auto nothing = [](int x) { return x * 2; };
    auto nested = [n, &by_value] { return n + static_cast<int>(by_value(1).size()); };
    int same = nested();
    n = 100;
    prefix = "changed";
    v.push_back(1);
    v.pop_back();
    calls += co_await recv{1};
    const int referred = by_reference(2), more = mixed(3);
    log(by_value(1), referred, all("x"), more, nothing(n), calls, v, same, nested());
    l.high = 0;
    for (int i = 0; i < 2; ++i) {
        auto turn = [i, &v](int x) { return v.push_back(i * x), v.size(); };
        const std::size_t size = turn(co_await recv{i});
        co_await tick{};
        const std::size_t again = turn(2);
        const int mix = mixed(i);
        log(size, again, by_value(i), mix);
    }
    co_await tick{};
    log(all("y"), v, w, calls);
    co_return by_reference(1);
}
VALOR_SCENARIO(kinds_of_capture, [] { return kinds(4, {1, 2, 3}, {}); })

struct counter {
    int total = 5;
    ser_ctx<int> run(int by) {
        auto add = [this, by](int x) { return total += x * by; };
        auto get = [&] { return total; };
        by = 50;
        add(co_await recv{1});
        total += 1;
        co_await tick{};
        co_return add(2) + get();
    }
};
ser_ctx<int> members() {
    counter c;
    auto show = [&c](const char *when) { log(when, c.total); };
    show("before");
    int r = co_await c.run(3);
    show("after");
    co_return r;
}
VALOR_SCENARIO(captured_this, [] { return members(); })

// What a closure refers to is needed as long as the closure is.
ser_ctx<int> refers(std::vector<int> v, std::pair<std::string, int> m) {
    int &first = v[0];
    auto &[key, value] = m;
    auto change = [&first, &value](int x) { first += x, value -= x; };
    change(1);
    co_await tick{};
    change(co_await recv{1});
    co_await tick{};
    log(v, m.first, m.second, key);
    co_return v[0];
}
// A closure may use what it captures as a constant, or ask for its type.
ser_ctx<int> constants(int n) {
    const int size = 3, given = n;
    int plain = n;
    int &ref = plain;
    auto [first, second] = std::pair(n, 2L);
    auto whole = [size] {
        std::array<int, size> a{};
        return static_cast<int>(a.size()) + *&size;
    };
    auto types = [given, plain, ref, first = 0, second] {
        decltype(given) a = given;
        decltype(plain) b = plain;
        decltype(second) c = second;
        std::remove_reference_t<decltype(ref)> d = ref;
        b += 5, c += 7, d += 9;
        return a + b + static_cast<int>(c) + d + first;
    };
    auto held = [given, plain, second] {
        decltype(plain) b = plain;
        decltype(second) c = second;
        b += given, c += 7;
        return b + static_cast<int>(c);
    };
    log(types());
    plain = 100, second = 50;
    int x = co_await recv{first};
    co_return x + whole() + held();
}
VALOR_SCENARIO(captured_constants, [] { return constants(3); })

VALOR_SCENARIO(captured_references, [] { return refers({1, 2}, {"k", 3}); })

ser_ctx<int> several(int n) {
    int a = 1, &b = a, c = n, *d = &c;
    const int &e = c, f = b;
    b += co_await recv{1};
    *d += 1;
    co_await tick{};
    log(a, b, c, *d, e, f);
    const int &g = a, h = co_await recv{c};
    a += h;
    co_await tick{};
    c += 1;
    log(a, g, h);
    co_return a;
}
VALOR_SCENARIO(declarators, [] { return several(2); })
} // namespace closures
