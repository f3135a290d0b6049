// Legal and illegal moments, the same with and without the plugin: nothing given, started, finished, taken, moved,
// empty.
#include "check.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace {
using check::wait, valor::ser_ctx;

constexpr bool on = valor::detail::rewritten;
ser_ctx<int> kid(int n) {
    int a = co_await wait{n};
    co_return a + co_await wait{n + 1};
}
ser_ctx<int> quick(int n) {
    if (n < 0) throw std::runtime_error("neg");
    co_return n;
}
ser_ctx<> nothing() { co_await wait{1}; }
ser_ctx<int> two() {
    int a = co_await valor::receive<int>();
    std::string s = co_await valor::receive<std::string>();
    co_return a * 10 + int(s.size());
}
void receives() {
    auto c = two();
    CHECK_ERROR(not_suspended, c.set_aw_ret(1));
    c.resume();
    for (int i = 0; i < 3; ++i) c.resume();
    CHECK(!c.done());
    CHECK_ERROR(type_mismatch, c.set_aw_ret(std::string("x")));
    CHECK_ERROR(type_mismatch, c.set_aw_ret());
    c.set_aw_ret(4);
    CHECK_ERROR(not_suspended, c.set_aw_ret(4));
    CHECK_ERROR(not_suspended, c.set_aw_ret(std::string()));
    c.resume();
    c.resume();
    c.supply("abc");
    c.resume();
    CHECK(c.done() && c.get() == 43);
    CHECK_ERROR(not_suspended, c.set_aw_ret(1));
}
void receives_that_are_saved() {
    if (on) {
        auto d = valor::start(two());
        auto b = d.serialize();
        auto e = valor::restore<int>(b);
        e.resume();
        e.resume();
        CHECK(e.serialize() == b);
        auto f = valor::continue_from(b, two);
        CHECK(f.serialize() == b);
        auto g = valor::continue_from(b, two, 3);
        auto h = valor::continue_from(g.serialize(), two, std::string("q"));
        CHECK(h.get() == 31);
        CHECK_ERROR(not_suspended, (void)valor::continue_from(b, two, 3, std::string("q")));
        d.set_aw_ret(9);
        auto b2 = d.serialize();
        auto k = valor::restore<int>(b2);
        CHECK(k.serialize() == b2);
        CHECK_ERROR(not_suspended, k.set_aw_ret(1));
        k.resume();
        k.set_aw_ret(std::string("zz"));
        k.resume();
        CHECK(k.get() == 92);
    }
}
ser_ctx<int> await_ref(ser_ctx<int> &c) { co_return co_await c; }
ser_ctx<int> await_val(ser_ctx<int> c) { co_return co_await std::move(c); }
ser_ctx<int> await_val_l(ser_ctx<int> c) {
    int a = co_await c;
    co_return a + (c.done() ? 100 : 0);
}
void attaching() {
    auto k = kid(1);
    k.resume();
    k.resume(); // stands at second
    auto p = await_ref(k);
    p.resume();
    CHECK(!p.done());
    p.resume();
    CHECK(p.done() && p.get() == 3);
    CHECK(k.done());
    CHECK_ERROR(not_finished, (void)k.get());
    auto q = await_ref(k);
    q.resume();
    CHECK_ERROR(not_suspended, (void)q.get());
    auto v = valor::start(await_val(kid(5)));
    v.resume();
    v.resume();
    CHECK(v.get() == 11);
    auto w = valor::start(await_val_l(kid(5)));
    w.resume();
    w.resume();
    CHECK(w.get() == 111);
}
void nothing_to_attach() {
    auto k = kid(1);
    ser_ctx<int> e;
    auto r = valor::start(await_val(std::move(e)));
    CHECK_ERROR(not_suspended, (void)r.get());
    auto f = quick(3);
    f.resume();
    auto g = valor::start(await_ref(f));
    CHECK(g.done() && g.get() == 3);
    auto x = valor::start(quick(-1));
    CHECK(x.done());
    auto y = valor::start(await_ref(x));
    for (int i = 0; i < 2; ++i) {
        bool thrown = false;
        try {
            y.get();
        } catch (const std::runtime_error &err) {
            thrown = std::string(err.what()) == "neg";
        }
        CHECK(thrown);
    }
    auto self = await_ref(k);
    ser_ctx<int> me;
    auto ring = await_ref(me);
    me = std::move(ring);
    me.resume();
    CHECK_ERROR(not_suspended, (void)me.get());
    auto t1 = kid(1);
    auto a1 = valor::start(await_ref(t1)), a2 = valor::start(await_ref(t1));
    CHECK_ERROR(not_suspended, (void)a2.get());
    t1.resume();
    t1.resume();
    CHECK(a1.done() && a1.get() == 3); // resuming the child resumes the chain
}
void moves() {
    std::vector<ser_ctx<int>> v;
    for (int i = 0; i < 20; ++i) {
        v.push_back(kid(i));
        v.back().resume();
    }
    std::swap(v[0], v[19]);
    v[3] = std::move(v[4]);
    v[5] = {};
    auto &same = v[6];
    v[6] = std::move(same);
    CHECK(!v[5] && !v[5].done() && !v[4]);
    CHECK(check::finish(v[0]) == 39);
    CHECK(check::finish(v[3]) == 9);
    CHECK(check::finish(v[6]) == 13);
    v.erase(v.begin(), v.begin() + 7);
    CHECK(check::finish(v[0]) == 15);
    ser_ctx<int> none;
    none();
    none.resume();
    CHECK(!none && !none.done());
    CHECK_ERROR(not_finished, (void)none.get());
    auto c = kid(1);
    CHECK(bool(c) && !c.done());
    CHECK_ERROR(not_finished, (void)c.get());
    c();
    c();
    c();
    CHECK(!c && c.done());
    c();
    c.resume();
    CHECK(c.get() == 3 && c.get() == 3);
    auto n = nothing();
    n();
    n();
    n.get();
    n.get();
    static_assert(!std::is_copy_constructible_v<ser_ctx<int>> && std::is_nothrow_move_constructible_v<ser_ctx<int>> &&
                  std::is_nothrow_move_assignable_v<ser_ctx<int>> &&
                  std::is_nothrow_default_constructible_v<ser_ctx<int>>);
}
void saving() {
    auto c = valor::start(kid(2));
    ser_ctx<int> e;
    auto f = quick(1);
    f.resume();
    if (!on) {
        CHECK_ERROR(no_plugin, (void)c.serialize());
        CHECK_ERROR(no_plugin, (void)e.serialize());
        CHECK_ERROR(no_plugin, (void)c.clone());
        CHECK_ERROR(no_plugin, c.deserialize(""));
        CHECK_ERROR(no_plugin, (void)valor::restore<int>(""));
        CHECK_ERROR(no_plugin, (void)valor::restore<>(""));
        CHECK_ERROR(no_plugin, (void)valor::continue_from("", kid));
        CHECK_ERROR(no_plugin, (void)valor::continue_from(
                                   "", [] { return kid(1); }, 3));
        CHECK_ERROR(no_plugin, c.set_aw_ret(1));
        CHECK_ERROR(no_plugin, c.supply(1));
        return;
    }
    CHECK_ERROR(not_suspended, (void)e.serialize());
    CHECK_ERROR(not_suspended, (void)f.serialize());
    CHECK_ERROR(not_suspended, (void)f.clone());
    auto u = kid(9);
    auto ub = u.serialize();
    auto ur = valor::restore<int>(ub);
    CHECK(ur.serialize() == ub);
    CHECK(check::finish(ur) == 19);
    auto uc = valor::continue_from(ub, kid);
    CHECK(!uc.done());
    CHECK_ERROR(not_suspended, (void)valor::continue_from(ub, kid, 3));
}
} // namespace

int main() {
    receives();
    receives_that_are_saved();
    attaching();
    nothing_to_attach();
    moves();
    saving();
    return check::report();
}
