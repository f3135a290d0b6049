// valor::receive<T>(): suspends until a value is supplied from outside.
#include "harness.h"

namespace receives {
using e2e::log, e2e::seen, valor::ser_ctx;

ser_ctx<int> adds(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) sum += co_await valor::receive<int>();
    co_return sum;
}
VALOR_SCENARIO_FED(in_a_loop, [] { return adds(3); })

ser_ctx<int> nested(int n) {
    int x = seen("first", co_await valor::receive<int>() + co_await valor::receive<int>());
    int y = co_await adds(n);
    int z = co_await valor::receive<int>();
    log(x, " ", y, " ", z);
    co_return x * y - z;
}
VALOR_SCENARIO_FED(in_children, [] { return nested(2); })
} // namespace receives
