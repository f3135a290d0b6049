// An await in the operand of another one.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> parent(int n) {
// CHECK: ::valor::gen::at __va1{{.*}}recv{n}
// CHECK: ::valor::gen::at __va2{{.*}}child({{.*}}__va1.result(){{.*}})
// CHECK: ::valor::gen::at __va3{{.*}}child({{.*}}__va2.result(){{.*}})
ser_ctx<int> child(int n) { co_return n + co_await recv{1}; }
ser_ctx<int> parent(int n) {
    int r = co_await child(co_await child(co_await recv{n}));
    co_return r;
}

int main() {
    // OUT: straight 7, restored 4 times 7
    run([] { return parent(5); });
}
