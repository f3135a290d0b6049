// convert_number.h - which conversions there are, and those of simple numbers.
//
// Numbers on the wire are signed: 0xff as a c is -1. Invariant: a number that the wanted type
// cannot hold exactly is an error. Left to others: everything with other values in it (convert.h).
#pragma once

#include "reader.h"
#include "writer.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace uf {

// Flags; combine them with |.
enum class convert : unsigned {
  none = 0,
  optional = 1,  // T to an optional T; back, if there is a value
  widen = 2,     // c to i to I
  narrow = 4,    // I to i to c, if the number fits
  real = 8,      // i, I to d and back, if the number stays the same
  boolean = 16,  // b to c, i, I as 0 or 1, and those two back
  any = 32,      // T to an any with a T in it, and back
  sequence = 64, // tN to a list of the same number of elements, and back
  all = 127
};
constexpr convert operator|(convert a, convert b) {
  return static_cast<convert>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr convert operator&(convert a, convert b) {
  return static_cast<convert>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}

namespace detail {

constexpr int rank_of(char kind) { // of integers by width; 0: none
  return kind == 'c' ? 1 : kind == 'i' ? 2 : kind == 'I' ? 3 : 0;
}
constexpr bool is_number(char kind) { return rank_of(kind) > 0 || kind == 'b' || kind == 'd'; }

// Which conversion leads from one number to another; `all`: there is none.
constexpr convert conversion_of(char from, char to) {
  const int a = rank_of(from), b = rank_of(to);
  if (from == to)
    return convert::none;
  if (a > 0 && b > 0)
    return a < b ? convert::widen : convert::narrow;
  if ((from == 'b' && b > 0) || (to == 'b' && a > 0))
    return convert::boolean;
  if ((from == 'd' && b > 1) || (to == 'd' && a > 1))
    return convert::real;
  return convert::all;
}

[[noreturn]] inline void does_not_fit(const reader &r, const std::string &number, char to) {
  r.fail(errc::type_mismatch, number + " does not fit a <" + to + ">");
}

inline void put_integer_as(const reader &r, std::int64_t v, writer &w, char to) {
  const bool fits = to == 'b'   ? v == 0 || v == 1
                    : to == 'c' ? v >= -128 && v <= 127
                    : to == 'i' ? v >= INT32_MIN && v <= INT32_MAX
                                : true;
  if (!fits)
    does_not_fit(r, std::to_string(v), to);
  switch (to) {
  case 'b': case 'c': return w.u8(static_cast<std::uint8_t>(v));
  case 'i': return w.i32(static_cast<std::int32_t>(v));
  default: return w.i64(v);
  }
}

inline void put_integer_as_real(const reader &r, std::int64_t v, writer &w) {
  const auto d = static_cast<double>(v);
  // 2^63 itself is no int64: converting it back would be undefined.
  if (d >= 0x1p63 || static_cast<std::int64_t>(d) != v)
    does_not_fit(r, std::to_string(v), 'd');
  w.f64(d);
}

inline void convert_number(reader &r, char from, writer &w, char to) {
  if (from == 'd') {
    const double d = r.f64();
    if (to == 'd')
      return w.f64(d);
    if (!(d >= -0x1p63 && d < 0x1p63) || std::trunc(d) != d)
      does_not_fit(r, std::to_string(d), to);
    return put_integer_as(r, static_cast<std::int64_t>(d), w, to);
  }
  std::int64_t v = 0;
  switch (from) {
  case 'b': v = r.flag() ? 1 : 0; break;
  case 'c': v = static_cast<std::int8_t>(r.u8()); break;
  case 'i': v = r.i32(); break;
  default: v = r.i64(); break;
  }
  to == 'd' ? put_integer_as_real(r, v, w) : put_integer_as(r, v, w, to);
}

} // namespace detail
} // namespace uf
