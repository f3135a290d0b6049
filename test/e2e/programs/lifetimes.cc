// Temporaries of a full-expression with awaits die at its end, in reverse order; parameters and locals in theirs.
// e2e: g++ differs: temporaries_die_late parameters_and_locals awaiters_live_on
// e2e: g++ emit differs: temporaries_die_late parameters_and_locals (the order of arguments is open)
#include "harness.h"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
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

#if defined(__clang__) || defined(VALOR_EMITTED) // g++ 12: an internal error
// What is left of `&&`, `||`, `?:` and a comma lives to the end of the full-expression.
struct holder_of {
    track t;
    holder_of() = default;
    explicit holder_of(const char *name) : t(name) {}
    bool holds() const { return t.size() > 1; }
    auto tuple_for_serialization() const { return std::tie(t); }
    auto tuple_for_serialization() { return std::tie(t); }
};
ser_ctx<int> conditions(int n) {
    int sum = 0;
    if (holder_of("if").holds() && co_await recv{n})
        sum += 1;
    bool none = (holder_of("o").holds() || co_await recv{2}) && (log("behind"), true);
    sum += holder_of("select").t.size() == n ? 7 : co_await recv{3};
    sum += (track("comma"), co_await recv{4});
    sum += (log(track("unused").size()), co_await recv{5});
    for (int i = 0; i < 2 && co_await recv{i} >= 0; ++i)
        sum += holder_of("in loop").holds() && co_await recv{6};
    co_return track("result").size() > 2 && co_await recv{sum} ? sum : none;
}
VALOR_SCENARIO(temporaries_of_conditions, [] { return conditions(3); })

// What the standard library owns ends with its owner, and so does a part in the ownership.
template <class T> T called(std::string name) { return T(track(std::move(name))); }
ser_ctx<int> owners(int n) {
    int sum = std::make_unique<track>("unique")->size() + co_await recv{n};
    sum += std::optional<track>(track("optional"))->size() * co_await recv{1};
    sum += int(std::vector<track>(2, track("element")).size()) + co_await recv{2};
    sum += std::get<0>(called<std::tuple<track>>("tuple")).size() + co_await recv{3};
    auto shared = std::make_shared<int>(n);
    sum += *std::shared_ptr<int>(shared) + co_await recv{4} + static_cast<int>(shared.use_count());
    if (std::make_shared<track>("condition")->size() > 3 && co_await recv{5})
        sum += static_cast<int>(shared.use_count());
    co_return sum;
}
VALOR_SCENARIO(temporaries_of_the_standard_library, [] { return owners(3); })
#endif
// e2e: g++ differs: temporaries_of_conditions temporaries_of_the_standard_library (left out)

// An awaiter that has given its result lives on, too.
struct noted {
    int k;
    track t;
    noted() : k(0) {}
    noted(int k, std::string name) : k(k), t(std::move(name)) {}
    bool await_ready() const { return log("ready? noted ", k), false; }
    void await_suspend(std::coroutine_handle<>) const { e2e::armed('-', k, "noted"); }
    int await_resume() const { return e2e::resumed('-', k), e2e::seen("noted", e2e::feed(k)); }
    std::tuple<const int &, const track &> tuple_for_serialization() const { return std::tie(k, t); }
    std::tuple<int &, track &> tuple_for_serialization() { return std::tie(k, t); }
};
ser_ctx<int> awaiters() {
    int sum = co_await noted(1, "first") + co_await noted(2, "second");
    log("next");
    sum += co_await noted(co_await noted(3, "inner"), "outer");
    if (co_await noted(4, "condition") && co_await recv{1})
        log("inside");
    co_return sum + (co_await noted(5, "comma"), co_await recv{2});
}
VALOR_SCENARIO(awaiters_live_on, [] { return awaiters(); })
} // namespace lifetimes
