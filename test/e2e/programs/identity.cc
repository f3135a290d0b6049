// The smallest programs: nothing awaited, one await, a value passed through.
#include "harness.h"

namespace identity {
using valor::ser_ctx;

ser_ctx<int> same(int n) { co_return n; }
ser_ctx<> nothing() { co_return; }
ser_ctx<> falls_off() { co_await e2e::tick{}; }
ser_ctx<int> one(int n) {
    int x = co_await e2e::recv{n};
    co_return x;
}

VALOR_SCENARIO(never_suspends, [] { return same(7); })
VALOR_SCENARIO(no_value, [] { return nothing(); })
VALOR_SCENARIO(end_of_body, [] { return falls_off(); })
VALOR_SCENARIO(one_await, [] { return one(3); })
} // namespace identity
