// emit=FILE: text that g++ builds, on the lines of the source; macros are not expanded twice, and what a body defines comes after it.
// RUN: %valet-cxx -fsyntax-only -fplugin-arg-valet-emit=%t.cc -I%S/Inputs %s
// RUN: FileCheck --input-file=%t.cc %s
// RUN: %gxx -Wall -Wextra -Werror -I%S/Inputs %t.cc -o %t.gxx && %t.gxx | FileCheck --check-prefix=OUT %s
// RUN: %clangxx -Wall -Wextra -Werror -I%S/Inputs %t.cc -o %t.clang && %t.clang | FileCheck --check-prefix=OUT %s
// RUN: not %valet-cxx -fsyntax-only -I%S/Inputs %t.cc 2>&1 | FileCheck --check-prefix=TWICE %s
// TWICE: error: {{.*}}this file was rewritten already
#include "run.h"
// CHECK: #define VALOR_EMITTED 1
// CHECK: #line 1 "{{.*}}emit.cc"

inline int next(int n) { return n + 1; }
#define next(n) next((n) * 10)
#define MINUS -
#define WHOLE(name) ser_ctx<int> name(int, int n) { int line = co_await recv{__LINE__}; co_return n MINUS -line; } int after_##name = __LINE__;

WHOLE(whole) // line 17

ser_ctx<int> keeps(int n) {
#define STEP 5
    int x = next(n) MINUS-co_await recv{STEP};
#undef STEP
#define STEP 7
    co_return x + __LINE__;
}

#define HEX 0xe
ser_ctx<int> digraphs(int n) <%
%:define DIG 3
# /* a comment */ define \
    COM 4
#def\
ine SPLIT 5
    co_return HEX+1 + co_await recv{n};
%>

int main() {
    // OUT: straight 19, restored 2 times 19
    run([] { return whole(0, 2); });
    // OUT: straight 40, restored 2 times 40
    run([] { return keeps(1); });
    // OUT: 7 17 43
    std::printf("%d %d %d\n", STEP, after_whole, __LINE__);
    // OUT: straight 17, restored 2 times 17
    run([] { return digraphs(2); });
    // OUT: 3 4 5
    std::printf("%d %d %d\n", DIG, COM, SPLIT);
}
