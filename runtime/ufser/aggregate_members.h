// aggregate_members.h - the members of an aggregate as lvalues, by structured bindings.
//
// `members<N>::apply(v, f)` is f(member, ...) for an aggregate of exactly N members;
// `members<N>::list(v)` gives their declared types (arrays kept), and whether one is a bit-field:
// no reference binds to that, only a const one, to a copy of it.
//
// A structured binding wants its names written out, hence the macros: names are m000 .. m377,
// octal, in groups of eight. Over 64 members there is no list, to be cheap to include.
// Invariant: no macro is left defined.
// Left to others: finding N (aggregate_probe.h); a wrong one does not compile.
#pragma once

#include "codec.h"

#include <cstddef>
#include <type_traits>

namespace uf::detail {

inline constexpr std::size_t most_members = 256, most_listed = 64;

// Types, and whether bit-fields are among the members.
template <bool BitFields, class... M> struct listed {
  using types = parts<M...>;
  static constexpr bool bit_fields = BitFields;
};

template <std::size_t N> struct members;

// No members, nothing to bind.
template <> struct members<0> {
  template <class V, class F> static constexpr decltype(auto) apply(V &, F &&f) { return f(); }
  template <class V> static auto list(V &) { return listed<false>(); }
};

template <class... M> void bind_all(M &...);

// clang-format off
#define UF_1(X, t) X(t, 0)
#define UF_2(X, t) X(t, 0), X(t, 1)
#define UF_3(X, t) X(t, 0), X(t, 1), X(t, 2)
#define UF_4(X, t) X(t, 0), X(t, 1), X(t, 2), X(t, 3)
#define UF_5(X, t) X(t, 0), X(t, 1), X(t, 2), X(t, 3), X(t, 4)
#define UF_6(X, t) X(t, 0), X(t, 1), X(t, 2), X(t, 3), X(t, 4), X(t, 5)
#define UF_7(X, t) X(t, 0), X(t, 1), X(t, 2), X(t, 3), X(t, 4), X(t, 5), X(t, 6)
#define UF_8(X, t) X(t, 0), X(t, 1), X(t, 2), X(t, 3), X(t, 4), X(t, 5), X(t, 6), X(t, 7)
#define UF_ALL_1(X) UF_8(X, 00)
#define UF_ALL_2(X) UF_ALL_1(X), UF_8(X, 01)
#define UF_ALL_3(X) UF_ALL_2(X), UF_8(X, 02)
#define UF_ALL_4(X) UF_ALL_3(X), UF_8(X, 03)
#define UF_ALL_5(X) UF_ALL_4(X), UF_8(X, 04)
#define UF_ALL_6(X) UF_ALL_5(X), UF_8(X, 05)
#define UF_ALL_7(X) UF_ALL_6(X), UF_8(X, 06)
#define UF_ALL_8(X) UF_ALL_7(X), UF_8(X, 07)
#define UF_ALL_9(X) UF_ALL_8(X), UF_8(X, 10)
#define UF_ALL_10(X) UF_ALL_9(X), UF_8(X, 11)
#define UF_ALL_11(X) UF_ALL_10(X), UF_8(X, 12)
#define UF_ALL_12(X) UF_ALL_11(X), UF_8(X, 13)
#define UF_ALL_13(X) UF_ALL_12(X), UF_8(X, 14)
#define UF_ALL_14(X) UF_ALL_13(X), UF_8(X, 15)
#define UF_ALL_15(X) UF_ALL_14(X), UF_8(X, 16)
#define UF_ALL_16(X) UF_ALL_15(X), UF_8(X, 17)
#define UF_ALL_17(X) UF_ALL_16(X), UF_8(X, 20)
#define UF_ALL_18(X) UF_ALL_17(X), UF_8(X, 21)
#define UF_ALL_19(X) UF_ALL_18(X), UF_8(X, 22)
#define UF_ALL_20(X) UF_ALL_19(X), UF_8(X, 23)
#define UF_ALL_21(X) UF_ALL_20(X), UF_8(X, 24)
#define UF_ALL_22(X) UF_ALL_21(X), UF_8(X, 25)
#define UF_ALL_23(X) UF_ALL_22(X), UF_8(X, 26)
#define UF_ALL_24(X) UF_ALL_23(X), UF_8(X, 27)
#define UF_ALL_25(X) UF_ALL_24(X), UF_8(X, 30)
#define UF_ALL_26(X) UF_ALL_25(X), UF_8(X, 31)
#define UF_ALL_27(X) UF_ALL_26(X), UF_8(X, 32)
#define UF_ALL_28(X) UF_ALL_27(X), UF_8(X, 33)
#define UF_ALL_29(X) UF_ALL_28(X), UF_8(X, 34)
#define UF_ALL_30(X) UF_ALL_29(X), UF_8(X, 35)
#define UF_ALL_31(X) UF_ALL_30(X), UF_8(X, 36)
#define UF_NAME(t, i) m##t##i
#define UF_TYPE(t, i) decltype(m##t##i)
#define UF_APPLY(...)                                                                              \
    template <class V, class F> static constexpr decltype(auto) apply(V &v, F &&f) {               \
      auto &[__VA_ARGS__] = v;                                                                     \
      return f(__VA_ARGS__);                                                                       \
    }
#define UF_FIRST(N, L)                                                                             \
  template <> struct members<N> {                                                                  \
    UF_APPLY(L(UF_NAME, 00))                                                                       \
    template <class V> static auto list(V &v) {                                                    \
      [[maybe_unused]] auto &[L(UF_NAME, 00)] = v;                                                 \
      return listed<!requires { bind_all(L(UF_NAME, 00)); }, L(UF_TYPE, 00)>();                    \
    }                                                                                              \
  };
#define UF_LISTED(N, A, L, t)                                                                      \
  template <> struct members<N> {                                                                  \
    UF_APPLY(A(UF_NAME), L(UF_NAME, t))                                                            \
    template <class V> static auto list(V &v) {                                                    \
      [[maybe_unused]] auto &[A(UF_NAME), L(UF_NAME, t)] = v;                                      \
      return listed<!requires { bind_all(A(UF_NAME), L(UF_NAME, t)); }, A(UF_TYPE), L(UF_TYPE, t)>(); \
    }                                                                                              \
  };
#define UF_MANY(N, A, L, t) template <> struct members<N> { UF_APPLY(A(UF_NAME), L(UF_NAME, t)) };
#define UF_EIGHT(X, N, A, t)                                                                       \
  X(N + 1, A, UF_1, t) X(N + 2, A, UF_2, t) X(N + 3, A, UF_3, t) X(N + 4, A, UF_4, t)              \
  X(N + 5, A, UF_5, t) X(N + 6, A, UF_6, t) X(N + 7, A, UF_7, t) X(N + 8, A, UF_8, t)
UF_FIRST(1, UF_1) UF_FIRST(2, UF_2) UF_FIRST(3, UF_3) UF_FIRST(4, UF_4)
UF_FIRST(5, UF_5) UF_FIRST(6, UF_6) UF_FIRST(7, UF_7) UF_FIRST(8, UF_8)
UF_EIGHT(UF_LISTED, 8, UF_ALL_1, 01)
UF_EIGHT(UF_LISTED, 16, UF_ALL_2, 02)
UF_EIGHT(UF_LISTED, 24, UF_ALL_3, 03)
UF_EIGHT(UF_LISTED, 32, UF_ALL_4, 04)
UF_EIGHT(UF_LISTED, 40, UF_ALL_5, 05)
UF_EIGHT(UF_LISTED, 48, UF_ALL_6, 06)
UF_EIGHT(UF_LISTED, 56, UF_ALL_7, 07)
UF_EIGHT(UF_MANY, 64, UF_ALL_8, 10)
UF_EIGHT(UF_MANY, 72, UF_ALL_9, 11)
UF_EIGHT(UF_MANY, 80, UF_ALL_10, 12)
UF_EIGHT(UF_MANY, 88, UF_ALL_11, 13)
UF_EIGHT(UF_MANY, 96, UF_ALL_12, 14)
UF_EIGHT(UF_MANY, 104, UF_ALL_13, 15)
UF_EIGHT(UF_MANY, 112, UF_ALL_14, 16)
UF_EIGHT(UF_MANY, 120, UF_ALL_15, 17)
UF_EIGHT(UF_MANY, 128, UF_ALL_16, 20)
UF_EIGHT(UF_MANY, 136, UF_ALL_17, 21)
UF_EIGHT(UF_MANY, 144, UF_ALL_18, 22)
UF_EIGHT(UF_MANY, 152, UF_ALL_19, 23)
UF_EIGHT(UF_MANY, 160, UF_ALL_20, 24)
UF_EIGHT(UF_MANY, 168, UF_ALL_21, 25)
UF_EIGHT(UF_MANY, 176, UF_ALL_22, 26)
UF_EIGHT(UF_MANY, 184, UF_ALL_23, 27)
UF_EIGHT(UF_MANY, 192, UF_ALL_24, 30)
UF_EIGHT(UF_MANY, 200, UF_ALL_25, 31)
UF_EIGHT(UF_MANY, 208, UF_ALL_26, 32)
UF_EIGHT(UF_MANY, 216, UF_ALL_27, 33)
UF_EIGHT(UF_MANY, 224, UF_ALL_28, 34)
UF_EIGHT(UF_MANY, 232, UF_ALL_29, 35)
UF_EIGHT(UF_MANY, 240, UF_ALL_30, 36)
UF_EIGHT(UF_MANY, 248, UF_ALL_31, 37)
#undef UF_1
#undef UF_2
#undef UF_3
#undef UF_4
#undef UF_5
#undef UF_6
#undef UF_7
#undef UF_8
#undef UF_ALL_1
#undef UF_ALL_2
#undef UF_ALL_3
#undef UF_ALL_4
#undef UF_ALL_5
#undef UF_ALL_6
#undef UF_ALL_7
#undef UF_ALL_8
#undef UF_ALL_9
#undef UF_ALL_10
#undef UF_ALL_11
#undef UF_ALL_12
#undef UF_ALL_13
#undef UF_ALL_14
#undef UF_ALL_15
#undef UF_ALL_16
#undef UF_ALL_17
#undef UF_ALL_18
#undef UF_ALL_19
#undef UF_ALL_20
#undef UF_ALL_21
#undef UF_ALL_22
#undef UF_ALL_23
#undef UF_ALL_24
#undef UF_ALL_25
#undef UF_ALL_26
#undef UF_ALL_27
#undef UF_ALL_28
#undef UF_ALL_29
#undef UF_ALL_30
#undef UF_ALL_31
#undef UF_NAME
#undef UF_TYPE
#undef UF_APPLY
#undef UF_FIRST
#undef UF_LISTED
#undef UF_MANY
#undef UF_EIGHT
// clang-format on

} // namespace uf::detail
