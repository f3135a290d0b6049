// A closure that lives across a suspension is made again: from copies of what it holds by value, and by name from what it refers to.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> closures(int n, int m) {
ser_ctx<int> closures(int n, int m) {
    // CHECK: auto __vk1n = ::valor::gen::init_auto(__vc, __vr, [&] { return n; });
    // CHECK-NEXT: auto add = [&](::valor::gen::held_t<decltype(n)> n) {
    // CHECK-NEXT: return [n, &m](int x) {
    // CHECK-NEXT: return x + n + m;
    // CHECK-NEXT: };
    // CHECK-NEXT: }(__vk1n);
    auto add = [n, &m](int x) { return x + n + m; };
    // CHECK: auto get = [&] {
    auto get = [&] { return m; };
    n = 50;
    // CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,m,add.n", n, m, __vk1n);
    m += co_await recv{1};
    co_return add(n) + get();
}

int main() {
    // OUT: straight [[RESULT:[0-9]+]], restored {{[0-9]+}} times [[RESULT]]
    run([] { return closures(3, 4); });
}
