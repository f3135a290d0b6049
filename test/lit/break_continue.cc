// break and continue before the target are skipped on re-entry, with the statement they stand in.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> loop(int n) {
// CHECK: if (!__vr) {
// CHECK-NEXT: if (i == 1) continue;
// CHECK: ::valor::gen::at __va1
// CHECK: if (!__vr) {
// CHECK-NEXT: if (x == 3) break;
// CHECK: ::valor::gen::at __va2
ser_ctx<int> loop(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        if (i == 1) continue;
        int x = co_await recv{i};
        if (x == 3) break;
        sum += co_await recv{x * 10};
    }
    co_return sum;
}

int main() {
    // OUT: straight 20, restored 6 times 20
    run([] { return loop(9); });
}
