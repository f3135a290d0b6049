// if, else, chains of else-if; awaits in branches, with and without braces.
#include "harness.h"

namespace if_else {
using e2e::echo, e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<int> chain(int n) {
    int r = 0;
    if (seen("lt", n < 1)) {
        r = co_await recv{1};
        log("one");
    } else if (seen("eq", n == 1)) {
        track t("two");
        r = co_await recv{2};
        r += co_await recv{3};
    } else if (seen("even", n % 2 == 0))
        r = co_await recv{4};
    else if (n == 3) {
        log("nothing awaited");
    } else {
        if (n > 10)
            r = co_await recv{5};
        else
            r = -1;
        co_await recv{6};
    }
    co_await recv{7};
    co_return r;
}
VALOR_SCENARIO(chain_0, [] { return chain(0); })
VALOR_SCENARIO(chain_1, [] { return chain(1); })
VALOR_SCENARIO(chain_2, [] { return chain(2); })
VALOR_SCENARIO(chain_3, [] { return chain(3); })
VALOR_SCENARIO(chain_5, [] { return chain(5); })
VALOR_SCENARIO(chain_11, [] { return chain(11); })

ser_ctx<int> one_sided(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        if (i % 2) sum += co_await recv{i};
        if (i % 3 == 0) {
            std::string s = "three" + std::to_string(i);
            co_await echo{i};
            log(s);
        }
        if (i == 1)
            log("no await");
        else
            sum += co_await echo{100};
    }
    co_return sum;
}
VALOR_SCENARIO(without_else, [] { return one_sided(5); })

ser_ctx<int> dangling(bool a, bool b) {
    if (a)
        if (b)
            co_await recv{1};
        else
            co_await recv{2};
    else
        log("none");
    co_return 0;
}
VALOR_SCENARIO(dangling_tt, [] { return dangling(true, true); })
VALOR_SCENARIO(dangling_tf, [] { return dangling(true, false); })
VALOR_SCENARIO(dangling_f, [] { return dangling(false, false); })

ser_ctx<int> condition_has_effects(int n) {
    int calls = 0;
    if (++calls, n > 0) {
        co_await recv{1};
        if (calls++ < 5) co_await recv{2};
    }
    co_return calls;
}
VALOR_SCENARIO(evaluated_once, [] { return condition_has_effects(1); })
} // namespace if_else
