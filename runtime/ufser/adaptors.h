// adaptors.h - std::stack, std::queue, std::priority_queue: the container inside, as it stands.
//
// A stack begins at its bottom, a queue at its front; a priority queue is a heap, and input that is
// none for its comparator is malformed: top() would not be the greatest.
#pragma once

#include "emplaced.h"
#include "sequences.h"

#include <algorithm>
#include <queue>
#include <stack>

namespace uf {
namespace detail {

// The standard gives derived classes the container.
template <class A> struct opened : A {
  template <class V> static auto &container(V &adaptor) { return adaptor.*&opened::c; }
};

template <class A> struct adaptor_codec {
  using container = typename A::container_type;
  using parts = uf::parts<container>;
  static constexpr bool decodable = std::is_default_constructible_v<A>;

  static constexpr auto type() { return type_v<container>; }
  static void encode(writer &w, const A &v) { uf::encode<container>(w, opened<A>::container(v)); }
  static A decode(reader &r) {
    A v;
    opened<A>::container(v) = uf::decode<container>(r);
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) { f(opened<A>::container(v)); }
};

} // namespace detail

template <class T, class C> struct codec<std::stack<T, C>>
    : detail::adaptor_codec<std::stack<T, C>> {};
template <class T, class C> struct codec<std::queue<T, C>>
    : detail::adaptor_codec<std::queue<T, C>> {};

template <class T, class C, class Compare> struct codec<std::priority_queue<T, C, Compare>>
    : detail::adaptor_codec<std::priority_queue<T, C, Compare>> {
  using queue = std::priority_queue<T, C, Compare>;
  static constexpr bool decodable = detail::stateless<Compare>;

  static queue decode(reader &r) {
    queue v;
    C elements = uf::decode<C>(r);
    if (!std::is_heap(elements.begin(), elements.end(), Compare()))
      r.fail(errc::malformed, "a priority queue that is not a heap");
    detail::opened<queue>::container(v) = std::move(elements);
    return v;
  }
};

} // namespace uf
