// when_all and when_any, in the text that the plugin generates: what a group is in a snapshot, at wrong moments, and forged.
#include "forge.h"

#include <catch2/catch.hpp>
#include <optional>

namespace prog {

using test::event;
using valor::ser_ctx;

// Waits for events k, k + 1, ... that are armed but can be supplied.
inline ser_ctx<int> worker(int k, int rounds)
{
    FUNCTION("worker(int, int)", 1, static auto call(decltype(k) __p1, decltype(rounds) __p2) { return ::prog::worker(__p1, __p2); })
    ASKED(0, "k,rounds", k, rounds)
    TARGET()
    int sum = INIT(sum, return 0);
    int i = INIT(i, return 0);
    for (; __vr ? ::valor::gen::in<1>(__vr) : i < rounds; ++i) {
        AT(1, event{k + i});
        ASKED(1, "k,rounds,sum,i", k, rounds, sum, i)
        sum = sum * 3 + __va1.result();
        ::valor::gen::end(__va1);
    }
    if (k == 99)
        throw std::out_of_range("ninety-nine");
    co_return sum;
}

inline std::function<void()> meanwhile;
inline ser_ctx<int> meddler(int k)
{
    FUNCTION("meddler(int)", 1, static auto call(decltype(k) __p1) { return ::prog::meddler(__p1); })
    ASKED(0, "k", k)
    TARGET()
    if (!__vr)
        meanwhile();
    AT(1, event{k});
    ASKED(1, "k", k)
    __va1.result();
    meanwhile();
    co_return k;
}

// auto [a, b] = co_await when_all(held, worker(2, 2)); of a nested group; then the first of three
inline ser_ctx<int> team(int n)
{
    FUNCTION("team(int)", 3, static auto call(decltype(n) __p1) { return ::prog::team(__p1); })
    ASKED(0, "n", n)
    TARGET()
    ser_ctx<int> held = INIT(held, return worker(1, n));
    std::vector<ser_ctx<int>> many = INIT(many, std::vector<ser_ctx<int>> v; for (int i = 0; i < 3; ++i) v.push_back(worker(10 * i, i + 1)); return v);
    int sum = INIT(sum, return 0);
    if RUN (1) {
        AT(1, valor::when_all(held, worker(2, 2)));
        ASKED(1, "n,held,many,sum", n, held, many, sum)
        auto r = __va1.result();
        ::valor::gen::end(__va1);
        sum = std::get<0>(r) + std::get<1>(r);
    }
    if RUN (2) {
        AT(2, valor::when_any(many));
        ASKED(2, "n,held,many,sum", n, held, many, sum)
        auto r = __va2.result();
        ::valor::gen::end(__va2);
        sum = sum * 3 + r.second + static_cast<int>(r.first);
        many[1] = worker(30, 1), many[2] = worker(40, 2); // what lost is empty
    }
    if RUN (3) {
        AT(3, valor::when_any(std::move(many[1]), std::move(many[2])));
        ASKED(3, "n,held,many,sum", n, held, many, sum)
        auto r = __va3.result();
        ::valor::gen::end(__va3);
        sum = sum * 3 + std::get<0>(r.second);
    }
    co_return sum;
}

inline ser_ctx<int> teams(int n)
{
    FUNCTION("teams(int)", 1, static auto call(decltype(n) __p1) { return ::prog::teams(__p1); })
    ASKED(0, "n", n)
    TARGET()
    AT(1, valor::when_all(team(n), worker(50, 2), team(n + 1)));
    ASKED(1, "n", n)
    auto r = __va1.result();
    co_return std::get<0>(r) * 7 + std::get<1>(r) * 3 + std::get<2>(r);
}

// Awaits what it is given.
inline ser_ctx<int> over(std::vector<ser_ctx<int>> *children, bool any)
{
    FUNCTION("over(std::vector<ser_ctx<int>> *, bool)", 2, static auto call(decltype(children) __p1, decltype(any) __p2) { return ::prog::over(__p1, __p2); })
    ASKED(0, "children,any", children, any)
    TARGET()
    if (!__vr) {
        if (!any)
            goto all;
    }
    if RUN (1) {
        AT(1, valor::when_any(*children));
        ASKED(1, "children,any", children, any)
        co_return __va1.result().second;
    }
all:
    AT(2, valor::when_all(*children));
    ASKED(2, "children,any", children, any)
    int sum = 0;
    for (int i : __va2.result())
        sum = sum * 10 + i % 10;
    co_return sum;
}

} // namespace prog

namespace {

template <class Make> int finish(Make make, unsigned mask)
{
    test::feed = 0;
    auto c = make();
    for (unsigned k = 0; !c.done() && k < 100; ++k) {
        if (mask >> (k % 16) & 1) {
            const std::string bytes = c.serialize();
            if (k % 2) {
                c = {};
                c = valor::restore<int>(bytes);
            } else {
                c = c.clone();
            }
            CHECK(c.serialize() == bytes);
        }
        c.resume();
    }
    return c.get();
}

valor::errc code_of(auto f)
{
    try {
        f();
    } catch (const valor::error &e) {
        INFO(e.what());
        return static_cast<valor::errc>(e.code().value());
    }
    return {};
}

std::vector<valor::ser_ctx<int>> workers(std::initializer_list<int> all)
{
    std::vector<valor::ser_ctx<int>> v;
    for (int k : all)
        v.push_back(prog::worker(k, 1 + k % 3));
    return v;
}

} // namespace

TEST_CASE("groups are saved and restored with their children")
{
    for (int n : {0, 1, 3, 5})
        for (const unsigned mask : {0xffffu, 1u, 2u, 4u, 8u, 0x5555u, 0xaaaau}) {
            CHECK(finish([&] { return prog::team(n); }, mask) == finish([&] { return prog::team(n); }, 0));
            CHECK(finish([&] { return prog::teams(n); }, mask) == finish([&] { return prog::teams(n); }, 0));
        }
}

TEST_CASE("a result is supplied to the first leaf without one, depth first")
{
    auto c = valor::start(prog::teams(2));
    const std::string bytes = c.serialize();
    for (int i = 0; i < 5; ++i) { // held, worker(2), worker(50), held, worker(2)
        c.set_aw_ret(100 + i);
        c = valor::restore<int>(c.serialize());
    }
    CHECK(code_of([&] { c.set_aw_ret(1); }) == valor::errc::not_suspended);
    const std::string given = c.serialize();
    test::trace.clear();
    auto d = valor::restore<int>(given); // nothing is left to be armed
    CHECK(test::trace.empty());
    CHECK(d.serialize() == given);
    auto e = valor::restore<int>(bytes);
    CHECK(code_of([&] { e.set_aw_ret(std::string("no")); }) == valor::errc::type_mismatch);
    CHECK(e.serialize() == bytes);
    test::trace.clear();
    auto f = valor::continue_from(bytes, [] { return prog::teams(0); }, 100, 101); // the other three are armed, then all go on once
    CHECK(test::trace == std::vector<std::string>{"arm50", "arm1", "arm2", "arm2", "arm3", "arm51", "arm2", "arm3"});
}

TEST_CASE("children of a group at wrong moments")
{
    auto v = workers({1, 2, 3});
    auto c = valor::start(prog::over(&v, false)), d = valor::start(prog::over(&v, false));
    CHECK(code_of([&] { (void)d.get(); }) == valor::errc::not_suspended); // awaited already
    CHECK(code_of([&] { (void)c.serialize(); }) == valor::errc::not_persistable); // held outside
    CHECK(valor::restore<int>(v[1].serialize()).serialize() == v[1].serialize());
    std::vector<valor::ser_ctx<int>> bad = workers({4});
    bad.emplace_back();
    auto e = valor::start(prog::over(&bad, true)); // empty
    CHECK(code_of([&] { (void)e.get(); }) == valor::errc::not_suspended);
    bad.clear();
    CHECK(valor::start(prog::over(&bad, false)).get() == 0);
    auto none = valor::start(prog::over(&bad, true));
    CHECK(code_of([&] { (void)none.get(); }) == valor::errc::not_suspended); // the first of none
    bad.push_back(std::move(c)); // a group waits for the one that waits for v
    auto top = valor::start(prog::over(&bad, false));
    while (top)
        top.resume();
    CHECK(top.get() > 0);
    CHECK(std::all_of(v.begin(), v.end(), [](auto &w) { return w.done(); }));
}

TEST_CASE("a coroutine cannot wait for the one that waits for it")
{
    std::vector<valor::ser_ctx<int>> v;
    v.push_back(prog::meddler(1));
    auto outer = prog::over(&v, false);
    int seen = 0;
    prog::meanwhile = [&] {
        ++seen;
        CHECK(code_of([&] { (void)outer.serialize(); }) == valor::errc::not_suspended);
        CHECK(code_of([&] { outer.resume(); }) == valor::errc::not_suspended);
        CHECK(code_of([&] { outer.set_aw_ret(3); }) == valor::errc::not_suspended);
    };
    outer.resume();
    outer.resume();
    CHECK(seen == 2);
    CHECK(outer.get() == 1);

    std::vector<valor::ser_ctx<int>> circle;
    circle.push_back(prog::over(&circle, false));
    circle[0].resume();
    CHECK(code_of([&] { (void)circle[0].get(); }) == valor::errc::not_suspended);
}

TEST_CASE("a group outlives the loss of a child, and a child that of its group")
{
    for (const bool any : {false, true}) {
        auto v = workers({1, 2, 5});
        auto c = valor::start(prog::over(&v, any));
        v[1] = {};
        while (c)
            c.resume();
        CHECK(code_of([&] { (void)c.get(); }) == (any ? valor::errc{} : valor::errc::not_suspended));
        auto w = workers({2, 5});
        auto d = valor::start(prog::over(&w, any));
        w.clear();
        d.resume();
        CHECK(code_of([&] { (void)d.get(); }) == valor::errc::not_suspended);
        auto y = workers({1, 2});
        auto g = valor::start(prog::over(&y, any));
        y.push_back(prog::worker(9, 1)); // nobody waits for it, and nobody ends it
        while (g)
            g.resume();
        CHECK(code_of([&] { (void)g.get(); }) == valor::errc::not_suspended);
        CHECK(y[2]);
        auto x = workers({2, 5});
        {
            auto e = valor::start(prog::over(&x, any));
        }
        while (x[0])
            x[0].resume();
        CHECK(x[0].done());
    }
}

TEST_CASE("an awaited child that is destroyed by somebody else is missed")
{
    std::optional<valor::ser_ctx<int>> gone = prog::worker(7, 1);
    auto wait = [](valor::ser_ctx<int> &c) -> valor::ser_ctx<int> {
        FUNCTION("wait(ser_ctx<int> &)", 1, static auto call(decltype(c)) { return valor::ser_ctx<int>(); })
        ASKED(0, "c", ::valor::gen::ref(c))
        TARGET()
        AT(1, c);
        ASKED(1, "c", ::valor::gen::ref(c))
        co_return __va1.result();
    };
    auto c = valor::start(wait(*gone));
    gone.reset();
    c.resume();
    CHECK(code_of([&] { (void)c.get(); }) == valor::errc::not_suspended);
}

TEST_CASE("forged snapshots of groups")
{
    for (const int resumed : {1, 2, 5}) {
        auto c = prog::team(3);
        for (int i = 0; i < resumed; ++i)
            c.resume();
        CHECK(test::forge<int>(c.serialize(), 5000) > 0);
    }
    CHECK(test::forge<int>(valor::start(prog::teams(2)).serialize(), 5000) > 0);
}
