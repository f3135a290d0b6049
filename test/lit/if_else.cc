// if and else: the condition is not evaluated again when the target is in a branch.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> branches(int n) {
// CHECK: if ( __vr ? ::valor::gen::in<1, 1>(__vr) : {{.*}}n == 0
// CHECK: ::valor::gen::at __va1
// CHECK: else
// CHECK-NEXT: if ( __vr ? ::valor::gen::in<2, 2>(__vr) : {{.*}}n == 1
// CHECK: ::valor::gen::at __va2
// CHECK: else
// CHECK: ::valor::gen::at __va3
ser_ctx<int> branches(int n) {
    int r = 0;
    if (n == 0) {
        r = co_await recv{10};
    } else if (n == 1)
        r = co_await recv{20};
    else {
        r = co_await recv{30};
    }
    co_return r + n;
}

int main() {
    // OUT: straight 10, restored 2 times 10
    // OUT: straight 21, restored 2 times 21
    // OUT: straight 32, restored 2 times 32
    for (int n = 0; n < 3; ++n) run([n] { return branches(n); });
}
