// Assignment: the right side, with its await, comes before the left.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <vector>

// CHECK-LABEL: ser_ctx<int> assigns(std::vector<int> v) {
// CHECK: ::valor::gen::at __va1
// CHECK: v[i++] = {{.*}}__va1.result()
// CHECK: ::valor::gen::at __va2
// CHECK: v[i] += {{.*}}__va2.result() * 2
ser_ctx<int> assigns(std::vector<int> v) {
    std::size_t i = 0;
    v[i++] = co_await recv{5};
    v[i] += co_await recv{6} * 2;
    co_return v[0] * 100 + v[1];
}

int main() {
    // OUT: straight 532, restored 3 times 532
    run([] { return assigns({10, 20}); });
}
