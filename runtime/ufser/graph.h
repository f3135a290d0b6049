// graph.h - objects and what leads to them: the vocabulary of values with sharing and pointers.
//
// A *link* is a value that leads to another object: T*, shared_ptr, weak_ptr, string_view, span,
// an iterator of a contiguous container. In a graph its place in the value is empty (absent, or
// without elements); where it leads is kept apart, as a *place*: a unit (a root or a shared object)
// and a path into it, the ordinal of a sub-object at each level. Reading makes every object with
// empty links first; then each link is set. Nothing ever holds a pointer that leads nowhere.
//
// Invariant: links are visited in an order that depends on the values only (in_order), so the n-th
// link of a unit is the n-th again after reading.
// Left to others: writing and reading graphs (graph_writer.h, graph_reader.h), the links
// themselves (shared.h, views.h).
#pragma once

#include "codec.h"
#include "link.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace uf {

using path = std::vector<std::uint32_t>;

struct place {
  std::int32_t unit = unit::none, part = 0;
  path where;
};

// Sees the objects inside an object.
class address_walker {
public:
  virtual void at(const void *address, const void *tag) = 0;
  virtual void past(const void *, const void *) {} // behind the last element
  // After its parts: an object that may be asked for as one of its bases.
  virtual void derived(const void *, std::size_t /*size*/, detail::raise_object) {}
  // The least address of interest from here on: what lies before it need not be walked.
  virtual std::uintptr_t next(std::uintptr_t from) const { return from; }
  path where;
  std::size_t levels = 0;
  std::size_t in_a_row = 1; // elements from the one that is shown on

protected:
  ~address_walker() = default;
};

// What a graph can do with an object whose type it does not know.
struct object_ops {
  const void *tag;
  std::string_view type; // of the value
  void (*encode)(writer &, const void *);
  std::shared_ptr<void> (*make)(reader &); // all of the bytes
  void (*walk)(const void *, address_walker &);
  void (*find)(void *, std::span<incoming *>, std::size_t depth);
  void (*collect)(const void *, class graph_writer &);
  void (*claim_in)(void *, class graph_reader &, struct link_range &);
};

namespace detail {

// --- containers whose elements lie one behind the other

template <class T> inline constexpr bool contiguous = requires(T &v) { codec<T>::elements(v); };
template <class E, class A> inline constexpr bool contiguous<std::vector<E, A>> =
    !std::is_same_v<E, bool>;
template <class C, class R, class A>
inline constexpr bool contiguous<std::basic_string<C, R, A>> = true;
template <class E, std::size_t N> inline constexpr bool contiguous<std::array<E, N>> = true;
template <class E, std::size_t N> inline constexpr bool contiguous<E[N]> = true;

template <class V> auto elements_in(V &v) {
  if constexpr (requires { codec<std::remove_cv_t<V>>::elements(v); })
    return std::span(codec<std::remove_cv_t<V>>::elements(v));
  else
    return std::span(v);
}

// Classes whose codec does not show their bases: those that say themselves what they consist of.
template <class T> concept hides_bases =
    std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> &&
    (std::is_polymorphic_v<T> || requires(const T &v) { v.tuple_for_serialization(); } ||
     requires(const T &v) { tuple_for_serialization(v); });
template <class T> void raise(void *object) { throw static_cast<T *>(object); }

// No sub-object lies outside of it.
template <class T> inline constexpr bool flat = std::is_trivially_copyable_v<T>;

// Containers by hash: their order says nothing, so it is that of the keys' bytes.
template <class T> concept hashed = requires { typename T::hasher; typename T::key_type; };

template <class K> const K &key_of(const K &e) { return e; }
template <class K, class M> const K &key_of(const std::pair<const K, M> &e) { return e.first; }

// f(element)
template <class V, class F> void elements_by_key(V &v, F &&f) {
  using key = typename V::key_type;
  using element = std::conditional_t<std::is_const_v<V>, const typename V::value_type, typename V::value_type>;
  struct place {
    std::string key;
    std::size_t number; // equal keys stay as they are
    element *e;
  };
  std::vector<place> all;
  for (auto &e : v) {
    std::string bytes;
    {
      writer w(bytes);
      uf::encode<key>(w, key_of<key>(e));
    }
    all.push_back({std::move(bytes), all.size(), const_cast<element *>(&e)});
  }
  std::sort(all.begin(), all.end(), [](const place &a, const place &b) {
    return a.key == b.key ? a.number < b.number : a.key < b.key;
  });
  for (const auto &[bytes, number, e] : all)
    f(*e);
}

// Their elements are objects, too, though only the key and the value have places of their own.
template <class T> concept maps = requires {
  typename T::mapped_type;
  requires std::is_same_v<typename T::value_type, std::pair<const typename T::key_type, typename T::mapped_type>>;
};
template <class V, class F> void elements_in_order(V &v, F &&f) {
  if constexpr (hashed<V>)
    elements_by_key(v, f);
  else
    for (auto &e : v)
      f(e);
}

} // namespace detail

// f(sub-object) for the direct sub-objects, in an order that is the same after reading.
template <class V, class F> void in_order(V &v, F &&f) {
  if constexpr (detail::maps<V>)
    detail::elements_in_order(v, [&](auto &e) {
      f(e.first);
      f(e.second);
    });
  else if constexpr (detail::hashed<V>)
    detail::elements_by_key(v, f);
  else
    visit_parts(v, f);
}

namespace detail {

// One level of a class that contains itself.
template <class T> class deeper {
public:
  explicit deeper(std::size_t &levels) : levels_(levels) {
    if (boxed<T> && ++levels_ > limits{}.depth) {
      --levels_;
      throw error(errc::limit_exceeded, more_than("an object that contains itself is nested deeper", "depth",
                                                  limits{}.depth));
    }
  }
  deeper(const deeper &) = delete;
  ~deeper() { levels_ -= boxed<T>; }

private:
  std::size_t &levels_;
};

} // namespace detail

// Shows v and what is inside it, with paths.
template <class T> void walk_objects(const T &v, address_walker &w) {
  const auto begin = reinterpret_cast<std::uintptr_t>(std::addressof(v));
  if constexpr (detail::flat<T>)
    if (w.next(begin) > begin + sizeof(T))
      return;
  w.at(std::addressof(v), type_tag<T>());
  w.in_a_row = 1;
  const detail::deeper<T> level(w.levels);
  if constexpr (detail::contiguous<T>) {
    const auto all = detail::elements_in(v);
    using E = std::remove_cv_t<typename decltype(all)::element_type>;
    const auto first = reinterpret_cast<std::uintptr_t>(all.data());
    w.where.push_back(0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if constexpr (detail::flat<E>) { // straight to the next one of interest
        const std::uintptr_t next = w.next(first + i * sizeof(E));
        if (next - first >= all.size() * sizeof(E))
          break;
        i = (next - first) / sizeof(E);
      }
      w.where.back() = static_cast<std::uint32_t>(i);
      w.in_a_row = all.size() - i;
      walk_objects<E>(all[i], w);
    }
    w.in_a_row = 1;
    w.where.back() = static_cast<std::uint32_t>(all.size());
    if (all.data())
      w.past(all.data() + all.size(), type_tag<E>());
    w.where.pop_back();
  } else if constexpr (detail::maps<T>) {
    w.where.push_back(0);
    detail::elements_in_order(v, [&](const auto &e) {
      w.at(std::addressof(e), type_tag<typename T::value_type>()); // with the path of its key
      walk_objects(e.first, w);
      ++w.where.back();
      walk_objects(e.second, w);
      ++w.where.back();
    });
    w.where.pop_back();
  } else if constexpr (detail::has_codec<T>) {
    w.where.push_back(0);
    in_order(v, [&](const auto &part) {
      walk_objects(part, w);
      ++w.where.back();
    });
    w.where.pop_back();
  }
  if constexpr (detail::hides_bases<T>)
    w.derived(std::addressof(v), sizeof(T), detail::raise<T>);
}

// f(link) for every link in v, but not for those in what they lead to.
template <class T, class F> void visit_links(T &v, F &f, std::size_t &levels) {
  using U = std::remove_cv_t<T>;
  if constexpr (detail::is_link<U>) {
    f(v);
  } else if constexpr (detail::links<U>) {
    const detail::deeper<U> level(levels);
    in_order(v, [&]<class P>(P &part) { visit_links(part, f, levels); });
  }
}
template <class T, class F> void visit_links(T &v, F &&f) {
  std::size_t levels = 0;
  visit_links(v, f, levels);
}

} // namespace uf
