// Instances of templates that mean something else outside of the template, or cannot be written there.
// RUN: %valet-verify %s
// RUN: %valet-verify -DPARAMETER %s
#include "run.h"

#ifndef PARAMETER
inline int weight(long) { return 1; }
template <class T> ser_ctx<int> weighs(T t) { // expected-error {{means something else when it is looked up outside of the template ('weight'), which cannot be carried; make it a plain function, or move that out of it [valor-unsupported-template]}}
    co_return weight(5) + co_await recv{int(t)};
}
inline int weight(int) { return 2; } // the template does not see it
ser_ctx<int> first() { co_return co_await weighs(1); }
#else
template <template <class> class Made> ser_ctx<int> template_parameter() { // expected-error {{a template parameter of this kind ('Made')}}
    Made<int> made{};
    co_return made + co_await recv{1};
}
template <class T> using itself = T;
ser_ctx<int> second() { co_return co_await template_parameter<itself>(); }
#endif
