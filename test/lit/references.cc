// A reference argument is an object of the parent: the call is not evaluated again, the reference is relocated.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <vector>

// CHECK-LABEL: ser_ctx<int> pump(int &slot, int &which) {
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "slot,which", ::valor::gen::ref(slot), ::valor::gen::ref(which));
ser_ctx<int> pump(int &slot, int &which) {
    which = 2;
    slot += co_await recv{5};
    co_return slot;
}
ser_ctx<int> parent() {
    std::vector<int> v{1, 2, 3};
    int w = 0;
    int r = co_await pump(v[std::size_t(w)], w);
    co_return r * 1000 + v[0] * 100 + v[2] * 10 + w;
}

int main() {
    // OUT: straight 6632, restored 2 times 6632
    run([] { return parent(); });
}
