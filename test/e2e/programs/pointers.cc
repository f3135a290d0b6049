// Pointers to locals, parameters, elements, members and what is owned, in this frame and from children into parents.
#include "harness.h"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace pointers {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

struct point {
    int x = 0, y = 0;
    std::string label;
    std::string text() const { return e2e::text(std::tie(x, y, label)); }
};

ser_ctx<> adds(int *to, int by) {
    *to += by;
    *to += co_await recv{by};
    int *again = to;
    co_await tick{};
    ++*again;
    log(*to, again == to);
}

ser_ctx<int> into_locals(int param) {
    int local = 1;
    point p{1, 2, "p"};
    int *forwards = nullptr;
    std::vector<point> v(3);
    std::array<int, 3> a{4, 5, 6};
    auto heap = std::make_unique<point>(point{7, 8, "heap"});
    auto joint = std::make_shared<point>(point{9, 10, "joint"});
    std::map<std::string, int> m{{"a", 1}, {"b", 2}};
    std::unordered_map<int, std::string> h{{3, "three"}}; // more would come back in another order
    co_await adds(&local, 1);
    co_await adds(&param, 2);
    co_await adds(&p.y, 3);
    co_await adds(&v[1].x, 4);
    co_await adds(&a[2], 5);
    co_await adds(&heap->x, 6);
    co_await adds(&joint->y, 7);
    co_await adds(&m["b"], 8);
    std::string *three = &h[3];
    const point *whole = &v[2];
    forwards = &local;
    co_await tick{};
    *three += "!";
    ++*forwards;
    v[2].label = "changed";
    log(local, param, p, v, a, *heap, *joint, m, h[3], whole->label);
    co_return local + param;
}
VALOR_SCENARIO(locals, [] { return into_locals(7); })

// Elements stay where they are while pointers are set: the loop stands at one.
ser_ctx<int> beside_a_loop() {
    std::vector<int> v;
    v.reserve(8);
    v.push_back(1);
    v.push_back(2);
    int *first = &v[0];
    for (int &x : v) {
        x += co_await recv{10};
        *first += 100;
        log(v, first == &v[0]);
    }
    co_return v[0];
}
VALOR_SCENARIO(beside_a_loop, [] { return beside_a_loop(); })

// To pointers, to nothing, and to what has gone.
ser_ctx<int> kinds(int n) {
    int x = n, *p = &x, **pp = &p, ***ppp = &pp, *nothing = nullptr;
    std::string text = "text";
    std::array<int, 3> fixed{4, 5, 6};
    auto letter = text.begin() + 2;
    auto last = fixed.cend() - 1;
    std::weak_ptr<int> expired;
    {
        auto short_lived = std::make_shared<int>(1);
        expired = short_lived;
    }
    auto owner = std::make_shared<int>(5);
    std::weak_ptr<int> watches = owner, never;
    std::unique_ptr<int> none;
    co_await recv{n};
    ***ppp += 1;
    *letter = 'X';
    log(x, *pp == &x, ppp == &pp, nothing == nullptr, text, *last, &*last == &fixed[2]);
    log(expired.expired(), watches.lock() == owner, never.expired(), none == nullptr);
    co_return **pp;
}
VALOR_SCENARIO(to_pointers_and_to_nothing, [] { return kinds(2); })

// Iteration by pointer and iterator, the end included; the same across calls.
ser_ctx<int> sum(const int *from, const int *to) {
    int s = 0;
    for (; from != to; ++from) s += *from * co_await recv{*from};
    co_return s;
}
ser_ctx<int> iterates() {
    std::vector<int> v{3, 1, 2};
    std::array<point, 2> ps{};
    int total = co_await sum(v.data(), v.data() + v.size());
    for (auto i = v.begin(); i != v.end(); ++i) *i += co_await recv{1};
    for (auto i = ps.begin(); i != ps.end(); ++i) i->x = co_await recv{2};
    auto last = v.cend();
    std::vector<int> none;
    auto nothing = none.begin();
    co_await tick{};
    log(v, ps, last == v.cend(), last - v.cbegin());
    (void)nothing;
    co_return total;
}
VALOR_SCENARIO(iteration, [] { return iterates(); })

struct tree {
    int v = 0;
    tree *up = nullptr;
    std::vector<tree> kids;
};
ser_ctx<int> climbs() {
    tree root{1, nullptr, {}};
    root.kids.reserve(2);
    root.kids.push_back({2, &root, {}});
    root.kids.push_back({3, &root, {}});
    root.kids[1].kids.push_back({4, &root.kids[1], {}});
    tree *at = &root.kids[1].kids[0];
    int sum = 0;
    while (at) {
        sum = sum * 10 + at->v + 0 * co_await recv{at->v};
        at = at->up;
    }
    co_return sum;
}
VALOR_SCENARIO(parents, [] { return climbs(); })

// A linked list on the heap, with a pointer to its end.
struct item {
    int v = 0;
    std::unique_ptr<item> next;
};
ser_ctx<int> queue() {
    std::unique_ptr<item> first;
    std::unique_ptr<item> *end = &first;
    for (int i = 0; i < 4; ++i) {
        *end = std::make_unique<item>(item{co_await recv{i}, nullptr});
        end = &(*end)->next;
    }
    int n = 0;
    for (item *i = first.get(); i; i = i->next.get()) {
        n = n * 2 + i->v;
        co_await tick{};
    }
    co_return n;
}
VALOR_SCENARIO(list, [] { return queue(); })

ser_ctx<point *> finds(std::vector<point> &in, int x) {
    for (auto p = in.begin(); p != in.end(); ++p)
        if (p->x == x) {
            point *found = &*p;
            co_await tick{};
            co_return found;
        }
    co_return nullptr;
}
ser_ctx<> results() {
    std::vector<point> v{{1, 2, "a"}, {3, 4, "b"}};
    point *p = co_await finds(v, 3);
    co_await tick{};
    p->y = co_await recv{5};
    point *none = co_await finds(v, 4);
    co_await tick{};
    log(v, none == nullptr);
}
VALOR_SCENARIO(returned, [] { return results(); })

// What nothing looks at any more is not saved: it may lead to what is gone, or be of a type that cannot be saved.
struct counted {
    int of(int n) const { return n + n_; }
    explicit counted(int n) : n_(n) {}

private:
    int n_;
};
int outside = 7;
ser_ctx<int> forgets(int n) {
    std::map<std::string, int> m{{"a", 1}, {"b", 2}};
    auto it = m.find("b");
    const auto end = m.end();
    int *p = &outside, k = *p + (it == end ? 100 : it->second);
    std::mutex lock;
    lock.lock();
    lock.unlock();
    counted c(3);
    k += c.of(1);
    std::string_view view = "text", rest;
    for (int i = 0; i < n; ++i) {
        k += co_await recv{i};
        auto first = m.begin();
        k += first->second;
        co_await tick{};
        rest = view.substr(1);
        k += int(rest.size());
    }
    int *q = &k;
    *q += co_await recv{k};
    counted *none = nullptr;
    if (none == nullptr)
        log(k, view);
    k += co_await recv{k};
    log(*q);
    co_await tick{};
    co_return k;
}
VALOR_SCENARIO(not_looked_at_any_more, [] { return forgets(2); })
} // namespace pointers
