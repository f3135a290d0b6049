// Instances of templates that mean something else outside of the template, or cannot be written there.
// RUN: %valet-verify %s
// RUN: %valet-verify -DPARAMETER %s
// RUN: %valet-verify -DBIT_FIELD %s
// RUN: %valet-verify -DLOOP %s
// RUN: %valet-verify -DPACK %s
#include "run.h"

#if !defined(PARAMETER) && !defined(BIT_FIELD) && !defined(LOOP) && !defined(PACK)
inline int weight(long) { return 1; }
template <class T> ser_ctx<int> weighs(T t) { // expected-error {{means something else when it is looked up outside of the template ('weight'), which cannot be carried; make it a plain function, or move that out of it [valor-unsupported-template]}}
    co_return weight(5) + co_await recv{int(t)};
}
inline int weight(int) { return 2; } // the template does not see it
ser_ctx<int> first() { co_return co_await weighs(1); }
#elif defined(PARAMETER)
template <template <class> class Made> ser_ctx<int> template_parameter() { // expected-error {{a template parameter of this kind ('Made')}}
    Made<int> made{};
    co_return made + co_await recv{1};
}
template <class T> using itself = T;
ser_ctx<int> second() { co_return co_await template_parameter<itself>(); }
#elif defined(BIT_FIELD)
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
#elif defined(LOOP)
// What a loop calls is not written.
struct numbers {
    int all[3] = {1, 2, 3};
};
template <class R> const int *begin(const R &r) { return r.all; }
template <class R> const int *end(const R &r) { return r.all + 3; }
template <class T> ser_ctx<int> loops(T sum) { // expected-error {{means something else when it is looked up outside of the template}}
    for (int n : numbers())
        sum += n;
    co_return sum + co_await recv{1};
}
inline const int *begin(const numbers &n) { return n.all + 2; } // the template does not see it
ser_ctx<int> fourth() { co_return co_await loops(1); }
#else
#pragma pack(push, 1)
template <class T> ser_ctx<int> packs(T sum) { // expected-error {{means something else when it is looked up outside of the template ('packed of 5 bytes')}}
    struct packed {
        char c;
        int n;
    };
    co_return int(sizeof(packed)) + sum + co_await recv{1};
}
#pragma pack(pop)
ser_ctx<int> fifth() { co_return co_await packs(1); }
#endif
