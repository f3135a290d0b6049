// A lambda at namespace scope is parsed again at the end of the namespace, where a name may mean another function.
// RUN: %valet-verify %s
#include "run.h"

namespace later {
int pick(long n) { return int(n); }
auto global = [](int n) -> ser_ctx<int> { // expected-error {{a name means something else at the end of the namespace ('pick')}}
    co_return pick(n) + co_await recv{n};
};
int pick(int n) { return -n; }
} // namespace later
