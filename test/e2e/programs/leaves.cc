// Each kind of awaiter, in each place where its value may be used.
// e2e: g++ differs: rule_4 ready_awaiters awaiters_in_locals awaiters_from_calls
#include "harness.h"

namespace leaves {
using e2e::log, e2e::recv, valor::ser_ctx;

ser_ctx<int> persistable(int n) {
    int sum = co_await recv{n};
    std::string s = co_await e2e::recv_text{n};
    co_await e2e::tick{};
    auto p = co_await e2e::recv_owned{n};
    sum += co_await e2e::counting{n};
    sum += co_await e2e::by_member{n};
    sum += co_await e2e::by_function{n};
    sum += co_await e2e::rearming{n};
    log(s, p, sum);
    co_return sum;
}
VALOR_SCENARIO(rule_3, [] { return persistable(3); })

ser_ctx<int> made_by_operators(int n) {
    int sum = co_await e2e::making{n};
    e2e::making local{n + 1};
    sum += co_await local;
    local.k += 10;
    for (int i = 0; i < 2; ++i) {
        sum += co_await e2e::making{i};
        sum %= 1000;
        sum *= co_await local;
    }
    sum += co_await e2e::making_unsaved(n);
    log(sum);
    co_return sum;
}
VALOR_SCENARIO(awaiters_made_by_operators, [] { return made_by_operators(3); })

ser_ctx<int> not_persistable(int n) {
    int sum = co_await e2e::remade(n);
    for (int i = 0; i < 2; ++i) sum += co_await e2e::remade(n + i) * 2;
    sum += co_await recv{1} + co_await e2e::remade(sum % 10) + co_await recv{2};
    co_return sum;
}
VALOR_SCENARIO(rule_4, [] { return not_persistable(3); })

ser_ctx<int> never_suspends(int n) {
    int sum = co_await e2e::at_once{n};
    sum += co_await recv{n} + co_await e2e::at_once{n + 1};
    sum += co_await e2e::maybe{n, false};
    sum += co_await e2e::maybe{n, true} + co_await e2e::at_once{1} + co_await e2e::maybe{2, false};
    co_return sum;
}
VALOR_SCENARIO(ready_awaiters, [] { return never_suspends(3); })

ser_ctx<int> lvalues(int n) {
    recv r{n};
    int sum = co_await r;
    r.k += 5;
    sum += co_await r + co_await r;
    e2e::counting c{n};
    sum += co_await c;
    sum += co_await c;
    log(c.armed_times);
    e2e::by_member b{7};
    sum += co_await b;
    recv moved{2};
    sum += co_await std::move(moved);
    co_return sum;
}
VALOR_SCENARIO(awaiters_in_locals, [] { return lvalues(4); })

recv make(int k) { return log("make ", k), recv{k}; }
struct source {
    int base;
    recv next(int k) { return log("next"), recv{base += k}; }
};
ser_ctx<int> from_calls() {
    source s{10};
    int sum = co_await make(1) + co_await s.next(2) + co_await s.next(3);
    log(s.base);
    co_return sum;
}
VALOR_SCENARIO(awaiters_from_calls, [] { return from_calls(); })
} // namespace leaves
