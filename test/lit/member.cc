// A member coroutine on an object that the parent holds: this is one more reference.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

struct account {
    int balance = 0;
    // CHECK-LABEL: ser_ctx<int> deposit(int n)
    // CHECK: using __vo = decltype(*this);
    // CHECK: static auto call(__vo __p0, decltype(n) __p1)
    // CHECK: ::valor::gen::tell<__vf, 1>(__vc, "this,n", ::valor::gen::ref(*this), n);
    ser_ctx<int> deposit(int n) {
        balance += n;
        balance -= co_await recv{1};
        co_return balance;
    }
};
ser_ctx<int> parent() {
    account a{10};
    int r = co_await a.deposit(5) + co_await a.deposit(7);
    co_return r * 100 + a.balance;
}

int main() {
    // OUT: straight 3420, restored 3 times 3420
    run([] { return parent(); });
}
