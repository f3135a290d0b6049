// Two awaits in one full-expression: what was evaluated before the second is kept in slots.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <vector>

// CHECK-LABEL: ser_ctx<int> product(std::vector<int> x) {
// CHECK: ::valor::gen::slot __vt1{__vc, __vr, ::valor::gen::span<1, 2>{}, [&]() -> decltype(auto) { return {{.*}}x[i++]
// CHECK: ::valor::gen::at __va1
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "x,i,__vt1", x, i, __vt1);
// CHECK: ::valor::gen::slot __vt2{__vc, __vr, ::valor::gen::span<2, 2>{}, {{.*}}__va1.result()
// CHECK: ::valor::gen::at __va2
// CHECK: ::valor::gen::tell<__vf, 2>(__vc, "x,i,__vt1,__vt2", x, i, __vt1, __vt2);
// CHECK: __vt1.move() + __vt2.move() * __va2.result()
ser_ctx<int> product(std::vector<int> x) {
    std::size_t i = 0;
    int r = x[i++] + co_await recv{2} * co_await recv{3};
    co_return r * 10 + int(i);
}

int main() {
    // OUT: straight 161, restored 3 times 161
    run([] { return product({10, 20}); });
}
