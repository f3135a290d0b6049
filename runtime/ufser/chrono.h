// chrono.h - durations and time points, and the parts of a calendar date.
//
//   duration, time_point   I, the count of its own unit; d if it counts in floating point
//   year i | month, day, weekday c | year_month, month_day, year_month_day: a tuple of those
//   weekday_indexed: a tuple, of the weekday and a c | weekday_last, month_day_last: as the weekday, the month
//   other dates: a tuple of their parts
//
// The unit is not on the wire: seconds read as milliseconds are so many milliseconds. Nor is the
// clock: a time point of steady_clock means little on another machine.
// Invariant: what is read fits the C++ type. <chrono> is not included (see standard_name.h).
// Left to others: time zones, hh_mm_ss.
#pragma once

#include "arithmetic.h"
#include "standard_name.h"

#include <cstdint>
#include <limits>

namespace uf {
namespace detail {

template <class T> concept std_duration =
    requires { typename T::rep; typename T::period; } && is_standard<T>("std::chrono::duration");
template <class T> concept std_time_point =
    requires { typename T::clock; typename T::duration; } &&
    is_standard<T>("std::chrono::time_point");

template <class T> concept std_date_part = requires(const T &v) { { v.ok() } -> std::same_as<bool>; };
template <class T> concept std_year = std_date_part<T> && is_standard<T>("std::chrono::year");
template <class T> concept std_month_or_day = std_date_part<T> &&
    (is_standard<T>("std::chrono::month") || is_standard<T>("std::chrono::day"));
template <class T> concept std_weekday = std_date_part<T> && is_standard<T>("std::chrono::weekday");
template <class T> concept std_year_month =
    std_date_part<T> && is_standard<T>("std::chrono::year_month");
template <class T> concept std_month_day =
    std_date_part<T> && is_standard<T>("std::chrono::month_day");
template <class T> concept std_year_month_day =
    std_date_part<T> && is_standard<T>("std::chrono::year_month_day");
template <class T> concept std_weekday_indexed =
    std_date_part<T> && is_standard<T>("std::chrono::weekday_indexed");
template <class T> concept std_weekday_last =
    std_date_part<T> && is_standard<T>("std::chrono::weekday_last");
template <class T> concept std_month_day_last =
    std_date_part<T> && is_standard<T>("std::chrono::month_day_last");
// With a weekday_indexed or weekday_last.
template <class T> concept std_month_weekday =
    std_date_part<T> && (is_standard<T>("std::chrono::month_weekday") ||
                         is_standard<T>("std::chrono::month_weekday_last"));
template <class T> concept std_year_month_day_last =
    std_date_part<T> && is_standard<T>("std::chrono::year_month_day_last");
template <class T> concept std_year_month_weekday =
    std_date_part<T> && (is_standard<T>("std::chrono::year_month_weekday") ||
                         is_standard<T>("std::chrono::year_month_weekday_last"));

// Whatever the width of the count, 64 bits on the wire.
template <plain_integer Rep> struct wide_count {
  static constexpr auto type() { return typestring("I"); }
  static void encode(writer &w, Rep v) {
    if constexpr (std::is_signed_v<Rep>)
      w.i64(v);
    else
      w.u64(v);
  }
  static Rep decode(reader &r) {
    if constexpr (std::is_signed_v<Rep>) {
      const std::int64_t v = r.i64();
      if (v < std::numeric_limits<Rep>::min() || v > std::numeric_limits<Rep>::max())
        r.fail(errc::malformed, "a count that does not fit its type");
      return static_cast<Rep>(v);
    } else {
      const std::uint64_t v = r.u64();
      if (v > std::numeric_limits<Rep>::max())
        r.fail(errc::malformed, "a count that does not fit its type");
      return static_cast<Rep>(v);
    }
  }
};
template <class Rep> struct count_codec : codec<Rep> {}; // of floating point or a class
template <plain_integer Rep> struct count_codec<Rep> : wide_count<Rep> {};

} // namespace detail

template <detail::std_duration T> struct codec<T> {
  using number = detail::count_codec<typename T::rep>;
  using parts = uf::parts<typename T::rep>;

  static constexpr auto type() { return number::type(); }
  static void encode(writer &w, const T &v) { number::encode(w, v.count()); }
  static T decode(reader &r) { return T(number::decode(r)); }
};

template <detail::std_time_point T> struct codec<T> {
  using duration = typename T::duration;
  using parts = uf::parts<duration>;

  static constexpr auto type() { return codec<duration>::type(); }
  static void encode(writer &w, const T &v) { codec<duration>::encode(w, v.time_since_epoch()); }
  static T decode(reader &r) { return T(codec<duration>::decode(r)); }
};

template <detail::std_year T> struct codec<T> {
  static constexpr auto type() { return typestring("i"); }
  static void encode(writer &w, const T &v) { w.i32(static_cast<int>(v)); }
  static T decode(reader &r) { return T(codec<std::int16_t>::decode(r)); } // as much as it holds
};
template <detail::std_month_or_day T> struct codec<T> {
  static constexpr auto type() { return typestring("c"); }
  static void encode(writer &w, const T &v) {
    w.u8(static_cast<std::uint8_t>(static_cast<unsigned>(v)));
  }
  static T decode(reader &r) { return T(unsigned{r.u8()}); }
};
template <detail::std_weekday T> struct codec<T> {
  static constexpr auto type() { return typestring("c"); }
  static void encode(writer &w, const T &v) { w.u8(static_cast<std::uint8_t>(v.c_encoding())); }
  static T decode(reader &r) {
    const unsigned v = r.u8();
    if (v == 7) // Sunday, but that is a 0
      r.fail(errc::malformed, "not a weekday");
    return T(v);
  }
};

namespace detail {

// Braces: the parts are read from left to right.
template <class T, class... P> struct date_codec {
  using parts = uf::parts<P...>;
  static constexpr auto type() { return tuple_type(type_v<P>...); }
  static T decode(reader &r) { return T{uf::decode<P>(r)...}; }
};
template <class T> using year_of = decltype(std::declval<const T &>().year());
template <class T> using month_of = decltype(std::declval<const T &>().month());
template <class T> using day_of = decltype(std::declval<const T &>().day());
template <class T> using weekday_of = decltype(std::declval<const T &>().weekday());

// The nth or the last one of a month.
template <class T> auto weekday_in_month(const T &v) {
  if constexpr (requires { v.weekday_indexed(); })
    return v.weekday_indexed();
  else
    return v.weekday_last();
}
template <class T> using weekday_in_month_of = decltype(weekday_in_month(std::declval<const T &>()));

} // namespace detail

template <detail::std_year_month T> struct codec<T>
    : detail::date_codec<T, detail::year_of<T>, detail::month_of<T>> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.year());
    uf::encode(w, v.month());
  }
};
template <detail::std_month_day T> struct codec<T>
    : detail::date_codec<T, detail::month_of<T>, detail::day_of<T>> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.month());
    uf::encode(w, v.day());
  }
};
template <detail::std_year_month_day T> struct codec<T>
    : detail::date_codec<T, detail::year_of<T>, detail::month_of<T>, detail::day_of<T>> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.year());
    uf::encode(w, v.month());
    uf::encode(w, v.day());
  }
};

template <detail::std_weekday_indexed T> struct codec<T> {
  using weekday = detail::weekday_of<T>;
  using parts = uf::parts<weekday>;
  static constexpr auto type() { return tuple_type(type_v<weekday>, typestring("c")); }
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.weekday());
    w.u8(static_cast<std::uint8_t>(v.index()));
  }
  static T decode(reader &r) {
    const weekday day = uf::decode<weekday>(r);
    return T(day, unsigned{r.u8()});
  }
};
template <detail::std_weekday_last T> struct codec<T> {
  using weekday = detail::weekday_of<T>;
  using parts = uf::parts<weekday>;
  static constexpr auto type() { return type_v<weekday>; }
  static void encode(writer &w, const T &v) { uf::encode(w, v.weekday()); }
  static T decode(reader &r) { return T(uf::decode<weekday>(r)); }
};
template <detail::std_month_day_last T> struct codec<T> {
  using month = detail::month_of<T>;
  using parts = uf::parts<month>;
  static constexpr auto type() { return type_v<month>; }
  static void encode(writer &w, const T &v) { uf::encode(w, v.month()); }
  static T decode(reader &r) { return T(uf::decode<month>(r)); }
};
template <detail::std_month_weekday T> struct codec<T>
    : detail::date_codec<T, detail::month_of<T>, detail::weekday_in_month_of<T>> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.month());
    uf::encode(w, detail::weekday_in_month(v));
  }
};
template <detail::std_year_month_day_last T> struct codec<T>
    : detail::date_codec<T, detail::year_of<T>, decltype(std::declval<const T &>().month_day_last())> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.year());
    uf::encode(w, v.month_day_last());
  }
};
template <detail::std_year_month_weekday T> struct codec<T>
    : detail::date_codec<T, detail::year_of<T>, detail::month_of<T>, detail::weekday_in_month_of<T>> {
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.year());
    uf::encode(w, v.month());
    uf::encode(w, detail::weekday_in_month(v));
  }
};

} // namespace uf
