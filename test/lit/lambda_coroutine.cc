// A lambda that is a coroutine, in a function that is none. With captures, its closure begins with an anchor.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

int main() {
    // CHECK: auto plain = [](int n) -> ser_ctx<int> {
    // CHECK-SAME: "main()::lambda 1(int) const@lambda_coroutine.cc"
    // CHECK-SAME: enter_closure<__vf>{}
    // CHECK-SAME: ::valor::gen::tell<__vf, 0>(__vc, "n", n);
    auto plain = [](int n) -> ser_ctx<int> { co_return n + co_await recv{1}; };
    run([&] { return plain(4); });
    std::string bytes = valor::start(plain(4)).serialize();
    std::printf("%d %d\n", valor::continue_from(bytes, +plain).get(), valor::continue_from(bytes, +plain, 7).get());

    // CHECK: auto captures = [=, __vz = ::valor::gen::anchor{} ](int n) -> ser_ctx<int> {
    // CHECK-SAME: ::valor::gen::tell<__vf, 0>(__vc, "closure,n", ::valor::gen::closure<__vf>(__vz), n);
    int k = 3;
    auto captures = [=](int n) -> ser_ctx<int> { co_return k * n + co_await recv{1}; };
    run([&] { return captures(4); });
    // CHECK: [ __vz = ::valor::gen::anchor{}, &k]
    auto refers = [&k](int n) -> ser_ctx<int> { co_return k += n + co_await recv{1}; };
    valor::ser_ctx<int> c = refers(1), d = refers(1);
    c.resume();
    d.deserialize(c.serialize());
    d.resume();
    std::printf("%d\n", d.get());
}
// OUT: straight 5, restored 2 times 5
// OUT: 5 11
// OUT: straight 13, restored 2 times 13
// OUT: 5
