// A struct of the user's, saved without boilerplate.
// RUN: %valet-run -fplugin-arg-valet-print %s -o %t > %t.printed && grep -v CHECK %t.printed | FileCheck %s
// RUN: %t | FileCheck --check-prefix=OUT %s
#include "run.h"

#include <vector>

struct line {
    std::string text;
    int count;
};
struct order {
    int id;
    std::vector<line> lines;
};

// CHECK-LABEL: ser_ctx<int> total(order o) {
// CHECK: ::valor::gen::tell<__vf, 1>(__vc, "o,sum,i,__vt1", o, sum, i, __vt1);
ser_ctx<int> total(order o) {
    int sum = 0;
    for (std::size_t i = 0; i < o.lines.size(); ++i) sum += o.lines[i].count * co_await recv{o.id};
    co_return sum;
}

int main() {
    // OUT: straight 21, restored 3 times 21
    run([] { return total({3, {{"a", 2}, {"b", 5}}}); });
}
