// aggregate_members.h - the members of an aggregate as lvalues, by structured bindings.
//
// `members<N>::apply(v, f)` is f(member, ...) for an aggregate of exactly N members;
// `members<N>::list(v)` gives their declared types (references and arrays kept).
//
// A structured binding wants its names written out, hence the macros: names are m00 .. m77,
// octal, in groups of eight. Invariant: no macro is left defined.
// Left to others: finding N (aggregate_probe.h); a wrong one does not compile.
#pragma once

#include "codec.h"

#include <cstddef>
#include <type_traits>

namespace uf::detail {

inline constexpr std::size_t most_members = 64;

// Instead of the list when a member cannot be bound to a reference: that is how bit-fields are found.
struct unlisted {};

template <std::size_t N> struct members;

// No members, nothing to bind.
template <> struct members<0> {
  template <class V, class F> static constexpr decltype(auto) apply(V &, F &&f) { return f(); }
  template <class V> static auto list(V &) { return std::type_identity<parts<>>(); }
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
#define UF_ALL_1(X) UF_8(X, 0)
#define UF_ALL_2(X) UF_ALL_1(X), UF_8(X, 1)
#define UF_ALL_3(X) UF_ALL_2(X), UF_8(X, 2)
#define UF_ALL_4(X) UF_ALL_3(X), UF_8(X, 3)
#define UF_ALL_5(X) UF_ALL_4(X), UF_8(X, 4)
#define UF_ALL_6(X) UF_ALL_5(X), UF_8(X, 5)
#define UF_ALL_7(X) UF_ALL_6(X), UF_8(X, 6)
#define UF_NAME(t, i) m##t##i
#define UF_TYPE(t, i) decltype(m##t##i)
#define UF_MEMBERS(N, L, t)                                                                        \
  template <> struct members<N> {                                                                  \
    template <class V, class F> static constexpr decltype(auto) apply(V &v, F &&f) {               \
      auto &[L(UF_NAME, t)] = v;                                                                   \
      return f(L(UF_NAME, t));                                                                     \
    }                                                                                              \
    template <class V> static auto list(V &v) {                                                    \
      [[maybe_unused]] auto &[L(UF_NAME, t)] = v;                                                  \
      if constexpr (requires { bind_all(L(UF_NAME, t)); })                                         \
        return std::type_identity<parts<L(UF_TYPE, t)>>();                                  \
      else                                                                                         \
        return std::type_identity<unlisted>();                                                   \
    }                                                                                              \
  };
#define UF_MEMBERS_OVER_8(N, A, L, t)                                                              \
  template <> struct members<N> {                                                                  \
    template <class V, class F> static constexpr decltype(auto) apply(V &v, F &&f) {               \
      auto &[A(UF_NAME), L(UF_NAME, t)] = v;                                                       \
      return f(A(UF_NAME), L(UF_NAME, t));                                                         \
    }                                                                                              \
    template <class V> static auto list(V &v) {                                                    \
      [[maybe_unused]] auto &[A(UF_NAME), L(UF_NAME, t)] = v;                                      \
      if constexpr (requires { bind_all(A(UF_NAME), L(UF_NAME, t)); })                             \
        return std::type_identity<parts<A(UF_TYPE), L(UF_TYPE, t)>>();                      \
      else                                                                                         \
        return std::type_identity<unlisted>();                                                   \
    }                                                                                              \
  };
UF_MEMBERS(1, UF_1, 0)
UF_MEMBERS(2, UF_2, 0)
UF_MEMBERS(3, UF_3, 0)
UF_MEMBERS(4, UF_4, 0)
UF_MEMBERS(5, UF_5, 0)
UF_MEMBERS(6, UF_6, 0)
UF_MEMBERS(7, UF_7, 0)
UF_MEMBERS(8, UF_8, 0)
UF_MEMBERS_OVER_8(9, UF_ALL_1, UF_1, 1)
UF_MEMBERS_OVER_8(10, UF_ALL_1, UF_2, 1)
UF_MEMBERS_OVER_8(11, UF_ALL_1, UF_3, 1)
UF_MEMBERS_OVER_8(12, UF_ALL_1, UF_4, 1)
UF_MEMBERS_OVER_8(13, UF_ALL_1, UF_5, 1)
UF_MEMBERS_OVER_8(14, UF_ALL_1, UF_6, 1)
UF_MEMBERS_OVER_8(15, UF_ALL_1, UF_7, 1)
UF_MEMBERS_OVER_8(16, UF_ALL_1, UF_8, 1)
UF_MEMBERS_OVER_8(17, UF_ALL_2, UF_1, 2)
UF_MEMBERS_OVER_8(18, UF_ALL_2, UF_2, 2)
UF_MEMBERS_OVER_8(19, UF_ALL_2, UF_3, 2)
UF_MEMBERS_OVER_8(20, UF_ALL_2, UF_4, 2)
UF_MEMBERS_OVER_8(21, UF_ALL_2, UF_5, 2)
UF_MEMBERS_OVER_8(22, UF_ALL_2, UF_6, 2)
UF_MEMBERS_OVER_8(23, UF_ALL_2, UF_7, 2)
UF_MEMBERS_OVER_8(24, UF_ALL_2, UF_8, 2)
UF_MEMBERS_OVER_8(25, UF_ALL_3, UF_1, 3)
UF_MEMBERS_OVER_8(26, UF_ALL_3, UF_2, 3)
UF_MEMBERS_OVER_8(27, UF_ALL_3, UF_3, 3)
UF_MEMBERS_OVER_8(28, UF_ALL_3, UF_4, 3)
UF_MEMBERS_OVER_8(29, UF_ALL_3, UF_5, 3)
UF_MEMBERS_OVER_8(30, UF_ALL_3, UF_6, 3)
UF_MEMBERS_OVER_8(31, UF_ALL_3, UF_7, 3)
UF_MEMBERS_OVER_8(32, UF_ALL_3, UF_8, 3)
UF_MEMBERS_OVER_8(33, UF_ALL_4, UF_1, 4)
UF_MEMBERS_OVER_8(34, UF_ALL_4, UF_2, 4)
UF_MEMBERS_OVER_8(35, UF_ALL_4, UF_3, 4)
UF_MEMBERS_OVER_8(36, UF_ALL_4, UF_4, 4)
UF_MEMBERS_OVER_8(37, UF_ALL_4, UF_5, 4)
UF_MEMBERS_OVER_8(38, UF_ALL_4, UF_6, 4)
UF_MEMBERS_OVER_8(39, UF_ALL_4, UF_7, 4)
UF_MEMBERS_OVER_8(40, UF_ALL_4, UF_8, 4)
UF_MEMBERS_OVER_8(41, UF_ALL_5, UF_1, 5)
UF_MEMBERS_OVER_8(42, UF_ALL_5, UF_2, 5)
UF_MEMBERS_OVER_8(43, UF_ALL_5, UF_3, 5)
UF_MEMBERS_OVER_8(44, UF_ALL_5, UF_4, 5)
UF_MEMBERS_OVER_8(45, UF_ALL_5, UF_5, 5)
UF_MEMBERS_OVER_8(46, UF_ALL_5, UF_6, 5)
UF_MEMBERS_OVER_8(47, UF_ALL_5, UF_7, 5)
UF_MEMBERS_OVER_8(48, UF_ALL_5, UF_8, 5)
UF_MEMBERS_OVER_8(49, UF_ALL_6, UF_1, 6)
UF_MEMBERS_OVER_8(50, UF_ALL_6, UF_2, 6)
UF_MEMBERS_OVER_8(51, UF_ALL_6, UF_3, 6)
UF_MEMBERS_OVER_8(52, UF_ALL_6, UF_4, 6)
UF_MEMBERS_OVER_8(53, UF_ALL_6, UF_5, 6)
UF_MEMBERS_OVER_8(54, UF_ALL_6, UF_6, 6)
UF_MEMBERS_OVER_8(55, UF_ALL_6, UF_7, 6)
UF_MEMBERS_OVER_8(56, UF_ALL_6, UF_8, 6)
UF_MEMBERS_OVER_8(57, UF_ALL_7, UF_1, 7)
UF_MEMBERS_OVER_8(58, UF_ALL_7, UF_2, 7)
UF_MEMBERS_OVER_8(59, UF_ALL_7, UF_3, 7)
UF_MEMBERS_OVER_8(60, UF_ALL_7, UF_4, 7)
UF_MEMBERS_OVER_8(61, UF_ALL_7, UF_5, 7)
UF_MEMBERS_OVER_8(62, UF_ALL_7, UF_6, 7)
UF_MEMBERS_OVER_8(63, UF_ALL_7, UF_7, 7)
UF_MEMBERS_OVER_8(64, UF_ALL_7, UF_8, 7)
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
#undef UF_MEMBERS
#undef UF_MEMBERS_OVER_8
#undef UF_NAME
#undef UF_TYPE
// clang-format on

} // namespace uf::detail
