// graph_object.h - the operations of a graph on objects of a type.
#pragma once

#include "graph_reader.h"
#include "graph_writer.h"
#include "polymorphic.h"

namespace uf {
namespace detail {

template <class T> std::shared_ptr<void> make_shared_object(reader &r) {
  if constexpr (registered<T>) {
    std::shared_ptr<T> made = make_named<std::shared_ptr<T>>(r);
    r.expect_done();
    return made;
  } else {
  r.charge(1, sizeof(T) + 32);
  return std::shared_ptr<T>(new T(decode_all<T>(r)));
  }
}

} // namespace detail

template <class T> inline constexpr object_ops ops_of{
    type_tag<T>(),
    detail::body_type_v<T>,
    [](writer &w, const void *p) { codec<T>::encode(w, *static_cast<const T *>(p)); },
    detail::make_shared_object<T>,
    [](const void *p, address_walker &w) { walk_objects(*static_cast<const T *>(p), w); },
    [](void *p, std::span<incoming *> l, std::size_t depth) { find_places(*static_cast<T *>(p), l, depth); },
    [](const void *p, graph_writer &g) { g.collect_more(*static_cast<const T *>(p)); },
    [](void *p, graph_reader &g, link_range &l) { g.claim(l, *static_cast<T *>(p)); }};

} // namespace uf
