// numbers.h - many numbers at once: arrays and vectors of what one loop can write or read.
//
// Most numbers differ from the wire at most in their byte order. The others are converted: short
// (travels as four bytes), float (as double), small enums, and bool, whose bytes are checked.
//
// Invariant: the same bytes, and the same errors at the same offset, as one element after the other.
// Left to others: long double, which is more than its bytes in exact mode; vector<bool>, which has
// no bools; where the numbers lie (sequences.h, arrays.h, tuple.h, ranges.h).
#pragma once

#include "arithmetic.h"
#include "byte_swap.h"
#include "rooms.h"
#include "unfilled.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <vector>

namespace uf::detail {

// possible: T is such a number. same: its bytes are those on the wire but for their order.
template <class T> struct bulk {
  static constexpr bool possible = false;
};

template <class T, std::endian Order> struct bulk_same {
  static constexpr bool possible = true, same = true;
  using wire = bits_of_size<sizeof(T)>;

  static void write(writer &w, const T *from, std::size_t n) { w.numbers<Order>(from, n); }
  static void read(reader &r, T *to, std::size_t n) { r.numbers<Order>(to, n); }
};

// Convert: `static Wire to(T)`, and `static bool from(Wire, T &)`: false if it is no T. Both without
// branches, so that loops of them are compiled to vector instructions where there are some.
template <class T, class Wire, std::endian Order, class Convert> struct bulk_converted {
  static constexpr bool possible = true, same = false;
  using wire = Wire;

  static void write(writer &w, const T *from, std::size_t n) {
    w.fill(n, sizeof(Wire), [from](char *to, std::size_t first, std::size_t now) {
      for (std::size_t i = 0; i < now; ++i)
        store<Order>(to + i * sizeof(Wire), Convert::to(from[first + i]));
    });
  }
  static void read(reader &r, T *to, std::size_t n) {
    const char *const from = r.bytes(n * sizeof(Wire)).data();
    bool good = true;
    for (std::size_t i = 0; i < n; ++i)
      good &= Convert::from(load<Order, Wire>(from + i * sizeof(Wire)), to[i]);
    if (!good) [[unlikely]] { // which one?
      r.unread(n * sizeof(Wire));
      while (n-- > 0)
        static_cast<void>(codec<T>::decode(r));
    }
  }
};

// Small integers as four bytes; I is T or what its enumerators are.
template <class T, class I> struct small_integer {
  static std::uint32_t to(T v) { return static_cast<std::uint32_t>(static_cast<I>(v)); }
  static bool from(std::uint32_t bits, T &v) {
    const I i = static_cast<I>(bits);
    v = static_cast<T>(i);
    return static_cast<std::uint32_t>(i) == bits;
  }
};
struct bool_byte {
  static std::uint8_t to(bool v) { return v; }
  static bool from(std::uint8_t byte, bool &v) {
    v = byte != 0;
    return byte <= 1;
  }
};
// A finite number too large for a float must not even be converted.
struct float_as_double {
  static double to(float v) { return v; }
  static bool from(double wide, float &v) {
    const bool too_large = std::fabs(wide) > std::numeric_limits<float>::max() &&
                           std::fabs(wide) <= std::numeric_limits<double>::max();
    v = static_cast<float>(too_large ? 0.0 : wide);
    return !too_large;
  }
};

template <plain_integer T> requires(sizeof(T) != 2)
struct bulk<T> : bulk_same<T, std::endian::big> {};
template <plain_integer T> requires(sizeof(T) == 2)
struct bulk<T> : bulk_converted<T, std::uint32_t, std::endian::big, small_integer<T, T>> {};
// Not one with a codec of its own.
template <class T> concept enum_number = plain_enum<T> && requires {
  requires std::is_same_v<typename codec<T>::number, integer_codec<std::underlying_type_t<T>, 4>>;
};
template <enum_number T> requires(sizeof(T) >= 4)
struct bulk<T> : bulk_same<T, std::endian::big> {};
template <enum_number T> requires(sizeof(T) < 4)
struct bulk<T> : bulk_converted<T, std::uint32_t, std::endian::big,
                                small_integer<T, std::underlying_type_t<T>>> {};
template <> struct bulk<bool>
    : bulk_converted<bool, std::uint8_t, std::endian::big, bool_byte> {};

inline constexpr bool ieee_floats =
    std::numeric_limits<double>::is_iec559 && std::numeric_limits<float>::is_iec559;
template <> struct bulk<double> : bulk_same<double, std::endian::little> {
  static constexpr bool possible = ieee_floats;
};
template <> struct bulk<float>
    : bulk_converted<float, double, std::endian::little, float_as_double> {
  static constexpr bool possible = ieee_floats;
};

template <class T> concept bulk_number = bulk<T>::possible;

template <class V> V read_vector(reader &r) {
  using T = typename V::value_type;
  const std::size_t spare = spare_room<V>(r), n = r.count(sizeof(typename bulk<T>::wire));
  r.charge(n, sizeof(T));
  V v;
  if (spare > 0) [[unlikely]]
    make_room(r, v, n, spare);
  else
    v.reserve(n);
  return fill_unfilled<V>(std::move(v), n, [&r](T *to, std::size_t now) { bulk<T>::read(r, to, now); });
}

} // namespace uf::detail
