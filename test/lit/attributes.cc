// Attributes: what is transient is not told; names of points are; compilers warn about none of the macros.
// RUN: %valet-cxx -Wall -Wextra -Werror -fplugin-arg-valet-plan -fsyntax-only -I%S/Inputs %s | FileCheck %s
// RUN: %valet-cxx -Wall -Wextra -Werror -fplugin-arg-valet-print -fsyntax-only -I%S/Inputs %s | grep -v "^//" | FileCheck --check-prefix=PRINT %s
// RUN: %valet-run %s -o %t && %t | FileCheck --check-prefix=OUT %s
// RUN: %clangxx -Wall -Wextra -Werror -fsyntax-only -I%S/Inputs %s
// RUN: %gxx -Wall -Wextra -Werror -fsyntax-only -I%S/Inputs %s
#include "run.h"

struct sink {
    int *p;
    int put(int n) { return *p += n; }
    sink(int &r) : p(&r) {}
    sink(const sink &) = delete;
};
int written;

VALOR_SKIP ser_ctx<int> left(int n) { co_return n; }

// CHECK: coroutine attributed(int)
// CHECK: point 0: n: int
// CHECK-NEXT: point 1 "ask": n: int{{$}}
// CHECK-NEXT: point 2: n: int, x: int{{$}}
// PRINT-LABEL: ser_ctx<int> attributed(int n) {
// PRINT-NOT: {{annotate|transient}}
// PRINT: (__vc, "n,@ask", n)
// PRINT: return x
ser_ctx<int> attributed(int n) {
    VALOR_TRANSIENT sink out(written);
    VALOR_POINT("ask") int x = co_await recv{n};
    out.put(x);
    co_await recv{1};
    out.put(x);
    co_return x;
}

// A pointer into what is not saved leads nowhere.
ser_ctx<int> pointer(int n) {
    VALOR_TRANSIENT int hidden = n;
    int *into = &hidden;
    co_await recv{n};
    co_return *into;
}

int main() {
    // OUT: straight 4, restored 3 times 4
    run([] { return attributed(4); });
    auto bad = valor::start(pointer(1));
    try {
        (void)bad.serialize();
    } catch (const valor::error &e) {
        // OUT: not_persistable 1: {{.*}}into
        std::printf("not_persistable %d: %s\n", e.code() == valor::errc::not_persistable, e.what());
    }
    const std::string bytes = valor::start(attributed(1)).serialize();
    // OUT: @ask 1
    std::printf("@ask %d\n", bytes.find("n,@ask") != std::string::npos);
}
