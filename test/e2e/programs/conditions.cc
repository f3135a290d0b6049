// Awaits in the conditions of if, while, do, for and switch, and in the third part of for.
// e2e: g++ differs: loops (g++ 12 forgets the condition after continue in a do)
#include "harness.h"

namespace conditions {
using e2e::echo, e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<bool> odd(int n) {
    co_await e2e::tick{};
    co_return n % 2 != 0;
}

ser_ctx<int> in_if(int n) {
    int r = 0;
    if (co_await recv{n} > 40) r += 1;
    if (co_await odd(n)) {
        track t("odd");
        r += co_await recv{1};
    } else if (co_await recv{2} > seen("limit", 20)) {
        r += 100;
    } else {
        r += co_await recv{3};
    }
    if (n == seen("same", co_await echo{n})) log("same");
    co_return r;
}
VALOR_SCENARIO(if_odd, [] { return in_if(3); })
VALOR_SCENARIO(if_even, [] { return in_if(2); })

ser_ctx<int> in_loops(int n) {
    int rounds = 0;
    while (co_await echo{n} > rounds) {
        ++rounds;
        if (rounds == 2) continue;
        co_await recv{rounds};
    }
    do {
        track t("do");
        --rounds;
        if (rounds == 1) continue;
        co_await recv{rounds};
    } while (co_await echo{rounds} > 0);
    for (int i = co_await echo{0}; i < co_await echo{n}; i += co_await echo{2}) {
        if (i == 2) continue;
        if (i == 6) break;
        rounds += co_await recv{i};
    }
    while (co_await odd(rounds)) ++rounds;
    co_return rounds;
}
VALOR_SCENARIO(loops, [] { return in_loops(5); })
VALOR_SCENARIO(loops_at_once, [] { return in_loops(0); })

ser_ctx<int> in_switch(int n) {
    int r = 0;
    for (int i = 0; i < n; ++i) {
        switch (co_await recv{i} % 3) {
        case 0: r += co_await echo{1}; [[fallthrough]];
        case 1: r += 10; break;
        default: r += co_await echo{100};
        }
    }
    co_return r;
}
VALOR_SCENARIO(switch_on_await, [] { return in_switch(5); })
} // namespace conditions
