// while and do loops.
#include "harness.h"

#include <vector>

namespace while_loop {
using e2e::echo, e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<int> counts(int n) {
    int sum = 0;
    while (seen("while", n-- > 0)) {
        track t("w" + std::to_string(n));
        sum += co_await recv{n};
    }
    while (n++ < 1) co_await echo{n};
    while (false) co_await recv{99};
    co_return sum;
}
VALOR_SCENARIO(while_counts, [] { return counts(3); })
VALOR_SCENARIO(while_never, [] { return counts(0); })

ser_ctx<std::vector<int>> does(int n) {
    std::vector<int> got;
    do {
        int x = co_await recv{n};
        got.push_back(x);
        if (x % 2) got.push_back(co_await echo{-1});
    } while (seen("do", --n > 0));
    do
        got.push_back(co_await echo{n});
    while (n++ < 1);
    co_return got;
}
VALOR_SCENARIO(do_counts, [] { return does(3); })
VALOR_SCENARIO(do_once, [] { return does(0); })

ser_ctx<int> until(int limit) {
    int rounds = 0, total = 0;
    while (true) {
        ++rounds;
        int x = co_await recv{rounds};
        total += x;
        if (total > limit) break;
        log("total ", total);
    }
    co_return rounds;
}
VALOR_SCENARIO(while_true, [] { return until(200); })

ser_ctx<int> nested(int n) {
    int i = 0, count = 0;
    while (i < n) {
        int j = i;
        do {
            int k = 0;
            while (k < j) {
                co_await echo{i * 100 + j * 10 + k};
                ++count, ++k;
            }
            ++j;
        } while (j < n);
        ++i;
    }
    co_return count;
}
VALOR_SCENARIO(nested_whiles, [] { return nested(3); })

ser_ctx<int> do_continue(int n) {
    int i = 0, sum = 0;
    do {
        int x = co_await echo{i};
        if (x == 1) continue;
        sum += x;
        if (x == 3) break;
        co_await echo{x * 10};
    } while (seen("again", ++i < n));
    co_return sum;
}
VALOR_SCENARIO(continue_in_do, [] { return do_continue(6); })
} // namespace while_loop
