// Functions that are no ser_ctx coroutines stay as they are, and so do constants in one.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK: int plain(int n) { return n + 1; }
int plain(int n) { return n + 1; }
// CHECK: ser_ctx<int> returns_one(int n);
ser_ctx<int> returns_one(int n);

// CHECK-LABEL: ser_ctx<int> constants(int n) {
// CHECK: static const int table[] = {1, 2, 3};
// CHECK: constexpr int size = 3;
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n", n);
ser_ctx<int> constants(int n) {
    static const int table[] = {1, 2, 3};
    constexpr int size = 3;
    int x = co_await recv{plain(n)};
    co_return x + table[1] + size;
}
ser_ctx<int> returns_one(int n) { return constants(n); }

int main() {
    // OUT: straight 9, restored 2 times 9
    run([] { return returns_one(3); });
}
