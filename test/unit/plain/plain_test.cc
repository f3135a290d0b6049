// Without the plugin: ordinary coroutines with the same interface; only saving is off.
#include <valor.h>

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <vector>

static_assert(!valor::detail::rewritten || sizeof(valor::detail::probe) == 5);

namespace {

using valor::ser_ctx;

ser_ctx<int> leaf(int n)
{
    co_await std::suspend_always{};
    if (n < 0)
        throw n;
    co_return n * 2;
}

ser_ctx<std::unique_ptr<int>> parent(int n)
{
    ser_ctx<int> held = leaf(1);
    held.resume();
    int sum = co_await leaf(n);
    sum += co_await held;
    ser_ctx<int> taken = leaf(3);
    sum += co_await std::move(taken);
    std::string s = co_await valor::receive<std::string>();
    co_return std::make_unique<int>(sum + static_cast<int>(s.size()));
}

ser_ctx<> nothing() { co_return; }

ser_ctx<int> deep(int n)
{
    if (n == 0) {
        co_await std::suspend_always{};
        co_return 0;
    }
    co_return co_await deep(n - 1) + 1;
}

valor::errc code_of(auto f)
{
    try {
        f();
    } catch (const valor::error &e) {
        return static_cast<valor::errc>(e.code().value());
    }
    return {};
}

} // namespace

TEST_CASE("an ordinary coroutine runs")
{
    auto c = valor::start(parent(5));
    CHECK(c);
    CHECK(code_of([&] { (void)c.get(); }) == valor::errc::not_finished);
    c();
    c();
    c();
    c.resume(); // waits for a string
    c.resume();
    CHECK(!c.done());
    CHECK(code_of([&] { c.set_aw_ret(5); }) == valor::errc::type_mismatch);
    c.set_aw_ret("four");
    c.resume();
    CHECK(c.done());
    CHECK(!c);
    CHECK(*c.get() == 10 + 2 + 6 + 4);
    c.resume();
    valor::start(nothing()).get();
}

TEST_CASE("exceptions travel to the parent and to get()")
{
    auto c = leaf(-4);
    c.resume();
    c.resume();
    CHECK_THROWS_AS(c.get(), int);
    CHECK_THROWS_AS(c.get(), int);
}

TEST_CASE("saving says what is missing")
{
    auto c = valor::start(leaf(1));
    CHECK(code_of([&] { (void)c.serialize(); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { (void)c.clone(); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { c.deserialize({}); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { c.set_aw_ret(1); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { (void)valor::restore<int>({}); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { (void)valor::continue_from({}, leaf, 1); }) == valor::errc::no_plugin);
    CHECK(code_of([&] { (void)valor::continue_from({}, [] { return leaf(1); }); }) == valor::errc::no_plugin);
    CHECK(!c.done());
}

TEST_CASE("empty, finished and awaited ones")
{
    ser_ctx<int> none;
    none.resume();
    CHECK(!none);
    CHECK(!none.done());
    auto f = [](ser_ctx<int> &c) -> ser_ctx<int> { co_return co_await c; };
    auto a = valor::start(f(none));
    CHECK(code_of([&] { a.get(); }) == valor::errc::not_suspended);
    auto one = leaf(1);
    auto b = valor::start(f(one)), c = valor::start(f(one));
    CHECK(code_of([&] { c.get(); }) == valor::errc::not_suspended);
    b.resume();
    CHECK(b.get() == 2);
    auto d = valor::start(f(one)); // taken
    CHECK(code_of([&] { d.get(); }) == valor::errc::not_suspended);
}

TEST_CASE("children side by side")
{
    auto add = [](int n) -> ser_ctx<std::string> { co_return std::to_string(n) + co_await valor::receive<std::string>(); };
    auto all = [&add](int n) -> ser_ctx<std::string> {
        ser_ctx<int> held = leaf(n);
        auto [a, b, c, d] = co_await valor::when_all(held, add(1), parent(2), nothing());
        std::vector<ser_ctx<int>> v;
        for (int i = 5; i < 8; ++i)
            v.push_back(leaf(i));
        auto [i, first] = co_await valor::when_any(leaf(-3), std::move(v[0]), leaf(1));
        (void)i, (void)first, (void)d;
        co_return std::to_string(a) + b + std::to_string(*c);
    };
    auto c = valor::start(all(4));
    for (int i = 0; i < 5; ++i)
        c.resume(); // the others are done, two wait
    CHECK(code_of([&] { c.set_aw_ret(5); }) == valor::errc::type_mismatch);
    c.set_aw_ret("x");
    c.set_aw_ret("yy");
    CHECK(code_of([&] { c.set_aw_ret("z"); }) == valor::errc::not_suspended);
    c.resume(); // all done; three leaves are started
    CHECK(!c.done());
    c.resume();
    CHECK_THROWS_AS(c.get(), int);
    auto sum = [](std::vector<ser_ctx<int>> v, bool any) -> ser_ctx<int> {
        if (any)
            co_return (co_await valor::when_any(v)).second;
        int n = 0;
        for (int r : co_await valor::when_all(std::move(v)))
            n = n * 10 + r;
        co_return n;
    };
    for (const bool any : {false, true}) {
        std::vector<ser_ctx<int>> v;
        for (int i = 1; i < 4; ++i)
            v.push_back(leaf(i));
        auto s = valor::start(sum(std::move(v), any));
        CHECK(code_of([&] { s.set_aw_ret(1); }) == valor::errc::no_plugin);
        s.resume();
        CHECK(s.get() == (any ? 2 : 246));
    }
}

TEST_CASE("a child that was destroyed meanwhile")
{
    std::optional<ser_ctx<int>> gone = leaf(1);
    auto f = [](ser_ctx<int> &c) -> ser_ctx<int> { co_return co_await c; };
    auto c = valor::start(f(*gone));
    gone.reset();
    c.resume();
    CHECK(code_of([&] { (void)c.get(); }) == valor::errc::not_suspended);
}

TEST_CASE("a deep chain is destroyed without recursion")
{
#if defined(__clang__) || defined(__OPTIMIZE__)
    constexpr int n = 100'000;
#else
    constexpr int n = 5'000; // g++ -O0 makes ordinary calls of symmetric transfers
#endif
    auto c = valor::start(deep(n));
    CHECK(!c.done());
}
