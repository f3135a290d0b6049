// sequences.h - vector, list, deque, set, multiset, unordered_set, unordered_multiset.
//
//   l type | count, elements in iteration order. Elements without a value (void-like) leave only
//   their count, as an `i`: the type `l` without an element type would be illegal.
//
// Invariant: the count is checked against the bytes that are left, and the memory against the
// budget, before anything is allocated. Equal elements in a set are malformed input.
// Left to others: maps (associative.h), other ranges.
#pragma once

#include "arithmetic.h"
#include "codec.h"
#include "emplaced.h"
#include "numbers.h"
#include "rooms.h"
#include "unordered.h"

#include <deque>
#include <list>
#include <set>
#include <unordered_set>
#include <vector>

namespace uf {
namespace detail {

// What a node-based container allocates around an element, roughly.
inline constexpr std::size_t node_overhead = 40;
// What a deque allocates for its first element, or even without one.
#ifdef _LIBCPP_VERSION
inline constexpr std::size_t deque_overhead = 4160;
#else
inline constexpr std::size_t deque_overhead = 640;
#endif

template <class E> constexpr auto list_type() {
  if constexpr (void_like<E>)
    return typestring("i");
  else
    return typestring("l") + type_v<E>;
}

template <class C> void encode_elements(writer &w, const C &v) {
  w.count(v.size());
  if constexpr (!void_like<typename C::value_type>)
    for (const auto &e : v)
      uf::encode<typename C::value_type>(w, e);
}

// Reads the count, charges the memory and gives each element to `put`.
template <class E, class Reserve, class Put>
void decode_elements(reader &r, std::size_t overhead, Reserve reserve, Put put) {
  const std::size_t n = r.count(least_size_v<E>);
  r.charge(n, sizeof(E) + overhead + (void_like<E> ? 16 : 0));
  reserve(n);
  for (std::size_t i = 0; i < n; ++i)
    put();
}

struct no_reserve {
  void operator()(std::size_t) const {}
};

// E may be const nowhere: containers hold value types. Overhead: for each element; Base: for none.
template <class C, std::size_t Overhead, std::size_t Base = 0> struct sequence_codec {
  using value_type = typename C::value_type;
  using parts = uf::parts<value_type>;
  static constexpr bool decodable = emplaceable<value_type> && remade<C>;

  static constexpr auto type() { return list_type<value_type>(); }
  static void encode(writer &w, const C &v) { encode_elements(w, v); }
  static C decode(reader &r) {
    r.charge(Base);
    C v;
    std::size_t spare = 0;
    if constexpr (requires { v.reserve(spare); })
      spare = spare_room<C>(r);
    auto reserve = [&]([[maybe_unused]] std::size_t n) {
      if constexpr (requires { v.reserve(n); }) {
        if (spare > 0) [[unlikely]]
          make_room(r, v, n, spare);
        else
          v.reserve(n);
      }
    };
    decode_elements<value_type>(r, Overhead, reserve,
                                [&] { v.emplace_back(element<value_type>(r)); });
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (auto &e : v)
      f(e);
  }
};

// Ordered ones are filled at the end, where their own order puts the next element.
template <class C, bool Unique, class Put> C decode_ordered(reader &r, std::size_t n, const char *twice, Put put) {
  C v;
  for (std::size_t i = 0; i < n; ++i) {
    put(v, v.end());
    if (Unique && v.size() == i)
      r.fail(errc::malformed, twice);
  }
  return v;
}

template <class C, bool Unique> struct set_codec {
  using value_type = typename C::value_type;
  using parts = uf::parts<value_type>;
  static constexpr bool decodable = emplaceable<value_type> && remade<C>;

  static constexpr auto type() { return list_type<value_type>(); }
  static void encode(writer &w, const C &v) {
    if constexpr (is_unordered<C>)
      note_room(w, v);
    encode_elements(w, v);
  }
  static C decode(reader &r) {
    [[maybe_unused]] const std::size_t *const spare = is_unordered<C> ? known_room<C>(r) : nullptr;
    const std::size_t n = r.count(least_size_v<value_type>);
    r.charge(n, sizeof(value_type) + node_overhead + (void_like<value_type> ? 16 : 0));
    const auto put = [&r](C &v, auto hint) { return v.emplace_hint(hint, element<value_type>(r)); };
    constexpr const char *twice = "an element that is twice in a set";
    if constexpr (is_unordered<C>)
      return decode_unordered<C>(r, n, spare, twice, put);
    else
      return decode_ordered<C, Unique>(r, n, twice, put);
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (const auto &e : v)
      f(e);
  }
};

} // namespace detail

template <class T, class A> struct codec<std::vector<T, A>>
    : detail::sequence_codec<std::vector<T, A>, 0> {
  using base = detail::sequence_codec<std::vector<T, A>, 0>;
  using vector = std::vector<T, A>;
  using bulk = detail::bulk<T>;

  static void encode(writer &w, const vector &v) {
    detail::note_room(w, v);
    if constexpr (bulk::possible) {
      w.count(v.size());
      bulk::write(w, v.data(), v.size());
    } else {
      base::encode(w, v);
    }
  }
  static vector decode(reader &r) {
    if constexpr (bulk::possible) {
      return detail::read_vector<vector>(r);
    } else if constexpr (detail::moves<T>) {
      return base::decode(r);
    } else { // made in place, all at once
      const std::size_t n = r.count(least_size_v<T>);
      r.charge(n, sizeof(T));
      using iterator = detail::reading_iterator<T>;
      return vector(iterator(r, 0), iterator(r, n));
    }
  }
};

// Its elements are bits: none can be visited.
template <class A> struct codec<std::vector<bool, A>> {
  using vector = std::vector<bool, A>;
  static constexpr bool decodable = detail::stateless<A>;

  static constexpr auto type() { return typestring("lb"); }
  static void encode(writer &w, const vector &v) {
    detail::note_room(w, v);
    w.count(v.size());
    for (const bool e : v)
      w.u8(e ? 1 : 0);
  }
  static vector decode(reader &r) {
    const std::size_t spare = detail::spare_room<vector>(r);
    const std::size_t n = r.count(1);
    r.charge(n / 8 + 1);
    vector v;
    if (spare > 0) [[unlikely]]
      detail::make_room(r, v, n, spare);
    else
      v.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
      v.push_back(r.flag());
    return v;
  }
};

template <class T, class A> struct codec<std::list<T, A>>
    : detail::sequence_codec<std::list<T, A>, detail::node_overhead> {};
template <class T, class A> struct codec<std::deque<T, A>>
    : detail::sequence_codec<std::deque<T, A>, 0, detail::deque_overhead> {};

template <class T, class C, class A> struct codec<std::set<T, C, A>>
    : detail::set_codec<std::set<T, C, A>, true> {};
template <class T, class C, class A> struct codec<std::multiset<T, C, A>>
    : detail::set_codec<std::multiset<T, C, A>, false> {};
template <class T, class H, class E, class A> struct codec<std::unordered_set<T, H, E, A>>
    : detail::set_codec<std::unordered_set<T, H, E, A>, true> {};
template <class T, class H, class E, class A> struct codec<std::unordered_multiset<T, H, E, A>>
    : detail::set_codec<std::unordered_multiset<T, H, E, A>, false> {};

} // namespace uf
