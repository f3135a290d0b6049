// A variable that another one hides is saved under its own.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> shadowing(int x) {
// CHECK: ::valor::gen::tell<__vf, 1>
ser_ctx<int> shadowing(int x) {
    int sum = 0;
    for (int i = 0; i < 2; ++i) {
        std::string x = "inner" + std::to_string(i);
        for (int i = 0; i < 2; ++i) {
            double x = co_await recv{i} + 0.5;
            sum += co_await recv{int(x)};
        }
        sum += int(x.size()) * 10;
    }
    co_return sum * 10 + x;
}

int main() {
    // OUT: straight 1224, restored 9 times 1224
    run([] { return shadowing(4); });
}
