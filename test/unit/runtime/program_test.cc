// The worked examples give the same trace when they are saved, destroyed and restored at every suspension.
#include "programs.h"

#include <catch2/catch.hpp>

namespace {

using test::feed;
using test::live;
using test::trace;

// Moves the coroutine through bytes at the suspensions that `mask` names.
template <class Make> std::string run(Make make, unsigned mask)
{
    trace.clear();
    feed = 0;
    auto c = make();
    using context = decltype(c);
    for (unsigned k = 0; !c.done() && k < 100; ++k) {
        if (mask >> (k % 16) & 1) {
            const auto before = trace;
            const std::string bytes = c.serialize();
            CHECK(c.serialize() == bytes);
            { const context gone = std::move(c); }
            CHECK(live == 0);
            c = valor::restore<typename context::result_type>(bytes);
            CHECK(c.serialize() == bytes);
            trace = before; // arming is logged again
        }
        c.resume();
    }
    std::string all = std::to_string(c.get());
    for (const std::string &s : trace)
        all += " " + s;
    return all;
}

template <class Make> void check(Make make)
{
    const std::string straight = run(make, 0);
    for (const unsigned mask : {0xffffu, 1u, 2u, 4u, 0x5555u, 0xaaaau, 6u, 12u})
        CHECK(run(make, mask) == straight);
    CHECK(live == 0);
}

} // namespace

TEST_CASE("worked examples survive a move at every suspension")
{
    check([] { return prog::leaf(3, "abc"); });
    check([] { return prog::loop(4); });
    check([] { return prog::adder(); });
    check([] { return prog::two_in_one(); });
    check([] { return prog::banker(9); });
    check([] { return prog::places(); });
}

TEST_CASE("what happened before the save is not repeated, and what comes after is")
{
    trace.clear();
    feed = 0;
    auto c = valor::start(prog::adder());
    CHECK(trace == std::vector<std::string>{"arg", "arm2"});
    auto d = valor::restore<int>(c.serialize());
    CHECK(trace == std::vector<std::string>{"arg", "arm2", "arm2"});
    d.resume();
    d.resume();
    CHECK(d.get() == (1 + 2 + 4) * 100 + 4 + 3 + 3);
}

TEST_CASE("the original runs on after a save")
{
    feed = 0;
    auto c = valor::start(prog::loop(3));
    const std::string bytes = c.serialize();
    auto d = c.clone();
    feed = 0;
    while (c)
        c();
    feed = 0;
    while (d)
        d();
    CHECK(c.get() == d.get());
    CHECK(c.get() == c.get());
}

TEST_CASE("a coroutine that this process never called is in the registry")
{
    CHECK(valor::detail::find_entry("account::move(int)").one);
    CHECK(!valor::detail::find_entry("nobody").one);
}

TEST_CASE("a member coroutine as root is bound by a fresh call")
{
    feed = 0;
    prog::account a(5), b(100);
    auto c = valor::start(a.move(3));
    const std::string bytes = c.serialize();
    CHECK_THROWS_AS(valor::restore<int>(bytes), valor::error);

    auto d = b.move(0);
    d.deserialize(bytes);
    CHECK(d.serialize() == bytes);
    d.resume();
    CHECK(b.balance() == 113);
    auto e = valor::continue_from(bytes, [&] { return b.move(0); });
    CHECK(b.balance() == 136);
    e.resume();
    CHECK(e.get() == 131); // b's balance now, less a's before
    auto f = c.clone();    // bound to the same a
    f.resume();
    CHECK(a.balance() == 48);
}

TEST_CASE("serialize into a buffer replaces its content")
{
    auto c = valor::start(prog::loop(3));
    std::string out(10'000, 'x');
    c.serialize(out);
    CHECK(out == c.serialize());
}
