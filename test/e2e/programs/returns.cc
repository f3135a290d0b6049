// Every form of co_return.
#include "harness.h"

#include <vector>

namespace returns {
using e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<int> direct(int n) { co_return co_await recv{n}; }
ser_ctx<int> of_child(int n) { co_return co_await direct(n); }
ser_ctx<int> twice(int n) { co_return co_await direct(n) + co_await of_child(n + 1); }
ser_ctx<> of_void(int n) {
    track t("v");
    if (n == 0) co_return;
    if (n == 1) co_return co_await e2e::tick{};
    co_await e2e::tick{};
    if (n == 2) co_return log("returns a void expression");
    for (;;) {
        co_await e2e::tick{};
        if (--n == 1) co_return;
    }
}
VALOR_SCENARIO(co_return_co_await, [] { return twice(1); })
VALOR_SCENARIO(void_0, [] { return of_void(0); })
VALOR_SCENARIO(void_1, [] { return of_void(1); })
VALOR_SCENARIO(void_2, [] { return of_void(2); })
VALOR_SCENARIO(void_4, [] { return of_void(4); })

ser_ctx<std::vector<int>> braced(int n) {
    if (n == 0) co_return {};
    if (n == 1) co_return {1, 2, 3};
    std::vector<int> v{n};
    co_await recv{n};
    co_return v;
}
VALOR_SCENARIO(empty_braces, [] { return braced(0); })
VALOR_SCENARIO(braces, [] { return braced(1); })
VALOR_SCENARIO(a_local, [] { return braced(2); })

ser_ctx<std::string> converted(int n) {
    if (n == 0) co_return "literal";
    if (n == 1) co_return co_await e2e::recv_text{1} + "x";
    co_return std::string(std::size_t(n), 'c') + std::to_string(co_await recv{n});
}
VALOR_SCENARIO(a_literal, [] { return converted(0); })
VALOR_SCENARIO(an_expression, [] { return converted(1); })
VALOR_SCENARIO(temporaries, [] { return converted(2); })

// Returned out of loops, switches and nested blocks with objects alive.
ser_ctx<int> early(int n) {
    track outer("outer");
    for (int i = 0;; ++i) {
        track in_loop("loop" + std::to_string(i));
        switch (i) {
        case 2: {
            track in_case("case");
            if (n == 2) co_return seen("early", co_await recv{2});
            break;
        }
        default: {
            track in_default("default");
            co_await recv{i};
            if (i == n) co_return i;
        }
        }
    }
}
VALOR_SCENARIO(out_of_a_case, [] { return early(2); })
VALOR_SCENARIO(out_of_a_loop, [] { return early(3); })

ser_ctx<std::unique_ptr<int>> owned() { co_return co_await e2e::recv_owned{1}; }
VALOR_SCENARIO(move_only_result, [] { return owned(); })
} // namespace returns
