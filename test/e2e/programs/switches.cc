// switch: fallthrough, default anywhere, break, continue inside loops, enums, nesting, locals in cases.
#include "harness.h"

#include <vector>

namespace switches {
using e2e::echo, e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<int> falls(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        switch (seen("on", i)) {
        case 0:
            sum += co_await recv{0};
            break;
        case 1:
            log("falls");
            sum += co_await recv{1};
            [[fallthrough]];
        case 2:
        case 3:
            sum += co_await recv{2};
            log("two or three");
            break;
        default:
            sum += co_await recv{3};
            [[fallthrough]];
        case 6:
            co_await echo{6};
            if (i == 5) break;
            log("end");
        }
        co_await echo{i};
    }
    co_return sum;
}
VALOR_SCENARIO(fallthrough, [] { return falls(8); })

enum class op { add, sub, stop, skip };
ser_ctx<int> machine(std::vector<op> program) {
    int acc = 0;
    for (std::size_t pc = 0; pc < program.size(); ++pc) {
        switch (program[pc]) {
        case op::add: {
            int x = co_await recv{int(pc)};
            track t("add");
            co_await e2e::tick{};
            acc += x;
            break;
        }
        case op::sub: {
            const int x = co_await recv{int(pc)};
            acc -= x;
            continue;
        }
        case op::skip:
            continue;
        case op::stop:
            co_await echo{acc};
            co_return acc;
        }
        log("acc ", acc);
    }
    co_return -acc;
}
VALOR_SCENARIO(enumerators, [] { return machine({op::add, op::sub, op::skip, op::add, op::stop, op::add}); })
VALOR_SCENARIO(to_the_end, [] { return machine({op::sub, op::add}); })

ser_ctx<int> nested(int a, int b) {
    switch (a) {
    default:
        co_await echo{1};
        break;
    case 1:
        switch (b) {
        case 1:
            co_await echo{11};
            [[fallthrough]];
        case 2:
            co_await echo{12};
            break;
        default:
            log("inner default");
        }
        co_await echo{13};
        break;
    case 2:
        log("nothing awaited");
        break;
    case 3: {
        int i = 0;
        while (i < 3) {
            switch (i++) {
            case 1: continue;
            default: co_await echo{i};
            }
            log("after ", i);
        }
    }
    }
    switch (a) {
    }
    co_return a * 10 + b;
}
VALOR_SCENARIO(nested_11, [] { return nested(1, 1); })
VALOR_SCENARIO(nested_12, [] { return nested(1, 2); })
VALOR_SCENARIO(nested_13, [] { return nested(1, 3); })
VALOR_SCENARIO(nested_2, [] { return nested(2, 0); })
VALOR_SCENARIO(nested_3, [] { return nested(3, 2); })
VALOR_SCENARIO(nested_9, [] { return nested(9, 9); })

ser_ctx<int> other_types(char c, bool b, unsigned long long big) {
    int r = 0;
    switch (c) {
    case 'a': r += co_await recv{1}; break;
    case 'b': r += co_await recv{2};
    }
    switch (big) {
    case 1ull << 40: r += co_await recv{3}; break;
    case 0: r += co_await recv{4}; break;
    }
    if (b) {
        switch (int(b)) {
        case 1: r += co_await recv{5};
        }
    }
    co_return r;
}
VALOR_SCENARIO(types_of_condition, [] { return other_types('b', true, 1ull << 40); })
} // namespace switches
