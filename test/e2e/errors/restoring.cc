// What user code throws during a restore reaches the caller, from every kind of it: a codec, a hook, the initialiser of a transient, an
// operand of rule 4, arming. Nothing half built is left, the target is as it was, and the coroutine's own handlers see nothing.
#include "check.h"

#include <stdexcept>
#include <tuple>

namespace {
using check::wait, valor::ser_ctx;

enum class place { nowhere, codec, hook, transient, operand, arming };
place refuses = place::nowhere;
int alive = 0, caught = 0;

struct alien { // no std::exception
    place where;
};
void may_throw(place p) {
    if (refuses != p) return;
    if (p == place::hook || p == place::operand) throw alien{p};
    throw std::runtime_error(std::to_string(static_cast<int>(p)));
}

template <bool Hook> struct counted {
    int k = 0;
    counted() { ++alive; }
    explicit counted(int n) : k(n) { ++alive; }
    counted(const counted &o) : k(o.k) { ++alive; }
    ~counted() { --alive; }
    std::tuple<const int &> tuple_for_serialization() const { return std::tie(k); }
    std::tuple<int &> tuple_for_serialization() {
        if (!Hook) may_throw(place::codec);
        return std::tie(k);
    }
    void after_deserialization_simple() {
        if (Hook) may_throw(place::hook);
    }
};
struct resource {
    explicit resource(int) {
        may_throw(place::transient);
        ++alive;
    }
    resource(const resource &) = delete;
    ~resource() { --alive; }
};
struct made_again {
    int &k;
    explicit made_again(int &i) : k(i) { may_throw(place::operand); }
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
struct armed {
    int k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    void await_restore(std::coroutine_handle<>) const { may_throw(place::arming); }
    int await_resume() const { return k; }
};

ser_ctx<int> leaf(counted<false> c, int n) {
    counted<false> d(n);
    counted<true> h(n);
    VALOR_TRANSIENT resource r(n);
    int x = 0;
    try {
        x = co_await made_again(c.k);
        x += co_await armed{2};
    } catch (...) {
        ++caught;
        throw;
    }
    co_return x + d.k + h.k;
}
ser_ctx<int> middle(int n) {
    counted<true> h(1);
    int r = 0;
    try {
        r = co_await leaf(counted<false>(n), n);
        auto [a, b] = co_await valor::when_all(leaf(counted<false>(n), n), leaf(counted<false>(n), n + 1));
        r += a + b + h.k;
    } catch (...) {
        ++caught;
    }
    co_return r;
}
ser_ctx<int> top(int n) {
    ser_ctx<int> held = leaf(counted<false>(1), 2);
    held.resume();
    int r = 0;
    try {
        r = co_await middle(n) * 100;
        r += co_await held;
    } catch (...) {
        ++caught;
    }
    co_return r;
}

enum class way { restore, deserialize, clone, continue_from };
void take_up(way w, const std::string &bytes, const ser_ctx<int> &original, ser_ctx<int> &target) {
    switch (w) {
    case way::restore: (void)valor::restore<int>(bytes); return;
    case way::deserialize: return target.deserialize(bytes);
    case way::clone: (void)original.clone(); return;
    case way::continue_from: (void)valor::continue_from(bytes, top);
    }
}

// Did it throw, and as it should?
bool refused(place p, way w, const std::string &bytes, const ser_ctx<int> &original) {
    auto target = top(4);
    const auto untouched = target.serialize();
    const int before = alive, handled = caught;
    try {
        refuses = p;
        take_up(w, bytes, original, target);
        refuses = place::nowhere;
        caught = handled; // continue_from has run on
        return false;
    } catch (const alien &a) {
        CHECK(a.where == p);
    } catch (const std::runtime_error &e) {
        CHECK(e.what() == std::to_string(static_cast<int>(p)));
    }
    refuses = place::nowhere;
    CHECK(alive == before && caught == handled);
    CHECK(target.serialize() == untouched);
    return true;
}
} // namespace

int main() {
    auto straight = top(3);
    const int result = check::finish(straight);
    for (const place p : {place::codec, place::hook, place::transient, place::operand, place::arming}) {
        int all = 0;
        auto c = top(3);
        for (; c; c.resume()) {
            const std::string bytes = c.serialize();
            for (const way w : {way::restore, way::deserialize, way::clone, way::continue_from}) all += refused(p, w, bytes, c);
            CHECK(c.serialize() == bytes);
        }
        CHECK(all >= 12);
        CHECK(c.get() == result);
    }
    CHECK(alive == 0 && caught == 0);
    return check::report();
}
