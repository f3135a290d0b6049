// Children that a local, a member or an element holds, started or not, awaited later or never.
#include "harness.h"

#include <vector>

namespace held_children {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<int> child(int n, std::string s = "c") {
    track t(s + std::to_string(n));
    int a = co_await recv{n};
    log("between ", s);
    int b = co_await recv{n + 1};
    co_return a * 100 + b;
}

ser_ctx<int> unstarted() {
    ser_ctx<int> c = child(1);
    log("held");
    co_await recv{9};
    int r = co_await c;
    log("done ", c.done());
    co_await recv{8};
    co_return r;
}
VALOR_SCENARIO(not_started, [] { return unstarted(); })

ser_ctx<int> moved() {
    ser_ctx<int> c = child(1);
    co_await recv{9};
    int r = co_await std::move(c);
    co_await recv{8};
    co_return r;
}
VALOR_SCENARIO(moved_into_the_await, [] { return moved(); })

ser_ctx<int> in_vector() {
    std::vector<ser_ctx<int>> all;
    for (int i = 0; i < 3; ++i) all.push_back(child(i * 10, "v"));
    co_await recv{1};
    int sum = 0;
    for (std::size_t i = all.size(); i-- > 0;) sum = sum * 3 + co_await all[i];
    co_return sum;
}
VALOR_SCENARIO(elements, [] { return in_vector(); })

struct owner {
    std::string name;
    ser_ctx<int> job;
};
ser_ctx<int> in_member() {
    owner o{"owner", child(3)};
    co_await recv{1};
    int r = co_await o.job;
    o.job = child(4, "second");
    co_await recv{2};
    r += co_await o.job;
    log(o.name);
    co_return r;
}
VALOR_SCENARIO(a_member, [] { return in_member(); })

ser_ctx<int> awaits_parameter(ser_ctx<int> mine, ser_ctx<int> &theirs) {
    int a = co_await theirs;
    int b = co_await mine;
    co_return a - b;
}
ser_ctx<int> passes() {
    ser_ctx<int> kept = child(5, "kept");
    int r = co_await awaits_parameter(child(6, "given"), kept);
    log(kept.done());
    co_return r;
}
VALOR_SCENARIO(as_arguments, [] { return passes(); })

ser_ctx<int> never_awaited() {
    ser_ctx<int> c = child(1);
    ser_ctx<int> empty;
    co_await recv{2};
    log("dropped");
    co_return 3;
}
VALOR_SCENARIO(never_started, [] { return never_awaited(); })

ser_ctx<> root_never(int n) {
    track t("body");
    co_await recv{n};
}
ser_ctx<int> starts_by_hand() {
    ser_ctx<int> c = child(1, "hand");
    c.resume();
    co_await recv{7};
    log("resumes the other");
    c.resume();
    co_await recv{8};
    int r = co_await c;
    ser_ctx<> other = root_never(4);
    co_await recv{6};
    co_return r;
}
VALOR_SCENARIO(started_by_hand, [] { return starts_by_hand(); })

ser_ctx<int> finished_while_held() {
    ser_ctx<int> c = child(1, "f");
    c.resume();
    c.resume();
    c.resume();
    log("finished ", c.done());
    co_await recv{7};
    int r = co_await c;
    co_await recv{8};
    co_return r;
}
VALOR_SCENARIO(finished_while_held_by_parent, [] { return finished_while_held(); })
} // namespace held_children
