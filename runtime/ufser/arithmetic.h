// arithmetic.h - bool, characters, integers, floating point, enums.
//
//   bool b | 1 byte c | 2 and 4 bytes i | 8 bytes I | floating point d | enums i, of 8 bytes I
//
// Invariant: a value read fits its C++ type, otherwise the input is malformed. On the wire a type
// wider than the C++ one (short as i) is sign- or zero-extended after the C++ type.
// Left to others: numeric containers (sequences.h); conversions between widths.
#pragma once

#include "codec.h"

#include <cmath>
#include <limits>

namespace uf {

template <> struct codec<bool> {
  static constexpr auto type() { return typestring("b"); }
  static void encode(writer &w, bool v) { w.u8(v ? 1 : 0); }
  static bool decode(reader &r) { return r.flag(); }
};

namespace detail {

// Without cv: concepts are asked about value types. Extended integers (__int128) have no mapping.
template <class T> concept plain_integer =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && std::is_same_v<T, std::remove_cv_t<T>> &&
    sizeof(T) <= 8;
template <class T> concept plain_enum =
    std::is_enum_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && sizeof(T) <= 8;
template <class T> concept plain_floating =
    std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_same_v<T, long double>;

// The unsigned type of the width that T has on the wire.
template <class T, std::size_t Least> using wire_bits =
    std::conditional_t<(sizeof(T) > 4), std::uint64_t,
                       std::conditional_t<(sizeof(T) > 1 || Least > 1), std::uint32_t, std::uint8_t>>;

template <class T> T narrowed(std::uint32_t bits, reader &r) {
  if constexpr (std::is_same_v<T, bool>) { // underlying type of an enum
    if (bits > 1)
      r.fail(errc::malformed, "a value that is no bool");
    return bits != 0;
  } else if constexpr (sizeof(T) >= 4) {
    return static_cast<T>(bits);
  } else {
    const auto v = static_cast<T>(bits);
    const auto back = std::is_signed_v<T> ? static_cast<std::uint32_t>(static_cast<std::int32_t>(v))
                                          : static_cast<std::uint32_t>(v);
    if (back != bits)
      r.fail(errc::malformed, "an integer that does not fit its type");
    return v;
  }
}

// Least: the fewest bytes on the wire (1 for integers, 4 for enums).
template <class T, std::size_t Least> struct integer_codec {
  using bits = wire_bits<T, Least>;

  static constexpr auto type() {
    if constexpr (sizeof(bits) == 1)
      return typestring("c");
    else if constexpr (sizeof(bits) == 4)
      return typestring("i");
    else
      return typestring("I");
  }
  static void encode(writer &w, T v) {
    const auto b = static_cast<bits>(v); // extends after the sign of T
    if constexpr (sizeof(bits) == 1)
      w.u8(b);
    else if constexpr (sizeof(bits) == 4)
      w.u32(b);
    else
      w.u64(b);
  }
  static T decode(reader &r) {
    if constexpr (sizeof(bits) == 1) {
      return static_cast<T>(r.u8());
    } else if constexpr (sizeof(bits) == 4) {
      return narrowed<T>(r.u32(), r);
    } else {
      return static_cast<T>(r.u64());
    }
  }
};

} // namespace detail

template <detail::plain_integer T> struct codec<T> : detail::integer_codec<T, 1> {};

// By bits, not by enumerator: combinations of flags are values too.
template <detail::plain_enum T> struct codec<T> {
  using number = detail::integer_codec<std::underlying_type_t<T>, 4>;

  static constexpr auto type() { return number::type(); }
  static void encode(writer &w, T v) { number::encode(w, static_cast<std::underlying_type_t<T>>(v)); }
  static T decode(reader &r) { return static_cast<T>(number::decode(r)); }
};

namespace detail {

// All of a long double, the same on every machine: class and sign, exponent, 128 bits of mantissa.
inline void encode_exactly(writer &w, long double v) {
  const bool finite = std::isfinite(v);
  int exponent = 0;
  long double m = finite ? std::frexp(std::fabs(v), &exponent) : 0;
  w.u8(static_cast<std::uint8_t>((std::signbit(v) ? 1 : 0) | (std::isinf(v) ? 2 : 0) |
                                 (std::isnan(v) ? 4 : 0)));
  w.i32(exponent);
  for (int half = 0; half < 2; ++half) {
    m = std::ldexp(m, 64);
    const auto bits = static_cast<std::uint64_t>(m); // m < 2^64
    w.u64(bits);
    m -= static_cast<long double>(bits);
  }
}

inline long double decode_exactly(reader &r) {
  const unsigned kind = r.u8();
  const int exponent = r.i32();
  const std::uint64_t high = r.u64(), low = r.u64();
  if (kind > 5 || (kind >= 2 && (high | low) != 0) || exponent < -70'000 || exponent > 70'000)
    r.fail(errc::malformed, "not a long double");
  long double v = std::ldexp(std::ldexp(static_cast<long double>(low), -64) +
                                 static_cast<long double>(high), exponent - 64);
  if (kind & 2)
    v = std::numeric_limits<long double>::infinity();
  if (kind & 4)
    v = std::numeric_limits<long double>::quiet_NaN();
  return kind & 1 ? -v : v;
}

} // namespace detail

template <detail::plain_floating T> struct codec<T> {
  static constexpr auto type() { return typestring("d"); }
  static void encode(writer &w, T v) {
    w.f64(static_cast<double>(v));
    if constexpr (sizeof(T) > sizeof(double))
      if (w.exact())
        detail::encode_exactly(*w.beside, v);
  }
  static T decode(reader &r) {
    const double v = r.f64();
    if constexpr (sizeof(T) > sizeof(double))
      if (r.exact())
        return detail::decode_exactly(*r.beside);
    if constexpr (sizeof(T) < sizeof(double)) {
      // Converting a finite value out of range would be undefined; rounding is not.
      if (std::isfinite(v) && std::fabs(v) > static_cast<double>(std::numeric_limits<T>::max()))
        r.fail(errc::malformed, "a number that does not fit a float");
    }
    return static_cast<T>(v);
  }
};

} // namespace uf
