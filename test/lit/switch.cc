// switch: the value is kept, so that the same case is entered again.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> cases(int n) {
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,r,__vs1"
// CHECK: ::valor::gen::tell<__vf, 2>(__vc, "n,r,__vs1"
ser_ctx<int> cases(int n) {
    int r = 0;
    switch (n++) {
    case 1:
        r += co_await recv{1};
        [[fallthrough]];
    case 2:
        r += 10;
        break;
    default: {
        int x = co_await recv{3};
        r += x * 100;
    }
    }
    co_return r + n;
}

int main() {
    // OUT: straight 13, restored 2 times 13
    // OUT: straight 13, restored 1 times 13
    // OUT: straight 304, restored 2 times 304
    for (int n = 1; n <= 3; ++n) run([n] { return cases(n); });
}
