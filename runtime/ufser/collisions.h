// collisions.h - unordered containers whose keys were chosen to meet in one bucket.
//
// Each insertion looks at all keys of its bucket, so a few megabytes of such keys would take hours.
// Invariant: an insertion costs at most a constant times limits::collisions.
// Left to others: ordered containers, which have no such case.
#pragma once

#include "reader.h"

namespace uf::detail {

// After the insertion of `key`. Equal keys (of a multimap) stand together and are found at once:
// they count as one.
template <class C, class Key> void bound_collisions(reader &r, const C &v, const Key &key) {
  if constexpr (requires { v.bucket(key); }) {
    const std::size_t most = r.limit().collisions;
    if (v.size() <= most)
      return;
    const std::size_t bucket = v.bucket(key);
    std::size_t different = 0, looked_at = 0;
    auto key_of = [](const auto &e) -> const Key & {
      if constexpr (requires { typename C::mapped_type; })
        return e.first;
      else
        return e;
    };
    const Key *last = nullptr;
    for (auto e = v.begin(bucket); e != v.end(bucket) && looked_at < 4 * most; ++e, ++looked_at) {
      if (last == nullptr || !v.key_eq()(*last, key_of(*e)))
        ++different;
      last = &key_of(*e);
    }
    if (different > most)
      r.fail(errc::limit_exceeded, more_than("more keys with the same hash", "collisions", most));
  }
}

} // namespace uf::detail
