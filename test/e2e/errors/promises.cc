// Kinds of results, what set_aw_ret takes, roots that a fresh call binds, copies at every suspension.
#include "check.h"

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {
using check::wait, valor::ser_ctx;

ser_ctx<const int> cint(int n) { co_return n + co_await wait{1}; }
ser_ctx<int &> refr(int &n) {
    n += co_await wait{1};
    co_return n;
}
ser_ctx<std::unique_ptr<int>> up(int n) { co_return std::make_unique<int>(n + co_await wait{1}); }
ser_ctx<int> uses_ref(int k) {
    int x = k;
    int &r = co_await refr(x);
    r += 10;
    co_await wait{1};
    co_return x;
}
ser_ctx<int> uses_const(int k) {
    const int r = co_await cint(k);
    co_return r + co_await cint(k);
}
ser_ctx<bool> yes() {
    co_await wait{1};
    co_return true;
}
void results() {
    {
        auto c = valor::start(cint(2));
        auto d = valor::restore<const int>(c.serialize());
        CHECK(check::finish(d) == 3);
    }
    {
        int x = 5;
        auto c = valor::start(refr(x));
        auto b = c.serialize();
        int y = 7;
        auto d = valor::continue_from(b, [&] { return refr(y); });
        CHECK(&d.get() == &y && y == 8);
    }
    {
        auto c = valor::start(up(2));
        auto d = valor::restore<std::unique_ptr<int>>(c.serialize());
        while (d) d.resume();
        CHECK(*d.get() == 3);
        CHECK_ERROR(not_finished, (void)d.get());
    }
}
void results_that_are_awaited() {
    {
        auto c = valor::start(uses_ref(2));
        for (int i = 0; i < 5 && c; ++i) {
            auto b = c.serialize();
            c = valor::restore<int>(b);
            CHECK(c.serialize() == b);
            c.resume();
        }
        CHECK(c.get() == 13);
    }
    {
        auto c = valor::start(uses_const(2));
        for (int i = 0; i < 5 && c; ++i) {
            auto b = c.serialize();
            c = valor::restore<int>(b);
            CHECK(c.serialize() == b);
            c.resume();
        }
        CHECK(c.get() == 6);
    }
    {
        auto c = valor::start(yes());
        c.resume();
        CHECK(c.get());
        CHECK(c.get());
        CHECK(std::move(c).get());
        CHECK_ERROR(not_finished, (void)c.get());
    }
}
enum class colour : short { red, green };
struct point {
    int x;
    std::string s;
};
template <class T> struct ask {
    int k = 0;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    T await_resume() const { throw std::runtime_error("await_resume was called"); }
};
template <class T> struct ask_again {
    int &r;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    T await_resume() const { throw std::runtime_error("await_resume was called"); }
};
ser_ctx<colour> c_enum() { co_return co_await ask<colour>{}; }
ser_ctx<point> c_point() { co_return co_await ask<const point>{}; }
ser_ctx<std::unique_ptr<int>> c_up() {
    int i = 1;
    co_return co_await ask_again<std::unique_ptr<int>>{i};
}
ser_ctx<int> c_void() {
    co_await ask<void>{};
    co_return 1;
}
ser_ctx<std::string> c_ref() {
    const std::string &r = co_await ask<const std::string &>{};
    co_return r;
}
ser_ctx<std::vector<std::string>> c_vec() { co_return co_await ask<std::vector<std::string>>{}; }
ser_ctx<double> c_dbl() { co_return co_await ask<double>{}; }
using fp = int (*)(int);
ser_ctx<int> c_fp() {
    auto f = co_await ask<fp>{};
    co_return f(3);
}
template <class C> C round_trip(C c) {
    auto b = c.serialize();
    C d = valor::restore<typename C::result_type>(b);
    CHECK(d.serialize() == b);
    return d;
}
void supplies() {
    {
        auto c = valor::start(c_enum());
        c.set_aw_ret(colour::green);
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get() == colour::green);
    }
    {
        auto c = valor::start(c_enum());
        c.set_aw_ret(short(1));
    }
    {
        auto c = valor::start(c_point());
        c.set_aw_ret(point{3, "x"});
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get().s == "x");
    }
    {
        auto c = valor::start(c_point());
        const point p{4, "y"};
        c.set_aw_ret(p);
        c.resume();
        CHECK(c.get().s == "y");
    }
    {
        auto c = valor::start(c_point());
        c.set_aw_ret(std::pair<int, std::string>{4, "z"});
        c.resume();
        CHECK(c.get().s == "z");
    } // same typestring
}
void supplies_objects() {
    {
        auto c = valor::start(c_up());
        c.set_aw_ret(std::make_unique<int>(4));
        c = round_trip(std::move(c));
        c.resume();
        CHECK(*c.get() == 4);
    }
    {
        auto c = valor::start(c_void());
        CHECK_ERROR(type_mismatch, c.set_aw_ret(1));
        c.supply();
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get() == 1);
    }
    {
        auto c = valor::start(c_ref());
        c.set_aw_ret("lit");
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get() == "lit");
    }
    {
        auto c = valor::start(c_ref());
        std::string_view v = "lit";
        c.set_aw_ret(v);
        c.resume();
        CHECK(c.get() == "lit");
    }
}
void supplies_values() {
    {
        auto c = valor::start(c_vec());
        std::vector<std::string> v{"a", "b"};
        c.set_aw_ret(v);
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get() == v);
    }
    {
        auto c = valor::start(c_dbl());
        CHECK_ERROR(type_mismatch, c.set_aw_ret(1));
        c.set_aw_ret(2.5);
        CHECK_ERROR(not_suspended, c.set_aw_ret(2.5));
        c = round_trip(std::move(c));
        c.resume();
        CHECK(c.get() == 2.5);
    }
    {
        auto c = valor::start(c_fp());
        c.set_aw_ret(fp([](int i) { return i * 2; }));
        CHECK_ERROR(not_persistable, (void)c.serialize());
        c.resume();
        CHECK(c.get() == 6);
    }
}
struct object {
    int base = 3;
    std::string name = "o";
    ser_ctx<int> run(int n, const std::string &s) {
        base += n;
        int x = co_await wait{n};
        base += x + int(s.size());
        co_return base;
    }
};
void roots() {
    object a, b;
    std::string s = "abc";
    b.base = 100;
    auto c = valor::start(a.run(2, s));
    auto bytes = c.serialize();
    CHECK_ERROR(not_persistable, (void)valor::restore<int>(bytes));
    auto d = b.run(0, s);
    d.deserialize(bytes);
    CHECK(d.serialize() == bytes);
    d.resume();
    CHECK(d.get() == 105);
    auto e = valor::continue_from(bytes, [&] { return b.run(0, s); });
    CHECK(e.get() == 110);
    auto f = c.clone();
    f.resume();
    CHECK(f.get() == 10 && a.base == 10);
    c.resume();
    CHECK(c.get() == 15);
}
void lambdas_and_buffers() {
    object a;
    a.base = 15;
    std::string s = "abc";
    const auto bytes = valor::start(a.run(2, s)).serialize();
    a.base = 15;
    auto lam = [&a](int k) -> ser_ctx<int> { co_return a.base + k + co_await wait{1}; };
    auto g = valor::start(lam(3));
    auto gb = g.serialize();
    auto h = valor::continue_from(gb, [&] { return lam(0); });
    CHECK(h.get() == 15 + 4);
    std::string out(1000, 'x');
    const std::string want = g.serialize();
    g.serialize(out);
    g.serialize(out);
    const char *p = out.data();
    g.serialize(out);
    CHECK(out.data() == p && out == want);
    std::string mine = "not touched";
    ser_ctx<int> none;
    CHECK_ERROR(not_suspended, none.serialize(mine));
    CHECK(mine == "not touched");
    auto st = valor::start(a.run(1, s));
    CHECK_ERROR(not_suspended, st.deserialize(bytes));
    ser_ctx<int> empty;
    CHECK_ERROR(not_suspended, empty.deserialize(bytes));
    CHECK_ERROR(not_suspended, (void)empty.clone());
    auto dd = a.run(0, s);
    auto before = dd.serialize();
    CHECK_ERROR(truncated, dd.deserialize(""));
    CHECK(dd.serialize() == before);
}
ser_ctx<int> kid(int n) {
    int a = co_await wait{n};
    co_return a + co_await wait{n + 1};
}
ser_ctx<std::string> holder_of(int k) {
    std::vector<ser_ctx<int>> v;
    for (int i = 0; i < 4; ++i) v.push_back(kid(i));
    std::optional<ser_ctx<int>> o = kid(7);
    std::map<int, ser_ctx<int>> m;
    m.emplace(1, kid(8));
    auto u = std::make_unique<ser_ctx<int>>(kid(9));
    v[1].resume();
    while (v[2]) v[2].resume();
    v[3].resume();
    v[3].resume();
    std::pair<ser_ctx<int>, int> p{kid(20), 5};
    co_await wait{k};
    int s = 0;
    for (auto &c : v) s = s * 3 + co_await c;
    s += co_await *o;
    s += co_await m.at(1);
    s += co_await *u;
    s += co_await p.first;
    co_return std::to_string(s) + (v[0].done() ? "d" : "n");
}
void clones() {
    auto c = valor::start(holder_of(1));
    std::string want;
    {
        auto d = c.clone();
        want = check::finish(d);
    }

    while (c) {
        auto d = c.clone();
        CHECK(d.serialize() == c.serialize());
        c.resume();
        CHECK(check::finish(d) == want);
    }
    CHECK(c.get() == want);
    CHECK_ERROR(not_suspended, (void)c.clone());
}
} // namespace

int main() {
    results();
    results_that_are_awaited();
    supplies();
    supplies_objects();
    supplies_values();
    roots();
    lambdas_and_buffers();
    clones();
    return check::report();
}
