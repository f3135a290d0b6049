// Parameters: by value in the snapshot, by reference told as references.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

// CHECK-LABEL: ser_ctx<int> child(int n, std::string &s, const int k, std::string &&t) {
// CHECK: static auto call(decltype(n) __p0, decltype(s) __p1, decltype(k) __p2, decltype(t) __p3)
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,s,k,t", n, ::valor::gen::ref(s), k, ::valor::gen::ref(t));
ser_ctx<int> child(int n, std::string &s, const int k, std::string &&t) {
    s += std::to_string(co_await recv{n}) + t;
    co_return k;
}
ser_ctx<int> parent() {
    std::string s = "s";
    int k = co_await child(1, s, 2, std::string("temp"));
    co_return k * 100 + int(s.size());
}

int main() {
    // OUT: straight 206, restored 2 times 206
    run([] { return parent(); });
}
