// Temporaries of a full-expression with awaits die at its end, in reverse order; parameters and locals in theirs.
// e2e: g++ differs: temporaries_die_late parameters_and_locals
// e2e: g++ emit differs: temporaries_die_late parameters_and_locals (the order of arguments is open)
#include "harness.h"

#include <deque>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

namespace lifetimes {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

int size(const track &t) { return t.size(); }
int both(const track &a, int n, const track &b) { return log("both ", a, b), a.size() + n + b.size(); }

ser_ctx<track> make(std::string name, track arg) {
    track local("local of " + name);
    co_await recv{1};
    co_return track(name + "(" + arg.name() + ")");
}
ser_ctx<int> uses(const track &t, int n) {
    co_await recv{n};
    co_return log("uses ", t), t.size();
}

ser_ctx<int> temporaries() {
    int a = co_await recv{1} + size(track("a"));
    log("after a");
    track b1("b1");
    int b = both(b1, co_await recv{2}, track("b2"));
    log("after b");
    int c = both(b1, co_await uses(track("c2"), co_await recv{3}), track("c3")) + size(track("c4"));
    log("after c");
    co_await uses(track("d"), 4);
    log("after d");
    int e = (co_await make("e", track("e1"))).size() + size(track("e2"));
    log("after e");
    track f = co_await make("f", track("f1"));
    log("after f");
    co_await make("g", track("g1"));
    log("after g");
    size(co_await make("h", track("h1")));
    log("after h");
    co_return a + b + c + e + f.size();
}
VALOR_SCENARIO(temporaries_die_late, [] { return temporaries(); })

ser_ctx<int> parameters(track a, track b) {
    track c("c");
    co_await recv{1};
    track d(std::move(a));
    co_await recv{2};
    b = track("b2");
    co_await recv{3};
    {
        track e = b;
        co_await recv{4};
        c = std::move(e);
    }
    co_return d.size();
}
VALOR_SCENARIO(parameters_and_locals, [] { return parameters(track("a"), track("b")); })

ser_ctx<int> loop(int n) {
    int sum = 0;
    for (track t("for"); sum < n; sum += size(track("step"))) {
        track body("body");
        co_await recv{sum};
        if (sum == 4) continue;
        track late("late");
        co_await recv{-sum};
    }
    co_return sum;
}
VALOR_SCENARIO(in_a_loop, [] { return loop(10); })

// A destructor that looks through a pointer which is never null: while a restore makes elements, none may die.
struct guard {
    int *sum;
    int id;
    ~guard() { *sum = (*sum * 3 + id) % 1000003; }
};
ser_ctx<int> guards(int n) {
    int sum = n;
    {
        std::vector<guard> all;
        all.reserve(2);
        all.emplace_back(&sum, 2);
        all.emplace_back(&sum, 3);
        std::map<int, guard> by_key;
        by_key.try_emplace(1, &sum, 4);
        by_key.try_emplace(2, &sum, 5);
        std::list<guard> list;
        list.emplace_back(&sum, 6);
        sum += co_await recv{n};
        std::unordered_map<int, std::deque<guard>> nested;
        nested[1].emplace_back(&sum, 7);
        sum += co_await recv{sum};
    }
    co_return sum + co_await recv{2};
}
VALOR_SCENARIO(guards_in_containers, [] { return guards(2); })
} // namespace lifetimes
