// forward_list.h - std::forward_list: as a list, in order.
#pragma once

#include "sequences.h"

#include <forward_list>

namespace uf {

template <class T, class A> struct codec<std::forward_list<T, A>> {
  using list = std::forward_list<T, A>;
  using parts = uf::parts<T>;
  static constexpr bool decodable = detail::emplaceable<T> && detail::remade<list>;

  static constexpr auto type() { return detail::list_type<T>(); }
  static void encode(writer &w, const list &v) {
    w.count(static_cast<std::size_t>(std::distance(v.begin(), v.end())));
    for (const T &e : v)
      uf::encode<T>(w, e);
  }
  static list decode(reader &r) {
    list v;
    auto last = v.before_begin();
    detail::decode_elements<T>(r, detail::node_overhead, detail::no_reserve{}, [&] {
      last = v.emplace_after(last, detail::element<T>(r));
    });
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    for (auto &e : v)
      f(e);
  }
};

} // namespace uf
