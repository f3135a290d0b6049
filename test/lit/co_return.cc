// co_return of an await, of a value, of nothing.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> value(int n) {
// CHECK: co_await __va1;
// CHECK: co_return {{.*}}__va1.result()
ser_ctx<int> value(int n) { co_return co_await recv{n}; }

// CHECK-LABEL: ser_ctx<> nothing(int &n) {
// CHECK: if (!__vr) {
// CHECK-NEXT: if (n == 0) co_return;
// CHECK: ::valor::gen::at __va1
ser_ctx<> nothing(int &n) {
    if (n == 0) co_return;
    n = co_await recv{n + 1};
}
ser_ctx<int> parent(int n) {
    co_await nothing(n);
    co_return co_await value(n);
}

int main() {
    // OUT: straight 0, restored 2 times 0
    // OUT: straight 4, restored 3 times 4
    run([] { return parent(0); });
    run([] { return parent(3); });
}
