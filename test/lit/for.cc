// for: the init-statement goes in front, into a block; the condition is skipped on re-entry.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> loop(int n) {
// CHECK: int i = ::valor::gen::init<decltype(i)>
// CHECK: for (; __vr ? ::valor::gen::in<1, 1>(__vr) : {{.*}}i < j{{.*}}++i, --j)
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,sum,i,j", n, sum, i, j);
ser_ctx<int> loop(int n) {
    int sum = 0;
    for (int i = 0, j = n; i < j; ++i, --j) {
        sum += co_await recv{i} * j;
    }
    co_return sum;
}

int main() {
    // OUT: straight 10, restored 4 times 10
    run([] { return loop(5); });
}
