// Every error of the contract, with its code; damaged and forged snapshots are errors, and leave the target as it was.
#include "forge.h"
#include "programs.h"

#include <catch2/catch.hpp>

namespace prog {

struct opaque_value {
    void *p;
};

inline ser_ctx<std::string> other(int n)
{
    FUNCTION("other(int)", 1, static auto call(decltype(n) __p1) { return ::prog::other(__p1); })
    ASKED(0, "n", n)
    TARGET()
    AT(1, event{n});
    ASKED(1, "n", n)
    co_return std::to_string(__va1.result());
}

inline ser_ctx<int> same_key_1()
{
    FUNCTION("twice()", 1, static auto call() { return ::prog::same_key_1(); })
    ASKED(0, "")
    TARGET()
    co_return 0;
}
inline ser_ctx<int> same_key_2()
{
    FUNCTION("twice()", 1, static auto call() { return ::prog::same_key_2(); })
    ASKED(0, "")
    TARGET()
    co_return 0;
}

inline ser_ctx<int> skipped(int n)
{
    ::valor::gen::frame &__vc = co_await ::valor::gen::enter_skipped{};
    while (__vc.asked()) [[unlikely]] {
        __vc.refuse("skipped(int)");
        co_await ::valor::gen::again{};
    }
    __vc.opaque();
    co_await event{n};
    co_return co_await leaf(n, "");
}

inline ser_ctx<int> over_skipped()
{
    FUNCTION("over_skipped()", 1, static auto call() { return ::prog::over_skipped(); })
    ASKED(0, "")
    TARGET()
    AT(1, skipped(3));
    ASKED(1, "")
    co_return __va1.result();
}

inline int outside = 0;
inline ser_ctx<int> refers_outside()
{
    FUNCTION("refers_outside()", 1, static auto call() { return ::prog::refers_outside(); })
    ASKED(0, "")
    TARGET()
    AT(1, add(outside, "", 3));
    ASKED(1, "")
    __va1.result();
    co_return 0;
}

inline std::function<void()> inside;
inline ser_ctx<int> inner()
{
    FUNCTION("inner()", 1, static auto call() { return ::prog::inner(); })
    ASKED(0, "")
    TARGET()
    if (!__vr)
        inside();
    AT(1, event{1});
    ASKED(1, "")
    if (!__vr)
        inside();
    co_return __va1.result();
}

} // namespace prog

namespace {

valor::errc code_of(auto f, const std::string &word = "")
{
    try {
        f();
    } catch (const valor::error &e) {
        INFO(e.what());
        CHECK(std::string(e.what()).find(word) != std::string::npos);
        CHECK(e.code().category().name() == std::string("valor"));
        return static_cast<valor::errc>(e.code().value());
    }
    return {};
}

std::string replaced(std::string bytes, const std::string &what, const std::string &with)
{
    const auto at = bytes.find(what);
    REQUIRE(at != std::string::npos);
    return test::sign(bytes.replace(at, what.size(), with));
}

} // namespace

TEST_CASE("a wrong moment is not_suspended")
{
    valor::ser_ctx<int> none;
    CHECK(code_of([&] { (void)none.serialize(); }, "empty") == valor::errc::not_suspended);
    CHECK(code_of([&] { (void)none.clone(); }) == valor::errc::not_suspended);
    CHECK(code_of([&] { none.set_aw_ret(1); }) == valor::errc::not_suspended);
    CHECK(code_of([&] { none.deserialize({}); }) == valor::errc::not_suspended);
    auto c = prog::inner();
    int seen = 0;
    prog::inside = [&] {
        ++seen;
        CHECK(code_of([&] { (void)c.serialize(); }, "running") == valor::errc::not_suspended);
        CHECK(code_of([&] { c.resume(); }, "running") == valor::errc::not_suspended);
        CHECK(code_of([&] { c.set_aw_ret(1); }) == valor::errc::not_suspended);
        CHECK(code_of([&] { (void)c.get(); }) == valor::errc::not_finished);
    };
    CHECK(code_of([&] { c.set_aw_ret(1); }) == valor::errc::not_suspended);
    c.resume();
    const std::string bytes = c.serialize();
    CHECK(code_of([&] { c.deserialize(bytes); }, "fresh") == valor::errc::not_suspended);
    c.resume();
    CHECK(seen == 2);
    CHECK(code_of([&] { (void)c.serialize(); }, "finished") == valor::errc::not_suspended);
    CHECK(code_of([&] { c.set_aw_ret(1); }) == valor::errc::not_suspended);
}

TEST_CASE("the wrong function, result or program")
{
    const std::string bytes = valor::start(prog::loop(3)).serialize();
    auto other = prog::other(1);
    const std::string untouched = other.serialize();
    CHECK(code_of([&] { other.deserialize(bytes); }, "other(int)") == valor::errc::wrong_function);
    CHECK(other.serialize() == untouched);
    CHECK(code_of([&] { (void)valor::continue_from(bytes, prog::leaf); }, "leaf(int") == valor::errc::wrong_function);
    CHECK(code_of([&] { (void)valor::continue_from(bytes, [] { return prog::other(1); }); }) == valor::errc::wrong_function);
    CHECK(code_of([&] { (void)valor::restore<std::string>(bytes); }, "\"s\"") == valor::errc::type_mismatch);
    CHECK(code_of([&] { (void)valor::restore<int>(replaced(bytes, "loop(int)", "lopp(int)")); }, "lopp(int)") == valor::errc::unknown_function);
    CHECK(code_of([&] { (void)valor::restore<int>(replaced(bytes, "\x11\x22\x33\x44", "\x11\x22\x33\x45")); }, "loop(int)") == valor::errc::layout_changed);
    std::string version = bytes;
    version[valor::detail::value_start] = 9;
    CHECK(code_of([&] { (void)valor::restore<int>(version); }, "version 9") == valor::errc::unsupported_version);
    CHECK(code_of([&] { (void)valor::restore<int>(bytes + "x"); }, "left over") == valor::errc::malformed);
    CHECK(code_of([&] { (void)valor::restore<int>(prog::same_key_1().serialize()); }, "ambiguous") == valor::errc::unknown_function);
    (void)prog::same_key_2();
}

TEST_CASE("what cannot be saved says why")
{
    auto c = prog::over_skipped();
    (void)c.serialize(); // not started yet
    c.resume();
    CHECK(code_of([&] { (void)c.serialize(); }) == valor::errc::not_persistable);
    CHECK(code_of([&] { (void)prog::skipped(1).serialize(); }, "skipped(int)") == valor::errc::not_persistable);
    test::feed = 0;
    c.resume();
    CHECK(code_of([&] { (void)c.serialize(); }) == valor::errc::not_persistable);
    c.resume();
    CHECK(c.get() == 23);
    auto d = valor::start(prog::refers_outside());
    CHECK(code_of([&] { (void)d.serialize(); }, "'sum'") == valor::errc::not_persistable);
    prog::account a(5);
    auto e = valor::start(a.move(3));
    CHECK(code_of([&] { (void)valor::restore<int>(e.serialize()); }, "continue_from") == valor::errc::not_persistable);
    std::string out = "kept";
    CHECK_THROWS(d.serialize(out));
    CHECK(out == "kept");
}

TEST_CASE("a variable that changed its type is layout_changed, by name")
{
    const std::string bytes = valor::start(prog::other(3)).serialize();
    CHECK(code_of([&] { (void)valor::restore<std::string>(replaced(bytes, "sIsai", "sIsaI")); }, "'n'") == valor::errc::layout_changed);
}

TEST_CASE("every truncation and every changed byte is an error")
{
    auto target = prog::adder();
    const std::string untouched = target.serialize();
    for (const std::string &bytes : {valor::start(prog::adder()).serialize(), valor::start(prog::banker(3)).serialize()}) {
        for (std::size_t n = 0; n < bytes.size(); ++n) {
            const auto code = code_of([&] { (void)valor::restore<int>(std::string_view(bytes).substr(0, n)); });
            CHECK((code == valor::errc::truncated || code == valor::errc::malformed));
        }
        for (std::size_t i = 0; i < bytes.size(); ++i)
            for (const int bit : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                std::string bad = bytes;
                bad[i] = static_cast<char>(bad[i] ^ bit);
                CHECK(code_of([&] { target.deserialize(bad); }) != valor::errc{});
            }
    }
    CHECK(target.serialize() == untouched);
}

TEST_CASE("forged snapshots with a right checksum are errors or coroutines")
{
    CHECK(test::forge<int>(valor::start(prog::adder()).serialize(), 2000) > 0);
    CHECK(test::forge<int>(valor::start(prog::banker(3)).serialize(), 2000) > 0);
    CHECK(test::forge<int>(valor::start(prog::loop(2)).serialize(), 2000) > 0);
    auto places = valor::start(prog::places());
    places.resume();
    CHECK(test::forge<int>(places.serialize(), 2000) > 0);
    CHECK(test::forge<int>(valor::start(prog::two_in_one()).serialize(), 2000) > 0);
}
