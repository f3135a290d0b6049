// Memory that runs out at every single allocation of a restore or a save: std::bad_alloc reaches the caller, nothing is left, nothing has changed.
#include "check.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <vector>

static volatile long countdown = -1, live = 0; // compilers assume that a new-expression touches no variables of the program's
void *operator new(std::size_t n) {
    if (countdown > 0) {
        countdown = countdown - 1;
        if (countdown == 0) throw std::bad_alloc();
    }
    void *p = std::malloc(n ? n : 1);
    if (!p) throw std::bad_alloc();
    live = live + 1;
    return p;
}
static void release(void *p) noexcept {
    if (p) live = live - 1;
    std::free(p);
}
void operator delete(void *p) noexcept { release(p); }
void operator delete(void *p, std::size_t) noexcept { release(p); }

namespace {
using check::wait, valor::ser_ctx;

struct again {
    int &k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
struct item {
    std::string name;
    int n;
};
ser_ctx<int> kid(int n, std::string s) {
    int a = co_await wait{n};
    co_return a + int(s.size()) + co_await again{n};
}
ser_ctx<int> middle(std::vector<item> &items, std::string text) {
    std::map<std::string, std::unique_ptr<item>> owned;
    owned["a key that is long enough to be allocated"] = std::make_unique<item>(item{"another long string, to be allocated", 3});
    auto shared = std::make_shared<item>(item{"shared, and long enough to be allocated", 1});
    std::string_view view = shared->name, elsewhere = "elsewhere, and long enough to be copied";
    item *into = &items[1];
    ser_ctx<int> held = kid(2, "held, and long enough to be allocated"), unstarted = kid(1, "x");
    held.resume();
    try {
        auto [a, b] = co_await valor::when_all(held, kid(3, "a string that is long enough to be allocated"));
        items[0].n += a + b;
    } catch (...) {
        co_return -1;
    }
    int &number = items[1].n;
    int got = co_await again{number};
    co_return got + into->n + int(view.size() + elsewhere.size() + text.size());
}
ser_ctx<int> root(int n) {
    std::vector<item> items{{"a", n}, {std::string(40, 'b'), 2}};
    int r = co_await middle(items, std::string(100, 'x'));
    co_return r + items[0].n;
}

enum class way { restore, deserialize, clone, serialize };
void go(way w, const std::string &bytes, const ser_ctx<int> &original, ser_ctx<int> &target) {
    switch (w) {
    case way::restore: (void)valor::restore<int>(bytes); return;
    case way::deserialize: target.deserialize(bytes); return;
    case way::clone: (void)original.clone(); return;
    case way::serialize: (void)original.serialize();
    }
}
// The n-th allocation fails; false: there are fewer.
bool fails(long n, way w, const std::string &bytes, const ser_ctx<int> &original) {
    auto target = root(2);
    const std::string fresh = target.serialize();
    const long before = live;
    bool failed = false;
    try {
        countdown = n;
        go(w, bytes, original, target);
    } catch (const std::bad_alloc &) {
        failed = true;
    }
    countdown = -1;
    if (!failed) return false;
    CHECK(live == before);
    CHECK(target.serialize() == fresh);
    CHECK(original.serialize() == bytes);
    return true;
}
int every_allocation(way w) {
    int all = 0;
    auto c = root(1);
    for (; c; c.resume()) {
        const std::string bytes = c.serialize();
        (void)valor::restore<int>(bytes); // what is made once
        long n = 1;
        while (fails(n, w, bytes, c)) ++n;
        all += int(n) - 1;
    }
    auto straight = root(1);
    CHECK(c.get() == check::finish(straight));
    return all;
}
} // namespace

int main() {
    for (const way w : {way::restore, way::deserialize, way::clone, way::serialize}) CHECK(every_allocation(w) > 40);
    return check::report();
}
