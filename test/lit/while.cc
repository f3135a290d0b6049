// while: entered at the target without its condition.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> loop(int n) {
// CHECK: while ( __vr ? ::valor::gen::in<1, 1>(__vr) : {{.*}}n-- > 0
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,sum", n, sum);
ser_ctx<int> loop(int n) {
    int sum = 0;
    while (n-- > 0) {
        sum += co_await recv{n};
    }
    co_return sum;
}

int main() {
    // OUT: straight 6, restored 5 times 6
    run([] { return loop(4); });
}
