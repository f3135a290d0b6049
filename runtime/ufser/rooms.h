// rooms.h - the room that vectors, strings and containers by hash have for more elements.
//
// It is no part of a value, but of what a program may rely on: after `reserve`, pointers to elements
// and iterators stay good until the room is full. So an embedder that takes up the work of such a program keeps it,
// apart from the values, as (where the bytes of the container begin, elements to spare).
//
// Invariant: room is made while its container is read, before anything leads into that: making it
// moves the elements, or their order. It counts as memory (limits::memory).
// Left to others: the format around it (embedders; without room_notes or room_list nothing is done).
#pragma once

#include "reader.h"
#include "writer.h"

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <type_traits>
#include <utility>
#include <vector>

namespace uf {
namespace detail {

template <class C> inline constexpr bool is_unordered = requires { typename C::hasher; };

// How many elements there can be before they move, or their order changes.
template <class V> std::size_t capacity_of(const V &v) {
  if constexpr (is_unordered<V>)
    return v.bucket_count() <= 1 ? 0 : static_cast<std::size_t>(static_cast<double>(v.bucket_count()) * static_cast<double>(v.max_load_factor()));
  else
    return v.capacity();
}
// Only what can be moved can be made to grow.
template <class V> inline constexpr bool has_room =
    is_unordered<V> || std::is_move_constructible_v<typename V::value_type>;

} // namespace detail

struct room {
  std::size_t offset; // of the container, in all bytes
  std::size_t spare;  // elements
};

// For writing. Those seen are in the order in which they were written.
class room_notes {
public:
  explicit room_notes(std::pmr::memory_resource *memory) : all(memory) {}

  template <class V> void see(const writer &w, const V &v) {
    const std::size_t capacity = detail::capacity_of(v);
    if (detail::is_unordered<V> ? capacity > 0 : capacity > v.size() && capacity > least<V>)
      all.push_back({w.size(), capacity > v.size() ? capacity - v.size() : 0}); // a load factor may have been lowered
  }
  std::pmr::vector<room> all;

private:
  // Strings have that much inside themselves, in every standard library.
  template <class V> static constexpr std::size_t least =
      requires(const V &v) { v.c_str(); } ? 15 / sizeof(typename V::value_type) : 0;
};

// For reading: by offset, each for one container.
class room_list {
public:
  bool empty() const { return all_.empty(); }
  void read(reader &r) {
    const std::size_t n = r.count(8);
    r.charge(n, sizeof(room));
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t offset = r.u32();
      all_.push_back({offset, r.u32()});
      if (i > 0 && all_[i - 1].offset >= offset)
        r.fail(errc::malformed, "rooms out of order");
    }
  }
  // What the container has to spare whose bytes begin there, or null. Nobody may ask: hooks may read into
  // something else than they write.
  const std::size_t *at(std::size_t offset) const {
    const auto i = std::lower_bound(all_.begin(), all_.end(), offset,
                                    [](const room &a, std::size_t o) { return a.offset < o; });
    return i == all_.end() || i->offset != offset ? nullptr : &i->spare;
  }

private:
  std::vector<room> all_;
};

namespace detail {

// For codecs: before anything of the container is written.
template <class V> void note_room([[maybe_unused]] writer &w, [[maybe_unused]] const V &v) {
  if constexpr (has_room<V>)
    if (w.rooms)
      w.rooms->see(w, v);
}
// Before anything of it is read: what it has to spare, or null if nothing is known.
template <class V> const std::size_t *known_room([[maybe_unused]] reader &r) {
  if constexpr (has_room<V>)
    if (r.rooms) [[unlikely]]
      return r.rooms->at(r.offset());
  return nullptr;
}
template <class V> std::size_t spare_room(reader &r) {
  const std::size_t *const known = known_room<V>(r);
  return known ? *known : 0;
}

// Before its elements are read, of which there will be n: room for them and for more, exactly, so that
// what is written again is the same. The memory for n is the caller's to charge.
template <class V> [[gnu::cold, gnu::noinline]] void make_room(reader &r, V &v, std::size_t n, std::size_t spare) {
  constexpr bool bits = std::is_same_v<typename V::value_type, bool>;
  r.charge(bits ? spare / 8 + 1 : spare, sizeof(typename V::value_type));
  if constexpr (requires { v.c_str(); })
    if (n + spare < 64) { // reserve() may give twice what strings have inside themselves
      v = V(n + spare, typename V::value_type());
      v.clear();
    }
  v.reserve(n + spare);
}
template <class V, class Text> [[gnu::cold]] V text_with_room(reader &r, const Text &text, std::size_t spare) {
  V v;
  make_room(r, v, text.size(), spare);
  v.append(text.begin(), text.end());
  return v;
}

} // namespace detail
} // namespace uf
