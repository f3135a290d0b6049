// The worked examples: what the plugin makes of them, by hand.
#pragma once
#include "rewritten.h"

#include <array>
#include <memory>

namespace prog {

using test::event;
using test::log;
using test::logged;
using valor::ser_ctx;

inline ser_ctx<int> leaf(int k, std::string s)
{
    FUNCTION("leaf(int, std::string)", 1,
             static constexpr auto address() { return static_cast<ser_ctx<int> (*)(int, std::string)>(&::prog::leaf); }
             static auto call(decltype(k) __p1, decltype(s) __p2) { return ::prog::leaf(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2)); })
    ASKED(0, "k,s", k, s)
    TARGET()
    AT(1, event{k});
    ASKED(1, "k,s", k, s)
    int a = INIT(a, return __va1.result());
    log("leaf" + s);
    co_return a + static_cast<int>(s.size());
}

// A loop with two awaits; const and move-only locals; continue and break.
inline ser_ctx<int> loop(int n)
{
    FUNCTION("loop(int)", 2,
             static constexpr auto address() { return static_cast<ser_ctx<int> (*)(int)>(&::prog::loop); }
             static auto call(decltype(n) __p1) { return ::prog::loop(static_cast<decltype(__p1) &&>(__p1)); })
    ASKED(0, "n", n)
    TARGET()
    const std::string tag = INIT(tag, return "t" + std::to_string(logged("tag", n)));
    std::unique_ptr<int> best = INIT(best, return std::make_unique<int>(0));
    {
        int i = INIT(i, return 0);
        for (; __vr ? ::valor::gen::in<1, 2>(__vr) : i < n; ++i) {
            if (!__vr) {
                if (i == 1)
                    continue;
            }
            AT(1, event{i});
            ASKED(1, "n,tag,best,i", n, tag, best, i)
            int x = INIT(x, return __va1.result());
            ::valor::gen::end(__va1);
            if (!__vr) {
                if (x > 55)
                    break;
            }
            std::string s = INIT(s, return tag + std::to_string(x));
            AT(2, leaf(i, s));
            ASKED(2, "n,tag,best,i,x,s", n, tag, best, i, x, s)
            int y = INIT(y, return __va2.result());
            ::valor::gen::end(__va2);
            *best += x * y;
            log(s);
        }
    }
    co_return *best + static_cast<int>(tag.size());
}

// Reference parameters; a child changes what it refers to before it suspends.
inline ser_ctx<void> add(int &sum, const std::string &what, int by)
{
    FUNCTION("add(int &, const std::string &, int)", 1, static auto call(decltype(sum) __p1, decltype(what) __p2, decltype(by) __p3) {
        return ::prog::add(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2), static_cast<decltype(__p3) &&>(__p3));
    })
    ASKED(0, "sum,what,by", ::valor::gen::ref(sum), ::valor::gen::ref(what), by)
    TARGET()
    if (!__vr)
        sum += by;
    AT(1, event{by});
    ASKED(1, "sum,what,by", ::valor::gen::ref(sum), ::valor::gen::ref(what), by)
    __va1.result();
    sum += static_cast<int>(what.size());
}

struct point {
    int x, y;
};

// co_await add(total, std::string("tmp") + f(), 2);   co_await add(v[1].y, lit, 3);
inline ser_ctx<int> adder()
{
    FUNCTION("adder()", 2, static auto call() { return ::prog::adder(); })
    ASKED(0, "")
    TARGET()
    int total = INIT(total, return 1);
    std::vector<point> v = INIT(v, return std::vector<point>{{1, 2}, {3, 4}});
    if RUN (1) {
        SLOT(1, 1, 1, std::string("tmp") + std::to_string(logged("arg", 3)));
        AT(1, add(total, __vt1.move(), 2));
        ASKED(1, "total,v,__vt1", total, v, __vt1)
        __va1.result();
        ::valor::gen::end(__va1, __vt1);
    }
    if RUN (2) {
        SLOT(1, 2, 2, std::string("lit"));
        AT(2, add(v[1].y, __vt1.move(), 3));
        ASKED(2, "total,v,__vt1", total, v, __vt1)
        __va2.result();
        ::valor::gen::end(__va2, __vt1);
    }
    co_return total * 100 + v[1].y;
}

// int r = x[i++] + co_await leaf(2, "b") * co_await leaf(f("k", 3), "ccc");
inline ser_ctx<int> two_in_one()
{
    FUNCTION("two_in_one()", 2, static auto call() { return ::prog::two_in_one(); })
    ASKED(0, "")
    TARGET()
    int i = INIT(i, return 0);
    std::array<int, 3> x = INIT(x, return std::array<int, 3>{7, 2, 3});
    test::tracked not_saved;
    SLOT(1, 1, 2, x[i++]);
    AT(1, leaf(2, "b"));
    ASKED(1, "i,x,__vt1", i, x, __vt1)
    SLOT(2, 2, 2, __va1.result());
    AT(2, leaf(logged("k", 3), "ccc"));
    ASKED(2, "i,x,__vt1,__vt2", i, x, __vt1, __vt2)
    int r = INIT(r, return __vt1.get() + __vt2.get() * __va2.result());
    ::valor::gen::end(__va2, __vt2, __va1, __vt1);
    co_return r + i;
}

// Cannot be saved: the operand is evaluated again.
struct by_reference {
    int &target;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { target += 0; }
    int await_resume() const { return target *= 2; }
};

// v[i++].x = co_await leaf(1, "a") + co_await ask(v[i].y);   the left side and the operand are places, not values
inline ser_ctx<int> places()
{
    FUNCTION("places()", 2, static auto call() { return ::prog::places(); })
    ASKED(0, "")
    TARGET()
    int i = INIT(i, return 0);
    std::vector<point> v = INIT(v, return std::vector<point>{{1, 2}, {3, 4}});
    {
        ::valor::gen::lref_slot __vt1{__vc, __vr, ::valor::gen::span<1, 2>{}, [&]() -> decltype(auto) { return (v[i++].x); }};
        AT(1, leaf(1, "a"));
        ASKED(1, "i,v,__vt1", i, v, __vt1)
        SLOT(2, 2, 2, __va1.result());
        ::valor::gen::lref_slot __vt3{__vc, __vr, ::valor::gen::span<2, 2>{}, [&]() -> decltype(auto) { return (v[i].y); }};
        AT(2, by_reference{__vt3.get()});
        ASKED(2, "i,v,__vt1,__vt2,__vt3", i, v, __vt1, __vt2, __vt3)
        __vt1.get() = __vt2.get() + __va2.result();
        ::valor::gen::end(__va2, __vt3, __vt2, __va1, __vt1);
    }
    co_return v[0].x * 1000 + v[1].y;
}

// A member coroutine, awaited on an object that the parent holds.
class account {
public:
    explicit account(int b) : balance_(b) {}
    account(std::string name, int b) : name_(std::move(name)), balance_(b) {}
    auto tuple_for_serialization() const { return std::tie(name_, balance_); }
    auto tuple_for_serialization() { return std::tie(name_, balance_); }
    account() = default;

    ser_ctx<int> move(int n)
    {
        using __vo = decltype(*this);
        FUNCTION("account::move(int)", 2, static auto call(__vo __p0, decltype(n) __p1) { return static_cast<__vo &&>(__p0).move(static_cast<decltype(__p1) &&>(__p1)); })
        ASKED(0, "this,n", ::valor::gen::ref(*this), n)
        TARGET()
        int before = INIT(before, return balance_);
        if RUN (1) {
            AT(1, event{n});
            ASKED(1, "this,n,before", ::valor::gen::ref(*this), n, before)
            balance_ += __va1.result();
        }
        if RUN (2) {
            AT(2, event{2});
            ASKED(2, "this,n,before", ::valor::gen::ref(*this), n, before)
            __va2.result();
        }
        name_ += "!";
        co_return balance_ - before;
    }
    int balance() const { return balance_; }
    const std::string &name() const { return name_; }

private:
    std::string name_ = "none";
    int balance_ = 0;
};

inline ser_ctx<int> banker(int n)
{
    FUNCTION("banker(int)", 1, static auto call(decltype(n) __p1) { return ::prog::banker(__p1); })
    ASKED(0, "n", n)
    TARGET()
    std::vector<account> all = INIT(all, return std::vector<account>{account("a", 1), account("b", n)});
    AT(1, all[1].move(n));
    ASKED(1, "n,all", n, all)
    int moved = INIT(moved, return __va1.result());
    log(all[1].name());
    co_return moved * 1000 + all[1].balance();
}

} // namespace prog
