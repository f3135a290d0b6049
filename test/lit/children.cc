// A child coroutine: its call is the operand, told by itself, not by the parent.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> deep(int n) {
// CHECK: ::valor::gen::at __va2{__vc, __vr, ::valor::gen::number<2>{}, [&]() -> decltype(auto) { return ({{.*}}deep(n - 1)
ser_ctx<int> deep(int n) {
    if (n == 0) co_return co_await recv{1};
    int below = co_await deep(n - 1);
    co_return below + n;
}

int main() {
    // OUT: straight 5051, restored 2 times 5051
    run([] { return deep(100); });
}
