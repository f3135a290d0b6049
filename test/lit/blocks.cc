// Nested blocks are entered when the target is inside; variables are told while they are in scope.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> blocks(int n) {
// CHECK: int sum = ::valor::gen::init
// CHECK: if (::valor::gen::run<1, 1>(__vr)) {
// CHECK-NEXT: int a = ::valor::gen::init
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,sum,a", n, sum, a);
// CHECK: if (!__vr) {
// CHECK: int b = 2;
// CHECK: ::valor::gen::tell<__vf, 2>(__vc, "n,sum", n, sum);
ser_ctx<int> blocks(int n) {
    int sum = 0;
    {
        int a = n;
        sum += co_await recv{a};
    }
    {
        int b = 2;
        sum += b;
    }
    sum += co_await recv{n};
    co_return sum;
}

int main() {
    // OUT: straight 8, restored 3 times 8
    run([] { return blocks(3); });
}
