// stateless.h - closures without captures, and other classes that are no aggregates and hold nothing.
//
//   void-like: no type, no bytes. Another object of the class is as good.
//
// Only what the compiler itself makes and copies: a constructor of the program's may do anything.
#pragma once

#include "tuple_for_serialization.h"

#include <type_traits>

namespace uf {
namespace detail {

template <class T> concept holds_nothing =
    std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && requires { sizeof(T); } &&
    std::is_empty_v<T> && !std::is_aggregate_v<T> && std::is_trivially_default_constructible_v<T> &&
    std::is_trivially_copyable_v<T> && std::is_move_constructible_v<T> && !has_tuple_for_serialization<T>;

} // namespace detail

template <detail::holds_nothing T> struct codec<T> {
  static constexpr auto type() { return typestring<0>(); }
  static void encode(writer &, const T &) {}
  static T decode(reader &) { return T(); }
};

} // namespace uf
