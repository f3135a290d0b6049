// Awaits in conditions.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> conditions(int n) {
// CHECK: const bool __vb
ser_ctx<int> conditions(int n) {
    int r = 0;
    if (co_await recv{n} > 2) r += 1;
    while (co_await recv{r} < 5) {
        r += 2;
        if (r == 3) continue;
        r += co_await recv{1};
    }
    co_return r;
}

int main() {
    // OUT: straight 6, restored 6 times 6
    run([] { return conditions(3); });
}
