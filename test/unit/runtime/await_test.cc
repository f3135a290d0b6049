// The four rules for a pending co_await, arming with every kind of await_suspend, and results supplied from outside.
#include "forge.h"

#include <catch2/catch.hpp>

namespace prog {

using test::log;
using valor::ser_ctx;

inline std::coroutine_handle<> last;
inline bool ready_now = false;

template <class Back> struct wait { // saved by value
    int k;
    bool await_ready() const noexcept { return false; }
    Back await_suspend(std::coroutine_handle<> h) const
    {
        log("suspend" + std::to_string(k));
        if (k == 666)
            throw k;
        last = h;
        if constexpr (std::is_same_v<Back, bool>)
            return !ready_now;
        else if constexpr (!std::is_void_v<Back>)
            return ready_now ? h : std::coroutine_handle<>(std::noop_coroutine());
    }
    int await_resume() const noexcept { return k; }
};

struct again { // has state that cannot be saved: evaluated again
    int k;
    void *socket;
    explicit again(int n) : k(n), socket(nullptr) { log("open" + std::to_string(n)); }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) { log("suspend" + std::to_string(k)); }
    void await_restore(std::coroutine_handle<>) { log("restore" + std::to_string(k)); }
    int await_resume() const noexcept { return k; }
};

struct text { // awaited through operator co_await, for a string
    std::string s;
    struct awaiter {
        const text &t;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        std::string await_resume() const { return t.s + "!"; }
    };
    awaiter operator co_await() const & { return {*this}; }
    awaiter operator co_await() const && { return {*this}; }
};

template <class E> ser_ctx<int> one(int k, E make)
{
    FUNCTION(E::key, 1, static auto call(decltype(k) __p1, decltype(make) __p2) { return ::prog::one(__p1, __p2); })
    ASKED(0, "k,make", k, make)
    TARGET()
    int r = INIT(r, return 0);
    try {
        AT(1, make(k));
        ASKED(1, "k,make,r", k, make, r)
        r = __va1.result();
    } catch (...) {
        if (__vr)
            throw;
        log("caught");
        r = -1;
    }
    co_return r;
}

struct make_void { static constexpr const char *key = "void"; wait<void> operator()(int k) const { return {k}; } };
struct make_bool { static constexpr const char *key = "bool"; wait<bool> operator()(int k) const { return {k}; } };
struct make_handle { static constexpr const char *key = "handle"; wait<std::coroutine_handle<>> operator()(int k) const { return {k}; } };
struct make_again {
    static constexpr const char *key = "again";
    again operator()(int k) const
    {
        if (k == 13)
            throw std::runtime_error("thirteen");
        return again(k);
    }
};

inline ser_ctx<std::string> reader(std::string s)
{
    FUNCTION("reader(std::string)", 1, static auto call(decltype(s) __p1) { return ::prog::reader(static_cast<decltype(__p1) &&>(__p1)); })
    ASKED(0, "s", s)
    TARGET()
    AT(1, text{s + "?"});
    ASKED(1, "s", s)
    std::string r = INIT(r, return __va1.result());
    co_return r;
}

inline ser_ctx<int> kept(int k) // the operand is an lvalue
{
    FUNCTION("kept(int)", 1, static auto call(decltype(k) __p1) { return ::prog::kept(__p1); })
    ASKED(0, "k", k)
    TARGET()
    wait<void> w = INIT(w, return {k});
    AT(1, w);
    ASKED(1, "k,w", k, w)
    w.k += 100;
    co_return __va1.result();
}

} // namespace prog

namespace {

using test::trace;
using strings = std::vector<std::string>;

valor::errc code_of(auto f)
{
    try {
        f();
    } catch (const valor::error &e) {
        UNSCOPED_INFO(e.what());
        return static_cast<valor::errc>(e.code().value());
    }
    return {};
}

} // namespace

TEST_CASE("an awaiter that can be saved is armed again, whatever await_suspend returns")
{
    const auto check = [](auto make) {
        for (const bool ready : {false, true}) {
            prog::ready_now = false;
            auto c = valor::start(prog::one(5, make));
            trace.clear();
            prog::ready_now = ready;
            const std::string bytes = c.serialize();
            auto d = valor::restore<int>(bytes);
            CHECK(trace == strings{"suspend5"});
            CHECK(!d.done());
            CHECK(d.serialize() == bytes);
            if (ready)
                d.resume();
            else
                prog::last.resume();
            CHECK(d.get() == 5);
        }
        prog::ready_now = false;
    };
    check(prog::make_void{});
    check(prog::make_bool{});
    check(prog::make_handle{});
}

TEST_CASE("an awaiter that cannot be saved is made by evaluating the operand again")
{
    auto c = valor::start(prog::one(5, prog::make_again{}));
    const std::string bytes = c.serialize();
    trace.clear();
    auto d = valor::restore<int>(bytes);
    CHECK(trace == strings{"open5", "restore5"});
    CHECK(d.serialize() == bytes);
    d.resume();
    CHECK(d.get() == 5);
}

TEST_CASE("an lvalue operand is the variable")
{
    auto c = valor::start(prog::kept(4));
    auto d = valor::restore<int>(c.serialize());
    CHECK(d.serialize() == c.serialize());
    c.resume();
    d.resume();
    CHECK(c.get() == 104);
    CHECK(d.get() == 104);
}

TEST_CASE("operator co_await: the operand is saved")
{
    auto c = valor::start(prog::reader("abc"));
    auto d = valor::restore<std::string>(c.serialize());
    d.resume();
    CHECK(d.get() == "abc?!");
}

TEST_CASE("a supplied result takes the place of the awaiter's, and is part of the snapshot")
{
    auto c = valor::start(prog::one(5, prog::make_again{}));
    c.set_aw_ret(70);
    CHECK(code_of([&] { c.set_aw_ret(70); }) == valor::errc::not_suspended);
    const std::string bytes = c.serialize();
    trace.clear();
    auto d = valor::restore<int>(bytes);
    CHECK(trace.empty());
    CHECK(d.serialize() == bytes);
    d.resume();
    CHECK(d.get() == 70);
    c.resume();
    CHECK(c.get() == 70);
}

TEST_CASE("a supplied result must have the awaited type or its typestring")
{
    auto c = valor::start(prog::reader("abc"));
    const std::string bytes = c.serialize();
    CHECK(code_of([&] { c.set_aw_ret(5); }) == valor::errc::type_mismatch);
    CHECK(code_of([&] { c.supply(); }) == valor::errc::type_mismatch);
    CHECK(code_of([&] { c.set_aw_ret(std::vector<std::string>{}); }) == valor::errc::type_mismatch);
    CHECK(c.serialize() == bytes);
    c.set_aw_ret("literal");
    c.resume();
    CHECK(c.get() == "literal");
    const std::string given = "lvalue";
    auto d = valor::continue_from(bytes, prog::reader, given, valor::limits{});
    CHECK(d.get() == "lvalue");
    CHECK(code_of([&] { (void)valor::continue_from(bytes, prog::reader, 5); }) == valor::errc::type_mismatch);
    auto e = valor::continue_from(bytes, [] { return prog::reader(""); });
    CHECK(e.get() == "abc?!");
}

TEST_CASE("what throws in a restore is reported to the caller, not to the coroutine's handlers")
{
    // the operand
    auto c = valor::start(prog::one(12, prog::make_again{}));
    std::string bytes = c.serialize();
    const auto at = bytes.find(std::string("\0\0\0\x0c", 4) + std::string("\0\0\0\0", 4)); // k, r
    REQUIRE(at != std::string::npos);
    bytes[at + 3] = 13;
    bytes = test::sign(bytes);
    trace.clear();
    CHECK_THROWS_WITH(valor::restore<int>(bytes), "thirteen");
    CHECK(trace.empty());
    // arming; in normal running the coroutine's handler gets it
    auto d = valor::start(prog::one(666, prog::make_void{}));
    CHECK(d.get() == -1);
    auto e = valor::start(prog::one(5, prog::make_void{}));
    bytes = e.serialize();
    for (std::size_t i = 0; i + 4 <= bytes.size(); ++i)
        if (bytes.compare(i, 4, std::string("\0\0\0\5", 4)) == 0 && i > 60) {
            bytes[i + 2] = 2;
            bytes[i + 3] = static_cast<char>(666 - 512);
        }
    bytes = test::sign(bytes);
    trace.clear();
    try {
        (void)valor::restore<int>(bytes);
        FAIL("no error");
    } catch (int k) {
        CHECK(k == 666);
    } catch (const valor::error &x) {
        FAIL(x.what());
    }
    CHECK(trace == strings{"suspend666"});
}
