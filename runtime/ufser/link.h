// link.h - what a value that leads to another object (a link, see graph.h) says of itself.
//
//   codec<L>::leads(link)      when it is written: what it leads to
//   codec<L>::expect(incoming) before it is set: what it takes, and how it is set
//
// Left to others: finding the way (graph_writer.h, graph_reader.h).
#pragma once

#include "typestring.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace uf {

struct object_ops;

// Units that are no roots. (Roots are numbered from 0 by whoever has them.)
namespace unit {
inline constexpr std::int32_t none = -1;   // a null pointer
inline constexpr std::int32_t object = -2; // a shared object; the part is its number
inline constexpr std::int32_t text = -3;   // characters that belong to no object; path: offset
} // namespace unit

namespace detail {

// An object as one of its base classes, without knowing both types at one place: a pointer to it is
// thrown, and caught as one to the base. Null: it has no such base, or several.
using raise_object = void (*)(void *);
template <class B> void *as_base(raise_object raise, void *object) {
  try {
    raise(object);
  } catch (B *base) {
    return base;
  } catch (...) {
  }
  return nullptr;
}

// Not const: equal constants could be merged.
struct tag {
  void *(*as_base)(raise_object, void *) = nullptr;
};
template <class T> consteval tag make_tag() {
  if constexpr (std::is_class_v<T> && requires { sizeof(T); })
    return {as_base<T>};
  else
    return {};
}
template <class T> inline tag tag_of = make_tag<T>();

inline void *seen_as(const void *tag_of_base, raise_object raise, void *object) {
  const tag &t = *static_cast<const tag *>(tag_of_base);
  return t.as_base ? t.as_base(raise, object) : nullptr;
}

} // namespace detail

// The identity of a type without RTTI.
template <class T> constexpr const void *type_tag() {
  return &detail::tag_of<std::remove_cv_t<T>>;
}

// What a link says of itself.
struct lead {
  enum class kind : unsigned char { pointer, view, shared, weak };
  kind what = kind::pointer;
  const void *address = nullptr; // null: leads nowhere
  const void *tag = nullptr;     // of the object, or of the elements
  std::size_t count = 0;         // elements of a view
  bool text = false;             // characters: they are copied if they are in no object
  bool terminated = false;       // text up to a NUL
  std::shared_ptr<const void> owner{};
  const object_ops *ops = nullptr; // of what is owned
};

// A link that is being read.
struct incoming {
  std::int32_t unit = unit::none, part = 0;
  std::uint32_t first_step = 0, steps = 0;
  std::uint32_t count = 0;
  // Once it is claimed:
  bool owns = false, elements = false, reads_text = false, terminated = false;
  std::size_t least = 0; // the count must be this one, unless it is 0
  const void *tag = nullptr;
  const object_ops *ops = nullptr; // of what it keeps alive
  void *holder = nullptr;
  void (*set)(void *holder, const incoming &) = nullptr;
  // Once it is found:
  const std::uint32_t *where = nullptr;
  void *found = nullptr;
  std::size_t room = 0; // elements from there on
  const std::shared_ptr<void> *owner = nullptr;
};

} // namespace uf
