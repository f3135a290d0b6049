// The second of two files of one program.
#include "shared.h"

namespace two_files {
using e2e::log, e2e::recv, valor::ser_ctx;

namespace {
ser_ctx<int> helper(int n) {
    int x = co_await recv{n};
    co_return x + 2;
}
} // namespace
static ser_ctx<int> own(int n) { co_return n - co_await recv{n}; }

ser_ctx<int> forth(int depth) {
    int here = co_await helper(depth) * 2 + co_await own(depth);
    if (depth > 0) here += co_await back(depth - 1);
    co_return here;
}

ser_ctx<order> read_order(int id) {
    order o{id, {}};
    for (int i = 0; i <= id; ++i) o.lines.push_back(co_await e2e::recv_text{i});
    co_return o;
}

ser_ctx<int> order::price(int factor) {
    int sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) sum += co_await recv{id} * factor;
    co_return sum;
}

ser_ctx<int> total(const std::vector<order> &orders) {
    int n = 0;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        co_await recv{orders[i].id};
        n += int(orders[i].lines.size());
    }
    log("total ", n);
    co_return n;
}
} // namespace two_files
