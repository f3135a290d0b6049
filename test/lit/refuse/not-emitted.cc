// emit=FILE: coroutines that have no place in the written text. Nothing is written then.
// RUN: %valet-verify -fplugin-arg-valet-emit=%t.emitted.cc -I%S/../Inputs %s
// RUN: test ! -e %t.emitted.cc
// RUN: not %valet-cxx -DHEADER -fsyntax-only -fplugin-arg-valet-emit=%t.emitted.cc -I%S/../Inputs -include %s -x c++ /dev/null 2>&1 | FileCheck %s
// RUN: %valet-cxx -fsyntax-only -I%S/../Inputs %s
#include "run.h"

#ifdef HEADER
// CHECK: error: {{.*}}its body stands in another file{{.*}}[valor-not-emitted]
inline ser_ctx<int> inside(int n) { co_return co_await recv{n}; }
#else
template <class T> ser_ctx<T> instance(T n) { // expected-error {{it is an instance of a template; give it a body of plain text in the main file [valor-not-emitted]}}
    co_return co_await recv{n};
}
ser_ctx<int> uses() { co_return co_await instance(1); }
#endif
