// Coroutines held in variables: locals, vectors, optionals; unstarted, started, finished, failed, empty; awaited as lvalue or moved.
#include "forge.h"

#include <catch2/catch.hpp>
#include <optional>

namespace prog {

using test::event;
using valor::ser_ctx;

inline ser_ctx<int> child(int k)
{
    FUNCTION("child(int)", 2, static auto call(decltype(k) __p1) { return ::prog::child(__p1); })
    ASKED(0, "k", k)
    TARGET()
    int sum = INIT(sum, return 0);
    if RUN (1) {
        AT(1, event{k});
        ASKED(1, "k,sum", k, sum)
        sum += __va1.result();
    }
    if (!__vr) {
        if (k == 99)
            throw std::out_of_range("ninety-nine");
    }
    if RUN (2) {
        AT(2, event{k + 1});
        ASKED(2, "k,sum", k, sum)
        sum += __va2.result();
    }
    co_return sum;
}

// Holds many; resumes some; awaits all, in their places.
inline ser_ctx<int> keeper(int started)
{
    FUNCTION("keeper(int)", 3, static auto call(decltype(started) __p1) { return ::prog::keeper(__p1); })
    ASKED(0, "started", started)
    TARGET()
    std::vector<ser_ctx<int>> all = INIT(all, std::vector<ser_ctx<int>> v; for (int i = 0; i < 4; ++i) v.push_back(child(i)); return v);
    std::optional<ser_ctx<int>> one = INIT(one, return child(10));
    ser_ctx<int> empty = INIT(empty, return {});
    ser_ctx<int> moved = INIT(moved, return child(20));
    int sum = INIT(sum, return 0);
    if (!__vr) {
        for (int i = 0; i < started; ++i)
            all[i % 4].resume();
        if (started > 2)
            one->resume();
    }
    if RUN (1) {
        std::size_t i = INIT(i, return 0);
        for (; __vr ? ::valor::gen::in<1, 1>(__vr) : i < all.size(); ++i) {
            AT(1, all[i]);
            ASKED(1, "started,all,one,empty,moved,sum,i", started, all, one, empty, moved, sum, i)
            sum = sum * 3 + __va1.result();
            ::valor::gen::end(__va1);
        }
    }
    if RUN (2) {
        AT(2, *one);
        ASKED(2, "started,all,one,empty,moved,sum", started, all, one, empty, moved, sum)
        sum += __va2.result();
    }
    if RUN (3) {
        AT(3, std::move(moved));
        ASKED(3, "started,all,one,empty,moved,sum", started, all, one, empty, moved, sum)
        sum += __va3.result();
        if (empty || moved)
            sum = -1;
    }
    co_return sum;
}

// A coroutine by value and one by reference as parameters.
inline ser_ctx<int> wait_for(ser_ctx<int> own, ser_ctx<int> &other)
{
    FUNCTION("wait_for(ser_ctx<int>, ser_ctx<int> &)", 2, static auto call(decltype(own) __p1, decltype(other) __p2) {
        return ::prog::wait_for(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2));
    })
    ASKED(0, "own,other", own, ::valor::gen::ref(other))
    TARGET()
    int a = INIT(a, return 0);
    if RUN (1) {
        AT(1, other);
        ASKED(1, "own,other,a", own, ::valor::gen::ref(other), a)
        a = __va1.result();
    }
    if RUN (2) {
        AT(2, own);
        ASKED(2, "own,other,a", own, ::valor::gen::ref(other), a)
        a = a * 7 + __va2.result();
    }
    co_return a;
}

inline ser_ctx<int> lender()
{
    FUNCTION("lender()", 1, static auto call() { return ::prog::lender(); })
    ASKED(0, "")
    TARGET()
    ser_ctx<int> lent = INIT(lent, return child(4));
    AT(1, wait_for(child(5), lent));
    ASKED(1, "lent", lent)
    int r = INIT(r, return __va1.result());
    co_return r + static_cast<int>(lent.done());
}

// Suspends once while it holds children in every state.
inline ser_ctx<std::string> museum()
{
    FUNCTION("museum()", 1, static auto call() { return ::prog::museum(); })
    ASKED(0, "")
    TARGET()
    std::vector<ser_ctx<int>> all = INIT(all, std::vector<ser_ctx<int>> v; for (int k : {1, 2, 99, 3}) v.push_back(child(k)); return v);
    if (!__vr) {
        while (all[1])
            all[1].resume();
        while (all[2])
            all[2].resume();
        while (all[3])
            all[3].resume();
        (void)std::move(all[3]).get();
    }
    AT(1, event{0});
    ASKED(1, "all", all)
    __va1.result();
    std::string s = std::to_string(all[0].done()) + std::to_string(all[1].get());
    try {
        all[2].get();
    } catch (const std::exception &e) {
        s += e.what();
    }
    try {
        all[3].get();
    } catch (const valor::error &e) {
        s += e.code() == valor::errc::not_finished ? " taken" : "?";
    }
    co_return s;
}

} // namespace prog

namespace {

template <class Make> std::string run(Make make, unsigned mask)
{
    test::feed = 0;
    auto c = make();
    for (unsigned k = 0; !c.done() && k < 100; ++k) {
        if (mask >> (k % 16) & 1) {
            const std::string bytes = c.serialize();
            c = {};
            c = valor::restore<int>(bytes);
            CHECK(c.serialize() == bytes);
        }
        c.resume();
    }
    return std::to_string(c.get());
}

} // namespace

TEST_CASE("held coroutines are saved and restored in their places")
{
    for (int started : {0, 1, 3, 6, 8, 14})
        for (const unsigned mask : {0xffffu, 1u, 2u, 4u, 8u, 0x5555u, 0xaaaau})
            CHECK(run([&] { return prog::keeper(started); }, mask) == run([&] { return prog::keeper(started); }, 0));
}

TEST_CASE("coroutines as parameters, by value and by reference")
{
    for (const unsigned mask : {0xffffu, 1u, 2u, 4u, 8u, 0x5555u, 0xaaaau})
        CHECK(run(prog::lender, mask) == run(prog::lender, 0));
}

TEST_CASE("finished children keep their result, or their exception as type and text")
{
    test::feed = 0;
    auto c = valor::start(prog::museum());
    const std::string bytes = c.serialize();
    auto d = valor::restore<std::string>(bytes);
    CHECK(d.serialize() == bytes);
    c.resume();
    d.resume();
    CHECK(c.get() == d.get());
    CHECK(d.get().find("ninety-nine taken") != std::string::npos);
}

TEST_CASE("a coroutine can be destroyed at every suspension, awaited or not")
{
    for (int n = 0; n < 12; ++n) {
        auto c = prog::keeper(3);
        for (int i = 0; i < n; ++i)
            c.resume();
    }
    // one that is held outside outlives the one that awaits it
    auto other = prog::child(7);
    {
        auto c = valor::start(prog::wait_for(prog::child(1), other));
        CHECK_THROWS_AS(c.serialize(), valor::error);
    }
    CHECK(other);
    other.resume();
    other.resume();
    CHECK(other.done());
    // one that has finished is no part of the chain that awaited it: to resume it does nothing, whatever became of that chain
    auto first = prog::child(7);
    auto second = std::make_unique<valor::ser_ctx<int>>(valor::start(prog::wait_for(prog::child(1), first)));
    while (!first.done())
        second->resume();
    const auto before = test::trace.size();
    first.resume();
    CHECK(!first);
    CHECK(test::trace.size() == before);
    second.reset();
    CHECK(!first);
    first.resume();
    // one that is destroyed while it is awaited is lost, its parent is not
    std::optional<valor::ser_ctx<int>> gone = prog::child(7);
    auto c = valor::start(prog::wait_for(prog::child(1), *gone));
    gone.reset();
    CHECK(!c.done());
}

TEST_CASE("forged snapshots of held coroutines")
{
    for (const int resumed : {1, 5, 9}) {
        auto c = prog::keeper(6);
        for (int i = 0; i < resumed; ++i)
            c.resume();
        CHECK(test::forge<int>(c.serialize(), 3000) > 0);
    }
    CHECK(test::forge<int>(valor::start(prog::lender()).serialize(), 5000) > 0);
    CHECK(test::forge<std::string>(valor::start(prog::museum()).serialize(), 3000) > 0);
}
