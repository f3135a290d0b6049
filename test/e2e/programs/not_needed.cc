// References, bindings, closures, pointers and views that are in scope at a suspension but not looked at any more.
#include "harness.h"

#include <map>
#include <string_view>
#include <vector>

namespace not_needed {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct base {
    int b = 1;
    virtual ~base() = default;
};
struct item : virtual base {
    int n = 2;
};
int &pick(std::vector<int> &v, std::size_t i) {
    log("pick", i);
    return v[i];
}

ser_ctx<int> references(std::vector<int> v, std::map<std::string, int> m) {
    auto &first = v[0];
    first += 1;
    const int &second = pick(v, 1);
    log(second);
    auto &[name, price] = *m.begin();
    price += static_cast<int>(name.size());
    int x = co_await recv{v[0]};
    {
        int &third{v[2]};
        third += x;
        x += co_await recv{1};
    }
    for (int i = 0; i < 2; ++i) {
        int &turn = pick(v, static_cast<std::size_t>(i));
        turn += 3;
        const auto &entry = *m.rbegin();
        log(entry.first, turn);
        x += co_await recv{i};
        int &again = v[1];
        again += i;
    }
    co_return x + v[0] + v[1] + v[2] + m.begin()->second;
}
VALOR_SCENARIO(dead_references, [] { return references({1, 2, 3}, {{"a", 1}, {"b", 2}}); })

ser_ctx<int> with_bases(int n) {
    int sum = 0;
    {
        item it;
        it.n = n;
        base &b = it;
        b.b += it.n;
        sum = b.b;
    }
    auto owned = std::make_unique<int>(n);
    int &value = *owned;
    value += sum;
    sum += co_await recv{sum};
    co_return *owned + sum;
}
VALOR_SCENARIO(into_the_heap, [] { return with_bases(2); })

ser_ctx<int> closures(int n) {
    int calls = 0;
    auto add = [&](int x) { return ++calls, x + n; };
    n = add(n);
    const auto twice = [](int x) { return 2 * x; };
    int sum = twice(add(1));
    sum += co_await recv{2};
    while (sum < 200) {
        auto more = [&sum, n] { sum += n; };
        more();
        more();
        sum += co_await recv{3} % 4 + 1;
    }
    auto last = [=] { return sum + calls; };
    co_return last();
}
VALOR_SCENARIO(dead_closures, [] { return closures(4); })

// What these lead to is gone at a suspension: to save it would read memory that was freed.
ser_ctx<int> gone(std::string_view text, const char *begin, std::unique_ptr<std::string> &owner) {
    int n = static_cast<int>(text.size()) + *begin;
    owner.reset();
    co_await recv{n};
    co_return n;
}
ser_ctx<int> lead_nowhere() {
    auto owner = std::make_unique<std::string>(std::size_t(100), 'x');
    int n = 3;
    n += co_await gone(*owner, owner->c_str(), owner);
    owner = std::make_unique<std::string>(std::size_t(100), 'y');
    auto [first, second] = std::pair(std::string_view(*owner).substr(1), *owner == "y");
    n += static_cast<int>(first.size()) + second;
    owner.reset();
    n += co_await recv{n};
    std::string_view line;
    const char *begin = nullptr;
    for (int i = 0; i < 3; ++i) {
        std::string text(static_cast<std::size_t>(n + i), 'z');
        n += co_await recv{i};
        line = text;
        begin = text.data();
        n += static_cast<int>(line.size()) + *begin;
        if (line.size() < 100) continue;
        n += static_cast<int>(line.size());
    }
    co_return n;
}
VALOR_SCENARIO(gone_before, [] { return lead_nowhere(); })

// Each text is larger than those before, so that its memory goes back to the system: to read it then ends the program.
std::string large(int n) { return std::string(static_cast<std::size_t>(n) << 20, 'x'); }
struct piece {
    std::string_view text;
    int at = 0;
};
ser_ctx<int> pass(piece by_value, std::unique_ptr<std::string> &owner) {
    int n = static_cast<int>(by_value.text.size()) + by_value.at;
    owner.reset();
    co_return n + co_await recv{n};
}
ser_ctx<int> pieces_lead_nowhere() {
    auto owner = std::make_unique<std::string>(large(1));
    int n = co_await pass({*owner, 2}, owner);
    piece last;
    for (int i = 0; i < 3; ++i) {
        std::string text = large(i + 2);
        n += co_await recv{i};
        last = piece{text, i};
        n += static_cast<int>(last.text.size()) + last.at;
    }
    std::string_view written;
    {
        std::string text = large(5);
        written = text;
        n += static_cast<int>(written.size());
    }
    co_return n + co_await recv{4};
}
VALOR_SCENARIO(pieces_gone_before, [] { return pieces_lead_nowhere(); })

std::vector<std::string> words() { return {"alpha", "be", "gamma-gamma-gamma-gamma-gamma-gamma", "d"}; }

// needed: after the loop
ser_ctx<int> after() {
    auto all = words();
    std::string_view w; int n = 0;
    for (auto &s : all) {
        n += co_await recv{1};
        if (n > 60) break;
        w = s;
        n += static_cast<int>(w.size());
    }
    co_return n + static_cast<int>(w.size()) * 1000;
}
VALOR_SCENARIO(needed_after_the_loop, [] { return after(); })
// needed: overwritten on one path only
ser_ctx<int> sometimes() {
    auto all = words();
    std::string_view w; int n = 0;
    for (int i = 0; i < 4; ++i) {
        n += co_await recv{i};
        if (i % 2 == 0) w = all[static_cast<std::size_t>(i)];
        n += static_cast<int>(w.size());
        { co_await recv{2}; w = all[1]; n += static_cast<int>(w.size()); }
        n += static_cast<int>(w.size()) * 10;
        co_await recv{3};
    }
    co_return n;
}
VALOR_SCENARIO(overwritten_sometimes, [] { return sometimes(); })
// needed: the head of the next turn
ser_ctx<int> heads() {
    auto all = words();
    const char *p = all[0].c_str(); int n = 0, i = 0;
    while (*p != 'd') {
        n += co_await recv{1};
        n += *p;
        p = all[static_cast<std::size_t>(++i)].c_str();
        co_await recv{2};
    }
    do { n += co_await recv{3}; p = all[static_cast<std::size_t>(i--)].c_str(); co_await recv{5}; } while (*p != 'b');
    for (const char *q = all[0].c_str(); *q; q = q + 1) { co_await recv{4}; n += 1; }
    co_return n;
}
VALOR_SCENARIO(needed_in_heads, [] { return heads(); })
// needed: a handler
int fails(int n) { if (n % 3 == 1) throw n; return n; }
ser_ctx<int> handlers() {
    auto all = words();
    std::string_view w = all[1], v = all[0]; int n = 0;
    for (int i = 0; i < 6; ++i) {
        try {
            n += co_await recv{i};
            w = all[static_cast<std::size_t>(fails(i) % 4)];
            n += static_cast<int>(w.size());
            co_await recv{i};
        } catch (int e) {
            n += static_cast<int>(w.size()) * 100 + e;
            v = w;
        }
        n += static_cast<int>(v.size());
        co_await recv{8};
        v = all[static_cast<std::size_t>(i % 4)];
        n += static_cast<int>(v.size());
        if (n % 5 == 0) continue;
        co_await recv{9};
        n += static_cast<int>(v.size());
    }
    co_return n;
}
VALOR_SCENARIO(needed_in_handlers, [] { return handlers(); })
// needed: inner loops, several overwrites
ser_ctx<int> inner() {
    auto all = words();
    std::string_view w; int n = 0;
    for (int i = 0; i < 3; ++i) {
        w = all[static_cast<std::size_t>(i)];
        for (int k = 0; k < 2; ++k) {
            n += co_await recv{k};
            n += static_cast<int>(w.size());
            w = all[3];
            co_await recv{k};
            n += static_cast<int>(w.size());
            w = all[2];
        }
        co_await recv{5};
    }
    std::string_view u = all[1];
    for (int i = 0; i < 3; ++i) {
        for (int k = 0; k < 2; ++k) {
            n += co_await recv{k};
            u = all[static_cast<std::size_t>(k)];
            n += static_cast<int>(u.size());
        }
        n += static_cast<int>(u.size());
        co_await recv{6};
    }
    co_return n;
}
VALOR_SCENARIO(inner_loops, [] { return inner(); })
// something keeps the address
ser_ctx<int> kept() {
    int xs[4] = {1, 2, 3, 4};
    int *p = xs;
    int *&r = ++p;
    std::string a = "abc", b = "defghi";
    std::string_view w = a, v;
    auto &q = (w = b);
    auto &s = v = w;
    co_await recv{1};
    int n = *r + static_cast<int>(q.size()) * 10 + static_cast<int>(s.size()) * 100;
    r = xs + 3;
    co_await recv{2};
    co_return n + *r;
}
VALOR_SCENARIO(address_kept, [] { return kept(); })
// parameters
ser_ctx<int> part(std::string_view w, const int *p, std::pair<std::string_view, int> q, const std::string_view c, int depth) {
    int n = static_cast<int>(w.size()) + *p;
    co_await recv{1};
    n += static_cast<int>(q.first.size()) + q.second + static_cast<int>(c.size());
    co_await recv{2};
    for (int i = 0; i < 2; ++i) {
        n += co_await recv{3};
        if (i == 1) n += w.front();
    }
    co_await recv{4};
    if (depth) n += co_await part(w, p, q, c, depth - 1);
    co_await recv{5};
    co_return n + static_cast<int>(w.size());
}
ser_ctx<int> params() {
    auto all = words(); int x = 7;
    int n = co_await part(all[2], &x, {all[1], 3}, all[0], 2);
    co_return n + x;
}
VALOR_SCENARIO(parameters_until_the_end, [] { return params(); })
// switch blocks
ser_ctx<int> switched() {
    auto all = words();
    std::string_view w = all[0]; int n = 0;
    for (int i = 0; i < 5; ++i) {
        switch (i % 3) {
        case 0:
            n += co_await recv{1};
            w = all[1];
            n += static_cast<int>(w.size());
            break;
        case 1:
            n += co_await recv{2};
            [[fallthrough]];
        default:
            n += static_cast<int>(w.size()) * 7;
        }
    }
    co_return n;
}
VALOR_SCENARIO(jumped_over, [] { return switched(); })
} // namespace not_needed
