// A local reference is saved as a place: at a re-entry it is bound to it, without its initialiser.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <vector>

ser_ctx<int> parent(std::vector<int> v) {
    // CHECK: int &e = ::valor::gen::bind<decltype(e)>(__vc, __vr, ::valor::gen::points<1, 1>{}, [&]() -> decltype(e) { return ( v[1]); }, [&] {
    // CHECK: tell_so_far(__vc, "v", v);
    int &e = v[1];
    // CHECK: auto &whole = v;
    auto &whole = v;
    // CHECK: auto __vd1 = ::valor::gen::init_auto(__vc, __vr, [&]() {
    // CHECK: auto &&text = static_cast<decltype(__vd1) &&>(__vd1);
    auto &&text = std::string("four");
    // CHECK: "v,e,text", v, ::valor::gen::local(e), __vd1
    e += co_await recv{3};
    co_return e + int(whole.size() + text.size());
}
int main() {
    // OUT: straight 11, restored 2 times 11
    run([] { return parent({1, 2}); });
}
