// A child held in a local: awaited as an lvalue it stays there, and is saved with the local.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

ser_ctx<int> child(int n) { co_return n + co_await recv{1}; }

// CHECK-LABEL: ser_ctx<int> parent() {
// CHECK: ser_ctx<int> c = ::valor::gen::init<decltype(c)>
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "c", c);
// CHECK: ::valor::gen::at __va2{{.*}}return ( c)
// CHECK: ::valor::gen::tell<__vf, 2>(__vc, "c,first", c, first);
ser_ctx<int> parent() {
    ser_ctx<int> c = child(5);
    int first = co_await recv{2};
    int second = co_await c;
    co_return first * 100 + second * 10 + c.done();
}

int main() {
    // OUT: straight 261, restored 3 times 261
    run([] { return parent(); });
}
