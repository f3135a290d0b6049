// emit=FILE: coroutines that have no place in the written text. Nothing is written then.
// RUN: %valet-verify -fplugin-arg-valet-emit=%t.emitted.cc -I%S/../Inputs %s
// RUN: test ! -e %t.emitted.cc
// RUN: not %valet-cxx -DHEADER -fsyntax-only -fplugin-arg-valet-emit=%t.emitted.cc -I%S/../Inputs -include %s -x c++ /dev/null 2>&1 | FileCheck %s
// RUN: not %valet-cxx -DHIDDEN -fsyntax-only -fplugin-arg-valet-emit=%t.emitted.cc -I%S/../Inputs %s 2>&1 | FileCheck --check-prefix=HIDDEN %s
// RUN: test ! -e %t.emitted.cc
// RUN: %valet-cxx -fsyntax-only -I%S/../Inputs %s
// RUN: %valet-cxx -DHIDDEN -fsyntax-only -I%S/../Inputs %s
#include "run.h"

#ifdef HEADER
// CHECK: error: {{.*}}its body stands in another file{{.*}}[valor-not-emitted]
inline ser_ctx<int> inside(int n) { co_return co_await recv{n}; }
#elif defined(HIDDEN)
// What the preprocessor did in them, what follows depends on.
ser_ctx<int> counted(int n) {
    // HIDDEN: [[@LINE+1]]:{{.*}}depends on __COUNTER__ {{.*}}[valor-not-emitted]
    co_return __COUNTER__ + co_await recv{n};
}
ser_ctx<int> included(int n) {
    // HIDDEN: [[@LINE+1]]:{{.*}}depends on an #include
#include <iso646.h>
    co_return co_await recv{n};
}
ser_ctx<int> pushed(int n) {
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic pop")
    // HIDDEN-NOT: error:
    // HIDDEN: [[@LINE+1]]:{{.*}}depends on a _Pragma
    _Pragma("push_macro(\"recv\")")
    co_return co_await recv{n};
}
#define PACKED(name) _Pragma("pack(push, 1)") struct name##_t { char c; int i; }; _Pragma("pack(pop)") ser_ctx<int> name(int n) { co_return co_await recv{n}; }
// HIDDEN: [[@LINE+1]]:{{.*}}depends on a _Pragma
PACKED(packed)
#else
template <class T> ser_ctx<T> instance(T n) { // expected-error {{it is an instance of a template; give it a body of plain text in the main file [valor-not-emitted]}}
    co_return co_await recv{n};
}
ser_ctx<int> uses() { co_return co_await instance(1); }
#endif
