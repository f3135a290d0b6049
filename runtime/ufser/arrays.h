// arrays.h - C arrays: as a tuple of their elements; char arrays as text.
//
// Invariant: char[N] holds at most N bytes of text; reading fills the rest with NULs.
// Left to others: decode() - a function cannot return an array. `read` fills one that exists;
// aggregate.h uses it for array members.
#pragma once

#include "numbers.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

namespace uf {
namespace detail {

// The type of an array names each element: over this many compilers give up, and it has no mapping.
inline constexpr std::size_t most_elements = 100'000;
struct too_many_elements_for_a_type; // in place of the element
template <class T> inline constexpr std::size_t flat_extent = 1;
template <class T, std::size_t N>
inline constexpr std::size_t flat_extent<T[N]> = N * flat_extent<T>;
template <class T, std::size_t N>
inline constexpr std::size_t flat_extent<std::array<T, N>> = N * flat_extent<T>;
template <class T, std::size_t N> using array_parts =
    std::conditional_t<flat_extent<T[N]> <= most_elements, parts<T>,
                       parts<too_many_elements_for_a_type>>;

template <class T> inline constexpr bool fillable_element =
    std::is_move_assignable_v<T> || std::is_nothrow_move_constructible_v<std::remove_const_t<T>>;
// A value can be put where an object of this type already is.
template <class T> inline constexpr bool fillable =
    !std::is_reference_v<T> && fillable_element<std::remove_all_extents_t<T>>;

// Gives an existing object its value; arrays can only be read that way. What cannot be assigned is
// replaced (it may be or have const members), once the new value exists and can no longer fail.
template <class T> void read_into(reader &r, T &place) {
  if constexpr (std::is_array_v<T>) {
    codec<T>::read(r, place);
  } else if constexpr (std::is_move_assignable_v<T>) {
    place = uf::decode<T>(r);
  } else {
    std::remove_const_t<T> v = uf::decode<T>(r);
    std::destroy_at(&place);
    std::construct_at(const_cast<std::remove_const_t<T> *>(&place), std::move(v));
  }
}

} // namespace detail

template <class T, std::size_t N> struct codec<T[N]> {
  using parts = detail::array_parts<T, N>;

  static constexpr auto type() { return repeated_type<N>(type_v<T>); }
  static void encode(writer &w, const T (&v)[N]) {
    if constexpr (detail::bulk_number<T>)
      detail::bulk<T>::write(w, v, N);
    else
      for (const T &e : v)
        uf::encode(w, e);
  }
  static void read(reader &r, T (&v)[N]) {
    if constexpr (detail::bulk_number<T>)
      detail::bulk<T>::read(r, v, N);
    else
      for (T &e : v)
        detail::read_into(r, e);
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (auto &e : v)
      f(e);
  }
};

template <std::size_t N> struct codec<char[N]> {
  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const char (&v)[N]) {
    const void *nul = w.exact() ? nullptr : std::memchr(v, 0, N);
    w.string({v, nul ? static_cast<std::size_t>(static_cast<const char *>(nul) - v) : N});
  }
  static void read(reader &r, char (&v)[N]) {
    const std::string_view s = r.string();
    if (s.size() > N)
      r.fail(errc::malformed, "text that does not fit its array");
    std::fill(std::copy(s.begin(), s.end(), v), v + N, '\0');
  }
};

} // namespace uf
