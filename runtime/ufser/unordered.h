// unordered.h - reading the elements of containers by hash, for the codecs of sets and maps.
//
// Where their room is known (rooms.h) they get as many buckets as they had, and their order: an embedder
// that takes up the work of a program must not make a loop see elements in another one, or again.
//
// Invariant: an element or key that is twice where it may be there once is malformed input.
// Left to others: counts, and what an element is (sequences.h, associative.h).
#pragma once

#include "collisions.h"
#include "rooms.h"

#include <utility>
#include <vector>

namespace uf::detail {

template <class C> inline constexpr bool keys_differ =
    requires(C &v, typename C::node_type n) { v.insert(std::move(n)).inserted; };

template <class C> const typename C::key_type &key_in(const typename C::value_type &e) {
  if constexpr (requires { typename C::mapped_type; })
    return e.first;
  else
    return e;
}

// libc++ inserts in front of the hint, so equal elements of an unordered container come out backwards.
template <class C> void put_equals_in_order([[maybe_unused]] C &v) {
#ifdef _LIBCPP_VERSION
  C turned;
  turned.rehash(v.bucket_count());
  for (auto hint = turned.end(); !v.empty();)
    hint = turned.insert(hint, v.extract(v.begin()));
  v.swap(turned);
#endif
}

// One after the other, each behind the one before, where equal elements keep their order.
template <class C, class Put> void fill_forwards(reader &r, C &v, std::size_t n, const char *twice, Put put) {
  auto hint = v.end();
  for (std::size_t i = 0; i < n; ++i) {
    hint = put(v, hint);
    if (v.size() == i)
      r.fail(errc::malformed, twice);
    bound_collisions(r, v, key_in<C>(*hint));
  }
  if constexpr (!keys_differ<C>)
    put_equals_in_order(v);
}

// libc++ puts new elements behind the others of their bucket where keys may be equal.
template <class C> inline constexpr bool fills_backwards =
#ifdef _LIBCPP_VERSION
    keys_differ<C>;
#else
    true;
#endif
// New elements go to the front of their bucket, new buckets to the front of all: so the last element goes first.
template <class C, class Put> void fill_backwards(reader &r, C &v, std::size_t n, const char *twice, Put put) {
  using node = typename C::node_type;
  r.charge(n, sizeof(node));
  std::vector<node> nodes;
  nodes.reserve(n);
  C one;
  for (std::size_t i = 0; i < n; ++i) {
    put(one, one.end());
    nodes.push_back(one.extract(one.begin()));
  }
  for (; !nodes.empty(); nodes.pop_back()) {
    const std::size_t before = v.size();
    const auto at = v.insert(v.end(), std::move(nodes.back()));
    if (v.size() == before)
      r.fail(errc::malformed, twice);
    bound_collisions(r, v, key_in<C>(*at));
  }
}

// `put(C &, hint)` reads the next element into a container, and tells where it is. `spare`: its room, or null.
template <class C, class Put>
C decode_unordered(reader &r, std::size_t n, const std::size_t *spare, const char *twice, Put put) {
  C v;
  if (spare) {
    r.charge(n + *spare, 2 * sizeof(void *)); // libraries round up
    v.reserve(n + *spare);
    if constexpr (fills_backwards<C>) {
      fill_backwards(r, v, n, twice, put);
      return v;
    }
  }
  fill_forwards(r, v, n, twice, put);
  return v;
}

} // namespace uf::detail
