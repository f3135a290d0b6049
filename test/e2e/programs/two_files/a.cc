// The first of two files of one program: awaits what the other defines.
#include "shared.h"

namespace two_files {
using e2e::log, e2e::recv, valor::ser_ctx;

// The same name, signature and body as in the other file, in an unnamed namespace.
namespace {
ser_ctx<int> helper(int n) {
    int x = co_await recv{n};
    co_return x + 1;
}
} // namespace
static ser_ctx<int> own(int n) { co_return n + co_await recv{n}; }

ser_ctx<int> back(int depth) {
    int here = co_await helper(depth);
    if (depth > 0) here += co_await forth(depth - 1);
    co_return here;
}

ser_ctx<int> shop() {
    std::vector<order> orders;
    for (int i = 0; i < 2; ++i) orders.push_back(co_await read_order(i));
    int sum = co_await total(orders) + co_await orders[1].price(3);
    log(orders, sum);
    co_return sum + co_await own(4);
}
VALOR_SCENARIO(across_files, [] { return shop(); })
VALOR_SCENARIO(back_and_forth, [] { return back(4); })
} // namespace two_files
