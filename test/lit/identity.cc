// The frame of every coroutine: who it is, how it is called again, how an unstarted one is saved.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

namespace ns {
// CHECK-LABEL: ser_ctx<int> same(int n) {
// CHECK: struct __vf {
// CHECK: identity() {
// CHECK-NEXT: return {"ns::same(int)", 0x{{[0-9a-f]+}}ull, 1, "n;n"};
// CHECK: ::valor::gen::frame &__vc = co_await ::valor::gen::enter<__vf>{};
// CHECK-NEXT: while (__vc.asked())
// CHECK-NEXT: ::valor::gen::tell<__vf, 0>(__vc, "n", n);
// CHECK-NEXT: co_await ::valor::gen::again{};
// CHECK: int __vr = __vc.target();
// CHECK: ::valor::gen::at __va1{__vc, __vr, ::valor::gen::number<1>{}, [&]() -> decltype(auto) { return ({{.*}}recv{n}
// CHECK-NEXT: co_await __va1;
// CHECK-NEXT: while (__vc.asked(__va1))
// CHECK-NEXT: ::valor::gen::tell<__vf, 1>(__vc, "n", n);
// CHECK: __va1.result()
ser_ctx<int> same(int n) { co_return co_await recv{n}; }
} // namespace ns

int main() {
    // OUT: straight 7, restored 2 times 7
    run([] { return ns::same(7); });
}
