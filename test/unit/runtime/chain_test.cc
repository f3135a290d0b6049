// Chains of any depth: saved, restored, finished and destroyed without recursion on the machine stack.
#include "rewritten.h"

#include <catch2/catch.hpp>

namespace prog {

using valor::ser_ctx;

inline ser_ctx<int> down(int n, int &visits)
{
    FUNCTION("down(int, int &)", 2, static auto call(decltype(n) __p1, decltype(visits) __p2) { return ::prog::down(__p1, static_cast<decltype(__p2) &&>(__p2)); })
    ASKED(0, "n,visits", n, ::valor::gen::ref(visits))
    TARGET()
    int r = INIT(r, return 0);
    if (__vr ? ::valor::gen::in<1>(__vr) : n == 0) {
        AT(1, valor::receive<int>());
        ASKED(1, "n,visits,r", n, ::valor::gen::ref(visits), r)
        r = __va1.result();
    } else if RUN (2) {
        AT(2, down(n - 1, visits));
        ASKED(2, "n,visits,r", n, ::valor::gen::ref(visits), r)
        r = __va2.result() + 1;
    }
    if (!__vr) {
        ++visits;
        if (r < 0)
            throw r;
    }
    co_return r;
}

inline ser_ctx<int> deep(int n)
{
    FUNCTION("deep(int)", 1,
             static constexpr auto address() { return static_cast<ser_ctx<int> (*)(int)>(&::prog::deep); }
             static auto call(decltype(n) __p1) { return ::prog::deep(__p1); })
    ASKED(0, "n", n)
    TARGET()
    int visits = INIT(visits, return 0);
    int r = INIT(r, return 0);
    AT(1, down(n, visits));
    ASKED(1, "n,visits,r", n, visits, r)
    r = __va1.result();
    co_return r * 10 + visits % 10;
}

inline ser_ctx<int> held_down(int n)
{
    FUNCTION("held_down(int)", 2, static auto call(decltype(n) __p1) { return ::prog::held_down(__p1); })
    ASKED(0, "n", n)
    TARGET()
    int r = INIT(r, return 0);
    if (__vr ? ::valor::gen::in<1>(__vr) : n == 0) {
        AT(1, valor::receive<int>());
        ASKED(1, "n,r", n, r)
        r = __va1.result();
    } else if RUN (2) {
        ser_ctx<int> child = INIT(child, return held_down(n - 1));
        AT(2, child);
        ASKED(2, "n,r,child", n, r, child)
        r = __va2.result() + 1;
    }
    co_return r;
}

} // namespace prog

#if defined(__clang__) || defined(__OPTIMIZE__)
constexpr int n = 99'000;
#else
constexpr int n = 5'000; // g++ -O0 makes ordinary calls of symmetric transfers: starting such a chain takes machine stack
#endif

TEST_CASE("a long chain")
{
    auto c = valor::start(prog::deep(n));
    const std::string bytes = c.serialize();
    c = {};
    auto d = valor::restore<int>(bytes);
    CHECK(d.serialize() == bytes);
    auto e = d.clone();
    d = {};
    valor::limits few;
    few.frames = 1000;
    CHECK_THROWS_AS(valor::restore<int>(bytes, few), valor::error);
    few = {};
    few.memory = 100'000;
    CHECK_THROWS_AS(valor::restore<int>(bytes, few), valor::error);
    auto f = valor::continue_from(bytes, prog::deep, 5);
    CHECK(f.get() == (5 + n) * 10 + 1);
}

TEST_CASE("an exception travels up the restored chain")
{
    auto c = valor::restore<int>(valor::start(prog::deep(5)).serialize());
    c.resume(); // nothing was received yet
    CHECK(!c.done());
    c.set_aw_ret(-7);
    c.resume();
    CHECK(c.done());
    CHECK_THROWS_AS(c.get(), int);
}

TEST_CASE("a long chain of held children")
{
    auto c = valor::start(prog::held_down(n));
    const std::string bytes = c.serialize();
    c = {};
    c = valor::restore<int>(bytes);
    CHECK(c.serialize() == bytes);
    c.set_aw_ret(1);
    c.resume();
    CHECK(c.get() == n + 1);
    valor::limits few;
    few.memory = 40'000'000; // runs out on the way
    try {
        (void)valor::restore<int>(bytes, few);
    } catch (const valor::error &) {
    }
}
