// References that live across a suspension: places in the snapshot, bound again without their initialisers.
#include "harness.h"

#include <deque>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace local_references {
using e2e::log, e2e::recv, e2e::seen, valor::ser_ctx;

struct item {
    int n;
    std::string s;
};
struct order {
    std::deque<item> items; // keeps references when it grows, also after a restore
    int total = 0;
    std::unique_ptr<item> extra;
    int codes[3] = {7, 8, 9};
};
int &pick(order &o, int i) { return o.items[std::size_t(seen("picked", i))].n; }
std::string made(int n) { return std::string(std::size_t(n), 'x'); }

ser_ctx<int> places(int k) {
    order o{{{1, "a"}, {2, "b"}, {3, "c"}}, 0, std::make_unique<item>(item{9, "e"})};
    auto &items = o.items;
    item &second = items[std::size_t(seen("index", 1))];
    const auto &extra = o.extra->n;
    int &picked = pick(o, 2);
    int &kk = k;
    int &code = o.codes[1];
    order &same = o;
    auto &&forwarded = same.total;
    for (auto &it : items) {
        it.n += co_await recv{it.n};
        forwarded += it.n;
        kk += 1;
    }
    second.n += co_await recv{7};
    picked += 100, code += co_await recv{2};
    o.extra->n += 1;
    for (int i = 0; i < 2; ++i) {
        int &e = items[std::size_t(i)].n;
        e += co_await recv{i};
        const int &half = e;
        int before = co_await recv{2};
        o.total += half + before;
    }
    int r = co_await recv{1};
    co_return log(o.total, " ", o.codes[1], " ", second.n, " ", extra, " ", picked, " ", k), r + same.total + k;
}
VALOR_SCENARIO(into_the_own_frame, [] { return places(3); })

ser_ctx<int> extended(int n) {
    const std::string &text = made(n);
    auto &&more = made(3);
    const long &converted = n;
    std::string &&moved = std::move(more);
    int got = co_await recv{1};
    more += "y", moved += std::to_string(got);
    const auto &sum = text + more;
    got += co_await recv{2};
    co_return log(text, " ", more, " ", sum, " ", converted), got + int(sum.size() + moved.size());
}
VALOR_SCENARIO(temporaries_that_live_as_long, [] { return extended(4); })

// The same of objects that are bound by their parts.
std::pair<int, std::string> pair_of(int n) { return {n, made(n)}; }
struct three {
    int a = 1;
    std::string b;
    e2e::track c{"part"};
};
ser_ctx<std::pair<int, std::string>> child_pair(int n) { co_return std::pair(co_await recv{n}, made(n)); }

ser_ctx<int> bound() {
    const auto &[n, text] = pair_of(1);
    auto &&[m, more] = pair_of(2);
    m += co_await recv{n};
    more += text;
    auto &&[k, child] = co_await child_pair(m % 7);
    const auto &[a, b, c] = three{k, child, e2e::track("bound")};
    {
        auto &&[left, right] = co_await valor::when_all(child_pair(1), child_pair(2));
        left.first += co_await recv{3};
        log(left.first, right.second);
    }
    k += co_await recv{a % 5};
    child += "!";
    for (auto &&[x, y] : {std::pair(1, 2), std::pair(3, 4)})
        k += x * y; // does not suspend
    log(n, text, m, more, k, child, a, b);
    const auto &[last, unused] = co_await child_pair(4); // nothing saves it
    co_return k + last;
}
VALOR_SCENARIO(parts_of_temporaries, [] { return bound(); })

ser_ctx<int> bindings() {
    std::map<int, std::string> words{{1, "one"}, {2, "two"}};
    std::pair<int, std::string> p{5, "five"};
    std::tuple<int, item> t{6, {7, "seven"}};
    int pair_of[2] = {1, 2};
    auto &[number, text] = p;
    const auto &[six, it] = t;
    auto &[first, last] = pair_of;
    for (auto &[key, word] : words) word += std::to_string(co_await recv{key}) + text;
    number += co_await recv{3};
    text += "!", last += first;
    number += co_await recv{six};
    co_return log(words, p.second, it.s, pair_of[1]), p.first + last;
}
VALOR_SCENARIO(structured_bindings, [] { return bindings(); })

// Across frames: a child binds to what its parent holds, and a parent's reference goes on as an argument.
ser_ctx<int> adds(order &o, const std::string &name) {
    auto &total = o.total;
    auto &items = o.items;
    total += co_await recv{2};
    items.push_back({total, name});
    item &added = items.back();
    added.n += co_await recv{3};
    co_return added.n;
}
ser_ctx<int> across() {
    order o{{}, 5, nullptr};
    auto &alias = o;
    const std::string &name = made(2);
    int r = co_await adds(alias, name);
    auto &first = alias.items.front();
    r += co_await adds(alias, first.s);
    co_return log(alias.total), r + int(alias.items.size());
}
VALOR_SCENARIO(across_frames, [] { return across(); })
ser_ctx<int> front(std::vector<int> &v) {
    auto &w = v;
    w.push_back(1);
    int &front = w.front();
    front += co_await recv{4};
    co_return front + int(w.size());
}
VALOR_SCENARIO_IN(std::vector<int>, into_the_world, [](auto &v) { return front(v); })

// What a reference led to may be gone when nothing looks at it any more; closures, bases and globals.
struct base {
    int b = 1;
};
struct derived : base {
    int d = 2;
    auto tuple_for_serialization() const { return std::tie(b, d); }
    auto tuple_for_serialization() { return std::tie(b, d); }
};
int counter = 40;
ser_ctx<int> others() {
    std::vector<int> v{1, 2, 3};
    int r = 0;
    {
        int &gone = v[1];
        r += gone + co_await recv{1};
        v.clear();
        r += co_await recv{2};
    }
    derived d;
    base &b = d;
    auto &global = counter;
    auto add = [&] { b.b += global; };
    add();
    r += b.b + co_await recv{3};
    auto &shadowed = r;
    {
        std::string r = "inner";
        auto &inner = r;
        inner += std::to_string(co_await recv{1});
        shadowed += int(inner.size());
    }
    co_return r + d.b + d.d;
}
VALOR_SCENARIO(and_others, [] { return others(); })

// Into variables of which one hides the other, or what a loop keeps and the user did not name.
ser_ctx<int> hidden(int n) {
    std::vector<int> x(3, n);
    auto &outer = x;
    int sum = 0, range = 0, position = 0;
    auto &before = position;
    for (auto &e : x) {
        co_await recv{1};
        std::vector<int> x(2, e);
        auto &inner = x[1];
        inner += co_await recv{2};
        for (const int &of_temporary : std::vector<int>{e, inner}) {
            std::string range = "range", position = "position";
            auto &r = range, &p = position;
            r += p += std::to_string(co_await recv{of_temporary});
            log(of_temporary, range, position);
        }
        {
            std::string x = "innermost";
            auto &innermost = x;
            outer[0] += co_await recv{3};
            innermost += '!';
            sum += int(x.size());
        }
        sum += x[1] + before++;
        inner += co_await recv{range};
        log(x, outer, position);
    }
    co_return sum + x[0];
}
VALOR_SCENARIO(into_hidden_variables, [] { return hidden(5); })

// Elements of maps as a whole, and their parts.
ser_ctx<int> entries(int n) {
    std::map<std::string, int> m{{"a", 1}, {"b", 2}};
    std::unordered_map<int, std::string> u{{2, "two"}}; // of more, the order after a restore is open
    auto &[key, value] = *m.begin();
    value += co_await recv{n};
    auto &entry = *m.find("b");
    entry.second += co_await recv{value};
    auto *pointer = &*u.find(2);
    pointer->second += "!";
    co_await recv{1};
    log(key, entry.first, pointer->first, pointer->second, m);
    m["aa"] = co_await recv{2};
    entry.second -= value;
    co_return m["b"];
}
ser_ctx<int> of_literals(int n) {
    auto &text = "abc";
    const char(&same)[4] = text;
    n += co_await recv{n};
    log(std::string(text), sizeof(same));
    co_return n + text[1];
}
VALOR_SCENARIO(literals, [] { return of_literals(1); })

VALOR_SCENARIO(entries_of_maps, [] { return entries(3); })
} // namespace local_references
