// associative.h - map, multimap, unordered_map, unordered_multimap.
//
//   m key mapped | count, key and value pairs in iteration order. If keys or values are void-like,
//   what remains is a list (l); if both are, their count (i).
//
// Invariant: as in sequences.h. Equal keys in a map (not a multimap) are malformed input.
#pragma once

#include "sequences.h"

#include <map>
#include <unordered_map>

namespace uf {
namespace detail {

template <class K, class M> constexpr auto map_type() {
  if constexpr (void_like<M>)
    return list_type<K>();
  else if constexpr (void_like<K>)
    return list_type<M>();
  else
    return typestring("m") + type_v<K> + type_v<M>;
}

template <class C, bool Unique> struct map_codec {
  using key = typename C::key_type;
  using mapped = typename C::mapped_type;
  using parts = uf::parts<key, mapped>;
  static constexpr bool decodable = moves<key> && emplaceable<mapped> && remade<C>;

  static constexpr auto type() { return map_type<key, mapped>(); }
  static void encode(writer &w, const C &v) {
    if constexpr (is_unordered<C>)
      note_room(w, v);
    w.count(v.size());
    if constexpr (!void_like<key> || !void_like<mapped>)
      for (const auto &[k, m] : v) {
        uf::encode<key>(w, k);
        uf::encode<mapped>(w, m);
      }
  }
  static C decode(reader &r) {
    [[maybe_unused]] const std::size_t *const spare = is_unordered<C> ? known_room<C>(r) : nullptr;
    const std::size_t n = r.count(least_size_v<key> + least_size_v<mapped>);
    r.charge(n, sizeof(key) + sizeof(mapped) + node_overhead);
    const auto put = [&r](C &v, auto hint) {
      key k = uf::decode<key>(r);
      return v.emplace_hint(hint, std::move(k), element<mapped>(r));
    };
    constexpr const char *twice = "a key that is twice in a map";
    if constexpr (is_unordered<C>)
      return decode_unordered<C>(r, n, spare, twice, put);
    else
      return decode_ordered<C, Unique>(r, n, twice, put);
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (auto &[k, m] : v) {
      f(k); // const in the container
      f(m);
    }
  }
};

} // namespace detail

template <class K, class M, class C, class A> struct codec<std::map<K, M, C, A>>
    : detail::map_codec<std::map<K, M, C, A>, true> {};
template <class K, class M, class C, class A> struct codec<std::multimap<K, M, C, A>>
    : detail::map_codec<std::multimap<K, M, C, A>, false> {};
template <class K, class M, class H, class E, class A>
struct codec<std::unordered_map<K, M, H, E, A>>
    : detail::map_codec<std::unordered_map<K, M, H, E, A>, true> {};
template <class K, class M, class H, class E, class A>
struct codec<std::unordered_multimap<K, M, H, E, A>>
    : detail::map_codec<std::unordered_multimap<K, M, H, E, A>, false> {};

} // namespace uf
