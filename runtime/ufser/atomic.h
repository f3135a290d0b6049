// atomic.h - std::atomic: the value in it.
//
// Atomics can be neither copied nor moved: one comes back where it was asked for, as a variable, a
// member of an aggregate, or an element of a container that makes elements in place.
// Left to others: atomic_flag and atomic_ref have no mapping.
#pragma once

#include "codec.h"

#include <atomic>

namespace uf {

template <class T> struct codec<std::atomic<T>> {
  using parts = uf::parts<T>;

  static constexpr auto type() { return type_v<T>; }
  static void encode(writer &w, const std::atomic<T> &v) { uf::encode<T>(w, v.load()); }
  static std::atomic<T> decode(reader &r) { return std::atomic<T>(uf::decode<T>(r)); }
};

} // namespace uf
