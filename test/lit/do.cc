// do: its body is entered anyway; continue goes to the condition.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> loop(int n) {
// CHECK: do {
// CHECK: ::valor::gen::at __va1
// CHECK: if (x == 2) continue;
// CHECK: while ( --n > 0);
ser_ctx<int> loop(int n) {
    int sum = 0;
    do {
        int x = co_await recv{n};
        if (x == 2) continue;
        sum += x;
    } while (--n > 0);
    co_return sum;
}

int main() {
    // OUT: straight 8, restored 5 times 8
    run([] { return loop(4); });
}
