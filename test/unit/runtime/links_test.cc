// Shared objects, pointers and views in snapshots: kept, refused, and forged.
#include "forge.h"

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <span>
#include <string_view>

namespace linked {

using test::event;
using valor::ser_ctx;

struct account {
    std::string owner;
    std::vector<int> moves;
};
struct state {
    std::shared_ptr<account> a;
    std::shared_ptr<int> part;
    std::weak_ptr<account> watch;
};

// A child with a pointer, a view and a shared object of its caller's.
inline ser_ctx<int> child(int *to, std::string_view name, std::shared_ptr<account> a, const std::vector<int> &all)
{
    FUNCTION("child(int *, std::string_view, std::shared_ptr<account>, const std::vector<int> &)", 1,
             static auto call(decltype(to) __p1, decltype(name) __p2, decltype(a) __p3, decltype(all) __p4) {
                 return ::linked::child(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2), static_cast<decltype(__p3) &&>(__p3), static_cast<decltype(__p4) &&>(__p4));
             })
    ASKED(0, "to,name,a,all", to, name, a, ::valor::gen::ref(all))
    TARGET()
    const char *text = INIT(text, return "literal");
    const int *end = INIT(end, return all.data() + all.size());
    AT(1, event{1});
    ASKED(1, "to,name,a,all,text,end", to, name, a, ::valor::gen::ref(all), text, end)
    *to += __va1.result();
    if (end != all.data() + all.size() || std::string_view(text) != "literal")
        co_return -1;
    a->owner += name;
    a->moves[0] = *to;
    co_return static_cast<int>(name.size());
}

inline ser_ctx<int> root(std::string s)
{
    FUNCTION("root(std::string)", 1, static auto call(decltype(s) __p1) { return ::linked::root(static_cast<decltype(__p1) &&>(__p1)); })
    ASKED(0, "s", s)
    TARGET()
    int n = INIT(n, return 1);
    state st = INIT(st, state x; x.a = std::make_shared<account>(account{"ann", {1, 2, 3}}); x.part = {x.a, &x.a->moves[1]}; x.watch = x.a; return x);
    std::map<int, std::shared_ptr<account>> m = INIT(m, return std::map<int, std::shared_ptr<account>>{{7, st.a}});
    std::span<int> some = INIT(some, return std::span<int>(st.a->moves).subspan(1));
    AT(1, child(&n, std::string_view(s).substr(1), st.a, st.a->moves));
    ASKED(1, "s,n,st,m,some", s, n, st, m, some)
    int r = INIT(r, return __va1.result());
    const bool kept = m[7] == st.a && st.watch.lock() == st.a && st.part.get() == &some[0];
    co_return kept ? n * 100 + r * 10 + st.a->moves[0] : -2;
}

// Links in an awaiter, in a supplied result, in the result of a held child.
struct waits_for {
    int *slot;
    std::string_view name;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { test::log("arm " + std::string(name) + std::to_string(*slot)); }
    int await_resume() const { return ++*slot; }
};
inline ser_ctx<int> awaiter()
{
    FUNCTION("awaiter()", 1, static auto call() { return ::linked::awaiter(); })
    ASKED(0, "")
    TARGET()
    int n = INIT(n, return 41);
    AT(1, waits_for{&n, "text"});
    ASKED(1, "n", n)
    int r = INIT(r, return __va1.result());
    co_return r * 100 + n;
}

inline ser_ctx<std::shared_ptr<int>> makes(std::shared_ptr<int> p)
{
    FUNCTION("makes(std::shared_ptr<int>)", 0, static auto call(decltype(p) __p1) { return ::linked::makes(static_cast<decltype(__p1) &&>(__p1)); })
    ASKED(0, "p", p)
    TARGET()
    co_return p;
}
inline ser_ctx<int> holds()
{
    FUNCTION("holds()", 1, static auto call() { return ::linked::holds(); })
    ASKED(0, "")
    TARGET()
    std::shared_ptr<int> p = INIT(p, return std::make_shared<int>(5));
    ser_ctx<std::shared_ptr<int>> c = INIT(c, return valor::start(makes(p)));
    AT(1, event{1});
    ASKED(1, "p,c", p, c)
    __va1.result();
    co_return c.get() == p ? 1 : 0;
}

// A reference into what only a shared_ptr of the caller's owns.
inline ser_ctx<void> refers(int &to)
{
    FUNCTION("refers(int &)", 1, static auto call(decltype(to) __p1) { return ::linked::refers(static_cast<decltype(__p1) &&>(__p1)); })
    ASKED(0, "to", ::valor::gen::ref(to))
    TARGET()
    AT(1, event{2});
    ASKED(1, "to", ::valor::gen::ref(to))
    to = __va1.result();
}
inline ser_ctx<int> lends()
{
    FUNCTION("lends()", 1, static auto call() { return ::linked::lends(); })
    ASKED(0, "")
    TARGET()
    std::shared_ptr<int> p = INIT(p, return std::make_shared<int>(5));
    AT(1, refers(*p));
    ASKED(1, "p", p)
    __va1.result();
    co_return *p;
}

inline ser_ctx<void> keeps(int *p, const int &outer)
{
    FUNCTION("keeps(int *, const int &)", 1, static auto call(decltype(p) __p1, decltype(outer) __p2) { return ::linked::keeps(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2)); })
    ASKED(0, "p,outer", p, ::valor::gen::ref(outer))
    TARGET()
    AT(1, event{3});
    ASKED(1, "p,outer", p, ::valor::gen::ref(outer))
    *p = __va1.result();
}

inline ser_ctx<void> owns_coroutine()
{
    FUNCTION("owns_coroutine()", 1, static auto call() { return ::linked::owns_coroutine(); })
    ASKED(0, "")
    TARGET()
    std::shared_ptr<ser_ctx<int>> p = INIT(p, return std::make_shared<ser_ctx<int>>(lends()));
    AT(1, event{4});
    ASKED(1, "p", p)
    __va1.result();
}

// The operand is evaluated when the pointers in it are set.
class again {
public:
    explicit again(int v) : v_(v) {}
    again(const again &) = delete;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return v_; }

private:
    int v_;
};
inline ser_ctx<int> evaluates()
{
    FUNCTION("evaluates()", 1, static auto call() { return ::linked::evaluates(); })
    ASKED(0, "")
    TARGET()
    int n = INIT(n, return 6);
    int *p = INIT(p, return &n);
    std::string_view view = INIT(view, return "seven");
    AT(1, again(*p + static_cast<int>(view.size())));
    ASKED(1, "n,p,view", n, p, view)
    co_return __va1.result();
}

} // namespace linked

namespace {

template <class R> R ends(valor::ser_ctx<R> c)
{
    while (c)
        c.resume();
    return c.get();
}
template <class R> valor::ser_ctx<R> again(const valor::ser_ctx<R> &c)
{
    const std::string bytes = c.serialize();
    auto d = valor::restore<R>(bytes);
    CHECK(d.serialize() == bytes);
    return d;
}
std::string refused(const auto &c)
{
    try {
        (void)c.serialize();
        return "saved";
    } catch (const valor::error &e) {
        CHECK(e.code() == valor::errc::not_persistable);
        return e.what();
    }
}

} // namespace

TEST_CASE("identity and pointers between frames")
{
    test::feed = 0;
    const int expected = ends(valor::start(linked::root("name")));
    CHECK(expected > 0);
    test::feed = 0;
    auto c = valor::start(linked::root("name"));
    auto d = again(c);
    auto e = again(d);
    CHECK(ends(std::move(d)) == expected);
    test::feed = 0;
    CHECK(ends(std::move(e)) == expected);
    test::feed = 0;
    CHECK(ends(c.clone()) == expected);
}

TEST_CASE("links in awaiters and results")
{
    test::trace.clear();
    CHECK(ends(again(valor::start(linked::awaiter()))) == 4242);
    CHECK(test::trace.back() == "arm text41");
    CHECK(ends(again(valor::start(linked::holds()))) == 1);
    test::feed = 0;
    CHECK(ends(again(valor::start(linked::lends()))) == 12);
    CHECK(ends(again(valor::start(linked::evaluates()))) == 11);
}

TEST_CASE("a pointer to what the outermost coroutine refers to")
{
    int x = 0, y = 0;
    auto c = valor::start(linked::keeps(const_cast<int *>(&x), x));
    const std::string bytes = c.serialize();
    CHECK_THROWS_AS(valor::restore<void>(bytes), valor::error);
    auto d = linked::keeps(nullptr, y);
    d.deserialize(bytes);
    test::feed = 0;
    d.resume();
    CHECK(y == 13);
    CHECK(x == 0);
}

TEST_CASE("what cannot be saved is named")
{
    int x = 0, y = 0;
    const std::string what = refused(valor::start(linked::keeps(&x, y)));
    CHECK(what.find("keeps(int *, const int &)") != std::string::npos);
    CHECK(what.find("'p'") != std::string::npos);
    CHECK(refused(valor::start(linked::owns_coroutine())).find("shared_ptr") != std::string::npos);
}

TEST_CASE("forged links")
{
    CHECK(test::forge<int>(valor::start(linked::root("name")).serialize(), 3000) > 0);
    CHECK(test::forge<int>(valor::start(linked::awaiter()).serialize(), 3000) > 0);
    CHECK(test::forge<int>(valor::start(linked::holds()).serialize(), 3000) > 0);
    CHECK(test::forge<int>(valor::start(linked::lends()).serialize(), 3000) > 0);
}
