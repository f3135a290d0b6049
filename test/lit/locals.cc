// Locals: initialised through a lambda in the form that the user wrote, taken from the session on re-entry.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <memory>

// CHECK-LABEL: ser_ctx<int> locals(int n) {
// CHECK: const std::string tag = ::valor::gen::init<decltype(tag)>(__vc, __vr, [&]() -> ::valor::gen::value_t<decltype(tag)> { return {{.*}}"t" + std::to_string(n)
// CHECK: auto k = ::valor::gen::init_auto(__vc, __vr, [&]{{(\(\))?}} { return {{.*}}n + 1
// CHECK: std::unique_ptr<int> owned = ::valor::gen::init<decltype(owned)>
// CHECK: int later = ::valor::gen::init<decltype(later)>(__vc, __vr);
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "n,tag,k,owned,later", n, tag, k, owned, later);
ser_ctx<int> locals(int n) {
    const std::string tag = "t" + std::to_string(n);
    auto k = n + 1;
    std::unique_ptr<int> owned = std::make_unique<int>(k);
    int later;
    co_await recv{1};
    later = 5;
    co_return int(tag.size()) * 100 + k * 10 + *owned + later;
}

int main() {
    // OUT: straight 249, restored 2 times 249
    run([] { return locals(3); });
}
