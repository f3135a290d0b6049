// Exceptions through levels of coroutines: thrown by a leaf, a child, an operand; caught where nothing is awaited.
// e2e: g++ differs: in_the_middle at_the_end
#include "harness.h"

#include <stdexcept>

namespace exceptions {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct odd_error : std::runtime_error {
    explicit odd_error(int n) : std::runtime_error("odd " + std::to_string(n)) {}
};
int checked(int n) { return n % 2 ? throw odd_error(n) : n; }

ser_ctx<int> thrower(int n) {
    track t("thrower" + std::to_string(n));
    co_await e2e::tick{};
    if (n == 0) throw odd_error(0);
    if (n == 1) throw 42;
    if (n == 2) co_await e2e::failing{n};
    track u("second");
    co_await recv{n};
    checked(n);
    co_return n;
}
ser_ctx<int> middle(int n) {
    track t("middle");
    int x = co_await recv{n};
    track u("before");
    x += co_await thrower(n);
    log("not reached for most");
    co_return x;
}
ser_ctx<int> top(int n) {
    track t("top");
    int r = co_await middle(n);
    r += co_await middle(4);
    co_return r;
}
VALOR_SCENARIO(class_type, [] { return top(0); })
VALOR_SCENARIO(an_int, [] { return top(1); })
VALOR_SCENARIO(from_a_leaf, [] { return top(2); })
VALOR_SCENARIO(from_a_call, [] { return top(3); })
VALOR_SCENARIO(none, [] { return top(4); })

ser_ctx<int> before_first(int n) {
    track t("early");
    if (n == 0) throw odd_error(100);
    co_await recv{1};
    co_return 1;
}
ser_ctx<int> calls_it(int n) {
    track t("caller");
    int x = co_await recv{2};
    co_return x + co_await before_first(n);
}
VALOR_SCENARIO(before_first_suspension, [] { return before_first(0); })
VALOR_SCENARIO(child_before_first_suspension, [] { return calls_it(0); })

ser_ctx<int> in_full_expression(int n) {
    track t("scope");
    int r = checked(co_await e2e::echo{n}) + co_await recv{1} + checked(n + 1);
    co_return r;
}
VALOR_SCENARIO(in_the_middle, [] { return in_full_expression(3); })
VALOR_SCENARIO(at_the_end, [] { return in_full_expression(4); })

// A try without an await in it is a statement like any other.
ser_ctx<int> caught(int n) {
    int errors = 0;
    for (int i = 0; i < n; ++i) {
        int x = co_await e2e::echo{i};
        try {
            track t("try");
            checked(x);
            log("even ", x);
        } catch (const odd_error &e) {
            log("caught ", e.what());
            ++errors;
        }
        co_await e2e::tick{};
    }
    co_return errors;
}
VALOR_SCENARIO(handled_between_awaits, [] { return caught(4); })
} // namespace exceptions
