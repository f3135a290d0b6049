// Children in every kind of container, their exceptions, mutual recursion, transients, members and lambdas: saved,
// destroyed and restored at every suspension.
#include "check.h"

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace {
using check::wait, valor::ser_ctx;

template <class C> C round_trip(C c) {
    auto b = c.serialize();
    c = {};
    C d = valor::restore<typename C::result_type>(b);
    CHECK(d.serialize() == b);
    return d;
}
template <class C> auto all_the_way(C c) {
    for (int i = 0; i < 200 && c; ++i) {
        c = round_trip(std::move(c));
        c.resume();
    }
    return c.get();
}
ser_ctx<int> kid(int n) {
    int a = co_await wait{n};
    co_return a + co_await wait{n + 1};
}
struct weird {
    int code;
};
ser_ctx<int> bad(int n) {
    co_await wait{n};
    if (n == 1) throw std::out_of_range("text \"with\" quotes");
    if (n == 2) throw weird{7};
    throw 5;
}
ser_ctx<std::string> keeps() {
    std::array<ser_ctx<int>, 3> a{bad(1), bad(2), bad(3)};
    for (auto &c : a) {
        c.resume();
        c.resume();
    }
    co_await wait{1};
    std::string s;
    for (auto &c : a) {
        try {
            s += std::to_string(co_await c);
        } catch (const valor::saved_exception &e) {
            s += e.type_name() + ":" + e.what() + ";";
        } catch (...) {
            s += "other;";
        }
    }
    co_await wait{1};
    for (auto &c : a) {
        try {
            c.get();
        } catch (const valor::saved_exception &e) {
            s += e.type_name() + ":" + e.what() + ";";
        } catch (...) {
            s += "other;";
        }
    }
    co_return s;
}
ser_ctx<int> containers() {
    std::deque<ser_ctx<int>> d;
    d.push_back(kid(1));
    d.push_back(kid(2));
    std::list<ser_ctx<int>> l;
    l.push_back(kid(3));
    std::variant<int, ser_ctx<int>> v = kid(4);
    std::tuple<int, ser_ctx<int>> t{1, kid(5)};
    struct agg {
        std::string n;
        std::vector<std::optional<ser_ctx<int>>> m;
    };
    agg g{"x", {}};
    g.m.emplace_back(kid(6));
    g.m.emplace_back();
    g.m.emplace_back(ser_ctx<int>());
    int s = co_await wait{1};
    s += co_await d[1];
    s += co_await l.front();
    s += co_await std::get<1>(v);
    s += co_await std::get<1>(t);
    s += co_await *g.m[0];
    s += co_await std::move(d[0]);
    d.clear();
    v = 3;
    g.m.clear();
    s += co_await wait{2};
    co_return s;
}
ser_ctx<int> shared() {
    auto p = std::make_shared<ser_ctx<int>>(kid(1));
    co_await wait{1};
    co_return co_await *p;
}
// held child that itself holds and awaits
ser_ctx<int> tree(int depth) {
    if (depth == 0) co_return co_await wait{1};
    ser_ctx<int> l = tree(depth - 1), r = tree(depth - 1);
    l.resume();
    int a = co_await r;
    int b = co_await l;
    co_return a + b;
}
ser_ctx<int> awaits_held_of_other(ser_ctx<int> &c) { co_return co_await c; }
ser_ctx<int> crossing() {
    ser_ctx<int> a = kid(3);
    ser_ctx<int> b = awaits_held_of_other(a);
    b.resume();
    co_await wait{1};
    int r = co_await b;
    co_return r;
}
ser_ctx<bool> odd(int n);
ser_ctx<bool> even(int n) {
    if (n == 0) co_return co_await wait{1};
    co_return co_await odd(n - 1);
}
ser_ctx<bool> odd(int n) {
    if (n == 0) {
        co_await wait{1};
        co_return false;
    }
    co_return co_await even(n - 1);
}
int opened = 0;
struct file {
    std::string name;
    file(std::string n) : name(std::move(n)) { ++opened; }
    file(const file &) = delete;
    ~file() { --opened; }
};
ser_ctx<int> transients(std::string n) {
    const std::string path = n + ".txt";
    [[valor::transient]] file f(path);
    int s = 0;
    for (int i = 0; i < 2; ++i) {
        VALOR_TRANSIENT file g(path + std::to_string(i));
        s += co_await wait{int(g.name.size() + f.name.size())};
    }
    co_return s;
}
template <class T> struct box {
    T v;
    ser_ctx<T> get(T add) {
        T x = v;
        x += add;
        co_await wait{1};
        v = x;
        co_return x + v;
    }
    template <class U> ser_ctx<int> conv(U u) {
        int r = int(u) + int(v.size());
        co_await wait{2};
        co_return r;
    }
};
ser_ctx<std::string> boxes() {
    box<std::string> b{"b"};
    auto s = co_await b.get("c");
    int n = co_await b.conv(2.5);
    co_return s + b.v + std::to_string(n);
}
ser_ctx<int> lam() {
    auto l = [](int k) -> ser_ctx<int> {
        int r = co_await wait{k};
        co_return r * 2;
    };
    auto h = l(3);
    int x = co_await l(2);
    co_return x + co_await h;
}
// catch around, exceptions in children after restore
ser_ctx<std::string> catches() {
    std::string s;
    for (int n = 1; n < 4; ++n) {
        try {
            co_await bad(n);
        } catch (const std::exception &e) {
            s += e.what();
        } catch (const weird &w) {
            s += std::to_string(w.code);
        } catch (...) {
            s += "?";
        }
    }
    co_return s;
}
ser_ctx<int> hidden(int k) { co_return k + co_await wait{k}; }
struct nothing {};
ser_ctx<bool> details() {
    long double third = 1.0L / 3;
    std::vector<nothing> seven(7);
    std::array<std::monostate, 3> three{};
    char text[5] = "ab", grid[2][3] = {"x", "y"};
    int without;
    std::variant<int, std::string> v = "v";
    const char *literal = "literal", *null = nullptr;
    std::string_view view = "view";
    std::vector<int> numbers{1, 2, 3};
    auto second = numbers.begin() + 1, end = numbers.end();
    std::span<int> tail(numbers.data() + 1, 2);
    int *forward = nullptr;
    int target = 5;
    forward = &target;
    double zero = -0.0, nan = std::numeric_limits<double>::quiet_NaN();
    co_await wait{1};
    without = 3;
    co_return third == 1.0L / 3 && seven.size() == 7 && three.size() == 3 && std::string(text) == "ab" && text[4] == 0 &&
        std::string(grid[1]) == "y" && std::get<1>(v) == "v" && std::string(literal) == "literal" && !null && view == "view" &&
        *second == 2 && second == numbers.begin() + 1 && end == numbers.end() && tail.data() == numbers.data() + 1 &&
        tail.size() == 2 && forward == &target && std::signbit(zero) && nan != nan && without == 3;
}
void variables() { CHECK(all_the_way(details())); }

// A snapshot is an any of ufser: other readers print it.
void printed() {
    const auto bytes = valor::start(kid(3)).serialize();
    const auto text = uf::any(uf::any_view::parse(bytes)).print();
    CHECK(text.find("kid(int)") != std::string::npos && text.find("\"n\"") != std::string::npos);
}

void children() {
    {
        const std::string once = R"(std::out_of_range:text "with" quotes;(anonymous namespace)::weird:;int:;)";
        CHECK(all_the_way(keeps()) == once + once);
    }
    {
        auto c = keeps(); // the exceptions themselves
        CHECK(check::finish(c) == "other;other;other;other;other;other;");
    }
    {
        auto c = containers();
        int w = check::finish(c);
        CHECK(all_the_way(containers()) == w);
    }
    {
        auto c = valor::start(shared());
        auto o = check::of([&] { (void)c.serialize(); });
        CHECK(o.is(valor::errc::not_persistable));
        CHECK(check::finish(c) == 3);
    }
    {
        auto c = tree(5);
        int w = check::finish(c);
        CHECK(all_the_way(tree(5)) == w);
    }
    {
        auto c = crossing();
        int w = check::finish(c);
        CHECK(all_the_way(crossing()) == w);
    }
}

void bodies() {
    {
        CHECK(all_the_way(even(30)) == true);
        CHECK(all_the_way(odd(30)) == false);
    }
    {
        CHECK(all_the_way(transients("abc")) == 30);
        CHECK(opened == 0);
    }
    {
        auto c = boxes();
        auto w = check::finish(c);
        CHECK(all_the_way(boxes()) == w);
    }
    CHECK(all_the_way(lam()) == 10);
    {
        auto c = catches();
        auto w = check::finish(c);
        CHECK(all_the_way(catches()) == w);
    }
    CHECK(all_the_way(hidden(2)) == 4);
}
} // namespace

int main() {
    children();
    bodies();
    variables();
    printed();
    return check::report();
}
