// Nested blocks and shadowing.
#include "harness.h"

namespace blocks {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<int> shadowing(int x) {
    log(x);
    {
        int x = co_await recv{1};
        {
            std::string x = "inner";
            co_await recv{2};
            log(x);
            {
                double x = 0.5;
                co_await recv{3};
                log(x);
            }
            x += "!";
            co_await recv{4};
            log(x);
        }
        log(x);
        x += 1;
        co_await recv{5};
        log(x);
    }
    int y = x;
    {
        int x = y * 2;
        co_await recv{6};
        log(x);
    }
    co_return x;
}
VALOR_SCENARIO(shadowed, [] { return shadowing(42); })

ser_ctx<int> siblings() {
    int sum = 0;
    {
        track t("first");
        int a = co_await recv{1};
        sum += a;
    }
    log("between");
    {
        track t("second");
        int a = co_await recv{2}, b = a * 2;
        {
            track t("deep");
            b += co_await recv{3};
        }
        sum += b;
    }
    { log("plain block"); }
    {
    }
    {
        { sum += co_await recv{4}; }
    }
    co_return sum;
}
VALOR_SCENARIO(sibling_blocks, [] { return siblings(); })
} // namespace blocks
