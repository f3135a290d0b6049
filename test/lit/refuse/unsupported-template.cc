// Instances of templates that mean something else outside of the template, or cannot be written there.
// RUN: %valet-verify %s
// RUN: %valet-verify -DPARAMETER %s
// RUN: %valet-verify -DBIT_FIELD %s
#include "run.h"

#if !defined(PARAMETER) && !defined(BIT_FIELD)
inline int weight(long) { return 1; }
template <class T> ser_ctx<int> weighs(T t) { // expected-error {{means something else when it is looked up outside of the template ('weight'), which cannot be carried; make it a plain function, or move that out of it [valor-unsupported-template]}}
    co_return weight(5) + co_await recv{int(t)};
}
inline int weight(int) { return 2; } // the template does not see it
ser_ctx<int> first() { co_return co_await weighs(1); }
#elif PARAMETER
template <template <class> class Made> ser_ctx<int> template_parameter() { // expected-error {{a template parameter of this kind ('Made')}}
    Made<int> made{};
    co_return made + co_await recv{1};
}
template <class T> using itself = T;
ser_ctx<int> second() { co_return co_await template_parameter<itself>(); }
#else
// Clang takes this bit-field for an unsigned int in a template, for an int elsewhere.
struct bits {
    unsigned low : 3;
};
bits made(int n);
template <class T> bool is_negative(T t) { return t < T(0); }
template <int K> ser_ctx<bool> deduces(int n) { // expected-error {{means something else when it is looked up outside of the template ('unsigned int')}}
    bool is = is_negative(made(K).low - n);
    co_return is && co_await recv{1} > 0;
}
ser_ctx<bool> third() { co_return co_await deduces<2>(3); }
#endif
