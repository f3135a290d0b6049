// A child that changes what its own operands read (the call must not be evaluated again on a restore).
#include "harness.h"

#include <vector>

namespace changed_operands {
using e2e::log, e2e::recv, valor::ser_ctx;

ser_ctx<int> pump(int &slot, int &which) {
    which = 2;
    slot += 10;
    int x = co_await recv{slot};
    slot += x;
    co_return slot;
}

ser_ctx<int> subscript() {
    std::vector<int> v{1, 2, 3};
    int w = 0;
    int r = co_await pump(v[std::size_t(w)], w);
    log(v, w);
    r += co_await pump(v[std::size_t(w)], w) * w;
    log(v, w);
    co_return r;
}
VALOR_SCENARIO(index_changed, [] { return subscript(); })

ser_ctx<int> takes(std::vector<std::string> mine, std::vector<std::string> &theirs) {
    theirs.clear();
    co_await recv{1};
    theirs.push_back("back");
    co_await recv{2};
    co_return int(mine.size());
}
ser_ctx<int> moved_from() {
    std::vector<std::string> v{"a", "b"};
    int r = co_await takes(std::move(v), v);
    log(v);
    r = r * 10 + co_await takes(v, v);
    log(v);
    co_return r;
}
VALOR_SCENARIO(argument_moved, [] { return moved_from(); })

ser_ctx<int> grows(std::vector<int> &v, int at) {
    for (int i = 0; i < 3; ++i) {
        int x = co_await recv{i};
        v.insert(v.begin(), x);
        log(v[std::size_t(at)]);
    }
    co_return v[0];
}
ser_ctx<int> reallocated(int n) {
    std::vector<int> v{n};
    int sum = v.back() + co_await grows(v, 0) + v.back();
    sum = sum * 10 + co_await grows(v, v[0] % 2);
    co_return sum;
}
VALOR_SCENARIO(container_changed, [] { return reallocated(5); })
} // namespace changed_operands
