// tuple.h - monostate, pair, tuple, std::array: a fixed number of elements, nothing between them.
//
//   t N types | the elements. Void-like elements vanish, one remaining element stands for all.
//
// A tuple of references (std::tie) can be written, not read. So can one with elements that cannot
// be moved; in a pair or an array those are made in place.
// Left to others: C arrays (arrays.h), aggregates (aggregate.h).
#pragma once

#include "arrays.h"
#include "emplaced.h"
#include "numbers.h"

#include <array>
#include <tuple>
#include <utility>
#include <variant>

namespace uf {

template <> struct codec<std::monostate> {
  static constexpr auto type() { return typestring<0>(); }
  static void encode(writer &, std::monostate) {}
  static std::monostate decode(reader &) { return {}; }
};

namespace detail {

template <class T> concept in_pair = std::is_constructible_v<T, from_reader<T>>;

} // namespace detail

template <class A, class B> struct codec<std::pair<A, B>> {
  using pair = std::pair<A, B>;
  using parts = uf::parts<A, B>;
  static constexpr bool decodable =
      (detail::moves<A> && detail::moves<B>) || (detail::in_pair<A> && detail::in_pair<B>);

  static constexpr auto type() { return tuple_type(type_v<A>, type_v<B>); }
  static void encode(writer &w, const pair &v) {
    uf::encode<std::remove_cvref_t<A>>(w, v.first);
    uf::encode<std::remove_cvref_t<B>>(w, v.second);
  }
  // Braces: the elements are read from left to right; and so does the pair make its members.
  static pair decode(reader &r) {
    constexpr bool in_place = detail::made_in_place<A> || detail::made_in_place<B>;
    if constexpr (!(in_place && detail::in_pair<A> && detail::in_pair<B>))
      return pair{uf::decode<A>(r), uf::decode<B>(r)};
    else
      return pair(detail::from_reader<A>(r), detail::from_reader<B>(r));
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    f(v.first);
    f(v.second);
  }
};

template <class... T> struct codec<std::tuple<T...>> {
  using tuple = std::tuple<T...>;
  using parts = uf::parts<T...>;
  static constexpr bool decodable = (detail::moves<T> && ...); // it makes them in any order

  static constexpr auto type() { return tuple_type(type_v<T>...); }
  static void encode([[maybe_unused]] writer &w, const tuple &v) {
    std::apply([&](const auto &...e) { (uf::encode(w, e), ...); }, v);
  }
  static tuple decode([[maybe_unused]] reader &r) { return tuple{uf::decode<T>(r)...}; }
  template <class V, class F> static void visit(V &v, F &&f) {
    std::apply([&](auto &...e) { (static_cast<void>(f(e)), ...); }, v);
  }
};

template <class T, std::size_t N> struct codec<std::array<T, N>> {
  using array = std::array<T, N>;
  using parts = detail::array_parts<T, N>;
  // Long arrays of simple elements are filled in place: an initialiser list of thousands of
  // expressions is slow to compile.
  static constexpr bool in_place =
      N > 16 && std::is_default_constructible_v<T> && std::is_move_assignable_v<T>;

  static constexpr auto type() { return repeated_type<N>(type_v<T>); }
  static void encode(writer &w, const array &v) {
    if constexpr (detail::bulk_number<T>)
      detail::bulk<T>::write(w, v.data(), N);
    else
      for (const T &e : v)
        uf::encode(w, e);
  }
  static array decode(reader &r) {
    if constexpr (detail::bulk_number<T>) {
      array v;
      detail::bulk<T>::read(r, v.data(), N);
      return v;
    } else if constexpr (in_place) {
      array v;
      for (T &e : v)
        e = uf::decode<T>(r);
      return v;
    } else {
      return each(r, std::make_index_sequence<N>());
    }
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (auto &e : v)
      f(e);
  }

private:
  template <std::size_t... I>
  static array each([[maybe_unused]] reader &r, std::index_sequence<I...>) {
    if constexpr (N == 0)
      return array{};
    else
      return array{{(static_cast<void>(I), uf::decode<T>(r))...}};
  }
};

// Nothing in it: there need be no mapping for T, but one is asked for, as for other containers.
template <class T> struct codec<std::array<T, 0>> {
  using parts = uf::parts<T>;
  static constexpr auto type() { return typestring<0>(); }
  static void encode(writer &, const std::array<T, 0> &) {}
  static std::array<T, 0> decode(reader &) { return {}; }
};

} // namespace uf
