// A precompiled header or a module that was built without the plugin; one with it is welcome, but its templates have no tokens.
// RUN: %clangxx -x c++-header %S/../Inputs/run.h -o %t.plain.pch
// RUN: not %valet-cxx -fsyntax-only -include-pch %t.plain.pch %s 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: %valet-cxx -DHEADER -include %S/../Inputs/run.h -x c++-header %s -o %t.pch
// RUN: %valet-cxx -fsyntax-only -include-pch %t.pch %s
// RUN: not %valet-cxx -DTEMPLATE -fsyntax-only -include-pch %t.pch %s 2>&1 | FileCheck --check-prefix=TEMPLATE %s
// PLAIN: error: valor.h was parsed without the plugin{{.*}}[valor-inactive-header]
// TEMPLATE: error: {{.*}}an instance of a template that comes from a precompiled header{{.*}}[valor-not-rewritten]
#ifdef HEADER
#undef HEADER
inline ser_ctx<int> ordinary(int n) { co_return co_await recv{n}; }
template <class T> ser_ctx<T> general(T n) { co_return co_await recv{n}; }
#elif defined TEMPLATE
ser_ctx<int> uses() { co_return co_await general(1); }
#else
ser_ctx<int> waits(int n) { co_return co_await recv{n}; }
#endif
