// complex.h - std::complex, std::valarray.
//
//   complex: t2dd, real and imaginary part | valarray: a list of its elements
//
// <complex> and <valarray> are not included (see standard_name.h).
#pragma once

#include "sequences.h"
#include "standard_name.h"

namespace uf {
namespace detail {

template <class T> concept std_complex = requires(const T &v) {
  typename T::value_type;
  v.real();
  v.imag();
} && is_standard<T>("std::complex") && plain_floating<typename T::value_type>;

template <class T> concept std_valarray = requires(T &v) {
  typename T::value_type;
  v.cshift(1);
} && is_standard<T>("std::valarray");

} // namespace detail

template <detail::std_complex T> struct codec<T> {
  using number = typename T::value_type;
  using parts = uf::parts<number>;

  static constexpr auto type() { return tuple_type(type_v<number>, type_v<number>); }
  static void encode(writer &w, const T &v) {
    uf::encode(w, v.real());
    uf::encode(w, v.imag());
  }
  static T decode(reader &r) {
    const number real = uf::decode<number>(r);
    return T(real, uf::decode<number>(r));
  }
};

template <detail::std_valarray T> struct codec<T> {
  using value_type = typename T::value_type;
  using parts = uf::parts<value_type>;
  static constexpr bool decodable =
      std::is_default_constructible_v<value_type> && std::is_move_assignable_v<value_type>;

  static constexpr auto type() { return detail::list_type<value_type>(); }
  static void encode(writer &w, const T &v) {
    w.count(v.size());
    for (std::size_t i = 0; i < v.size(); ++i)
      uf::encode<value_type>(w, v[i]);
  }
  static T decode(reader &r) {
    const std::size_t n = r.count(least_size_v<value_type>);
    r.charge(n, sizeof(value_type));
    T v(n);
    for (std::size_t i = 0; i < n; ++i)
      v[i] = uf::decode<value_type>(r);
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (std::size_t i = 0; i < v.size(); ++i)
      f(v[i]);
  }
};

} // namespace uf
