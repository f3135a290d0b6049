// reach.h - which types a type consists of, found through the `parts` of codecs.
//
// Sets of types are collected while a constant is evaluated, as addresses of `type_id`; the only
// templates are one function per type, so asking about a type again costs next to nothing.
//
//   endless<T>   contains itself, with no class on the way that could be put into an any
//   boxed<T>     a class that contains itself: always an `a` on the wire
//   links<T>     contains pointers or views, or things that share an object (graph.h)
//
// Left to others: what a codec is (codec.h).
#pragma once

#include <type_traits>

namespace uf {

template <class T> struct codec; // no definition: T has no mapping

template <class... T> struct parts {};

namespace detail {

template <class T> concept has_codec = requires { sizeof(codec<T>); };
template <class T> concept has_parts = requires { typename codec<T>::parts; };
template <class T> concept has_decode_parts = requires { typename codec<T>::decode_parts; };
// A codec may say of itself (static constexpr bool): to be put into an any if it contains itself;
template <class T> concept boxes = requires { requires codec<T>::boxed_if_recursive; };
// that its values lead to other objects, which takes a graph to keep (graph.h).
template <class T> concept is_link = requires { requires codec<T>::link; };

template <class T> inline constexpr char type_id = 0;

class type_set {
public:
  constexpr type_set() = default;
  constexpr explicit type_set(const char *wanted, bool through = true)
      : wanted_(wanted), through_boxes(through) {}
  type_set(const type_set &) = delete;
  constexpr ~type_set() {
    while (first_) {
      node *const n = first_;
      first_ = n->next;
      delete n;
    }
  }
  // False if it was there.
  constexpr bool add(const char *id) {
    found |= id == wanted_;
    for (const node *n = first_; n; n = n->next)
      if (n->id == id)
        return false;
    first_ = new node{id, first_};
    return true;
  }

private:
  struct node {
    const char *id;
    node *next;
  };
  node *first_ = nullptr;
  const char *wanted_ = nullptr;

public:
  bool through_boxes = true;
  bool found = false;
  bool link = false;
};

template <class T> constexpr void reach(type_set &seen);

template <class... P> constexpr void reach_each([[maybe_unused]] type_set &seen, parts<P...>) {
  (reach<std::remove_cvref_t<P>>(seen), ...);
}
template <class T> constexpr void reach_inside([[maybe_unused]] type_set &seen) {
  if constexpr (has_codec<T>) {
    if constexpr (has_parts<T>)
      reach_each(seen, typename codec<T>::parts());
    if constexpr (has_decode_parts<T>)
      reach_each(seen, typename codec<T>::decode_parts());
  }
}
template <class T> constexpr void reach(type_set &seen) {
  if (!seen.add(&type_id<T>))
    return;
  if constexpr (is_link<T>)
    seen.link = true;
  if constexpr (boxes<T>)
    if (!seen.through_boxes)
      return;
  reach_inside<T>(seen);
}

template <class T> constexpr bool contains_itself(bool through_boxes) {
  type_set seen(&type_id<T>, through_boxes);
  reach_inside<T>(seen);
  return seen.found;
}
template <class T> constexpr bool contains_links() {
  type_set seen;
  reach<T>(seen);
  return seen.link;
}

template <class T> inline constexpr bool boxed = false;
template <class T>
  requires boxes<T>
inline constexpr bool boxed<T> = contains_itself<T>(true);

template <class T> inline constexpr bool endless = false;
template <class T>
  requires(has_parts<T> && !boxes<T>)
inline constexpr bool endless<T> = contains_itself<T>(false);

template <class T> inline constexpr bool links = contains_links<T>();

} // namespace detail
} // namespace uf
