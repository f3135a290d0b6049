// Each instance is a coroutine of its own, with its own plan; `if constexpr` leaves one branch, a pack its elements.
// RUN: %valet-cxx -fplugin-arg-valet-plan -fsyntax-only -I%S/Inputs %s | FileCheck --check-prefix=PLAN %s
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

template <class T> ser_ctx<int> half(T t) {
    if constexpr (sizeof(T) == 4) co_return int(t) / 2 + co_await recv{1};
    else co_return int(t);
}
template <class... Ts> ser_ctx<int> all(Ts... ts) { co_return (co_await recv{int(ts)} + ...); }
struct account {
    int n = 1;
    template <int Times> ser_ctx<int> add(int by) { co_return n += Times * by * co_await recv{1}; }
};
ser_ctx<int> parent() {
    account a;
    co_return co_await half(8) + co_await half(9L) + co_await all(1, 2L) + co_await a.add<3>(2);
}
// PLAN: coroutine half<int>(int)
// PLAN: point 1: t: int, __vt1: int
// PLAN: coroutine half<long>(long)
// PLAN: coroutine all<int, long>(int, long)
// PLAN: coroutine account::add<3>(int)
// CHECK: // instance: half<int>(int)
// CHECK: ::half<__vT0>(
// CHECK: // instance: all<int, long>(int, long)
// CHECK: co_await __va1;
// CHECK: co_await __va2;

int main() {
    // OUT: straight 24, restored 5 times 24
    run([] { return parent(); });
}
