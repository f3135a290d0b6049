// A child that has finished, while its full-expression suspends again: its by-value parameters live to the end of
// that expression, and their destructors can be seen there.
// e2e: g++ differs: parameters_of_the_finished
#include "harness.h"

namespace finished_operands {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<track> make(std::string name, track arg) {
    co_await recv{1};
    co_return track(name + "(" + arg.name() + ")");
}
ser_ctx<int> uses(const track &t, int n) {
    co_await recv{n};
    co_return log("uses ", t), t.size();
}
ser_ctx<int> expression() {
    int e = (co_await make("e", track("e1"))).size() + co_await uses(co_await make("e2", track("e3")), 5);
    log("after e");
    co_return e;
}
VALOR_SCENARIO(parameters_of_the_finished, [] { return expression(); })
} // namespace finished_operands
