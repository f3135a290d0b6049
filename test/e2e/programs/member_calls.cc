// Awaits in calls of member functions: the object first, then the arguments.
// e2e: g++ differs: arguments_of_members members_of_results overloaded_operators overloaded_arrows the_arrow_comes_first arrows_of_values
#include "harness.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace member_calls {
using e2e::log, e2e::recv, e2e::recv_text, e2e::seen, valor::ser_ctx;

struct counter {
    int n = 0;
    std::vector<std::string> words;
    counter &add(int by) { return log("add ", by), n += by, *this; }
    counter &word(std::string w) { return log("word ", w), words.push_back(std::move(w)), *this; }
    int get() const { return seen("get", n); }
    int combine(int a, int b) const { return n * 10000 + a * 100 + b; }
    std::string text() const { return e2e::text(n) + e2e::text(words); }
};
counter make(int n) { return log("make ", n), counter{n, {}}; }

ser_ctx<counter> child(int n) {
    counter c{n, {"child"}};
    c.add(co_await recv{n});
    co_return c;
}

ser_ctx<int> calls() {
    counter c;
    c.add(co_await recv{1});
    c.word(co_await recv_text{1});
    c.add(co_await recv{2}).add(co_await recv{3}).word("end");
    int a = c.combine(seen("a", 1), co_await recv{4}) + c.get();
    counter other = make(2).add(3).add(co_await recv{5});
    int b = other.combine(co_await recv{5}, co_await recv{6});
    c.words.push_back(co_await recv_text{2});
    c.words[0].append(co_await recv_text{3}).append("!");
    log(c, a, " ", b);
    co_return c.n;
}
VALOR_SCENARIO(arguments_of_members, [] { return calls(); })

ser_ctx<int> on_results() {
    int a = (co_await child(1)).get();
    std::size_t b = (co_await recv_text{2}).size();
    int c = (co_await child(2)).add(5).combine(1, 2);
    std::string d = (co_await child(3)).words[0] + "/";
    counter e = (co_await child(4)).word("w");
    int f = (co_await child(5)).n;
    co_await e2e::tick{};
    log(a, " ", b, " ", c, d, e, f);
    co_return a;
}
VALOR_SCENARIO(members_of_results, [] { return on_results(); })

struct gauge {
    int level;
    gauge operator+(const gauge &o) const { return log("plus ", level, " ", o.level), gauge{level + o.level}; }
    gauge operator-() const { return {-level}; }
    int operator()(int a, int b) const { return log("call ", a, " ", b), level + a * b; }
    int operator[](int i) const { return log("index ", i), level * i; }
    gauge &operator+=(int by) { return log("inc ", by), level += by, *this; }
};
ser_ctx<gauge> measure(int n) { co_return gauge{n + co_await recv{n}}; }

ser_ctx<int> operators() {
    gauge g{3};
    gauge s = g + co_await measure(1) + co_await measure(2);
    int a = g(co_await recv{1}, co_await recv{2});
    int b = g[co_await recv{3}];
    g += co_await recv{4};
    gauge n = -co_await measure(3);
    co_return s.level + a + b + g.level + n.level;
}
VALOR_SCENARIO(overloaded_operators, [] { return operators(); })
// What an overloaded -> gives is asked for first, and kept.
struct derived : counter {
    int twice(int a) { return n += 2 * a; }
    ser_ctx<int> more(int by) {
        n += co_await recv{by};
        co_return n;
    }
    ser_ctx<int &> place() {
        n += co_await recv{1};
        co_return n;
    }
};
struct watched {
    derived *to = nullptr;
    derived *operator->() const { return log("arrow ", to->n), to; }
};
watched watch(derived &d) { return log("watch"), watched{&d}; }
std::shared_ptr<derived> share(const std::shared_ptr<derived> &p) { return log("share"), p; }

ser_ctx<int> arrows() {
    auto own = std::make_unique<derived>();
    auto shared = std::make_shared<derived>();
    std::optional<derived> maybe(std::in_place);
    std::vector<derived> several(3);
    std::map<int, derived> named;
    own->add(co_await recv{1}).add(co_await recv{2});
    int sum = own->combine(seen("a", 1), co_await recv{3}) + shared->twice(co_await recv{4});
    sum += maybe->combine(sum % 10, co_await shared->more(2));
    sum += co_await own->more(named[2].n);
    sum += co_await shared->more(co_await maybe->more(co_await recv{5}));
    maybe->words.push_back(co_await recv_text{6});
    maybe->n = co_await recv{7} + own->n;
    own->n += co_await recv{7} + maybe->n;
    sum = sum % 1000 + own->n + co_await recv{8} + maybe->n;
    sum = sum % 1000 + own->get() + co_await recv{8} + maybe->get();
    const watched w{&several[1]};
    sum += w->twice(co_await recv{9}) + w->n;
    sum += w->combine(w->n, co_await w->more(1));
    sum += several.begin()->twice(co_await recv{10});
    auto it = several.begin() + 1;
    sum += it->twice(co_await recv{10});
    int &n = co_await own->place();
    n += co_await recv{11};
    auto &m = co_await named[co_await recv{1} % 2 + 3].place();
    m += 1;
    log(*own, *shared, *maybe, several[0], several[1], named.size());
    co_return sum;
}
VALOR_SCENARIO(overloaded_arrows, [] { return arrows(); })

ser_ctx<int> replaces(std::unique_ptr<derived> &p, std::vector<std::unique_ptr<derived>> &old) {
    int n = co_await recv{1};
    old.push_back(std::move(p));
    p = std::make_unique<derived>();
    p->n = 1000;
    co_return n + co_await recv{2};
}
ser_ctx<int> arrow_comes_first() {
    auto p = std::make_unique<derived>();
    std::vector<std::unique_ptr<derived>> old;
    old.reserve(4);
    int sum = p->twice(co_await replaces(p, old));
    sum += p->twice(co_await replaces(p, old) + p->n);
    sum += co_await p->more(co_await replaces(p, old));
    for (auto &o : old) sum += o->combine(1, co_await recv{3});
    co_return sum;
}
VALOR_SCENARIO(the_arrow_comes_first, [] { return arrow_comes_first(); })

ser_ctx<int> arrows_of_values() {
    derived d;
    auto shared = std::make_shared<derived>();
    int sum = watch(d)->twice(co_await recv{1});
    sum += share(shared)->combine(watch(d)->twice(2), co_await recv{2});
    sum += co_await share(shared)->more(co_await recv{3});
    sum += co_await watch(d)->more(sum % 7);
    std::unique_ptr<int> gone = std::make_unique<int>(co_await watch(d)->more(4));
    co_return sum + *gone + d.n + shared->n;
}
VALOR_SCENARIO(arrows_of_values, [] { return arrows_of_values(); })
} // namespace member_calls
