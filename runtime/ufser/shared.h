// shared.h - std::shared_ptr and std::weak_ptr.
//
//   o type | in a graph always absent: the object is in the table of shared objects, once.
//
// Without a graph a shared_ptr is written like a unique_ptr, by value, and read into an object of its
// own; a weak_ptr has no mapping. What is shared is told by the owner (control block), so a pointer to
// a part of what another one owns stays one.
// Left to others: which classes a base stands for (polymorphic.h), arrays.
#pragma once

#include "graph_object.h"
#include "pointers.h"

#include <memory>

namespace uf {
namespace detail {

template <class T> T no_value(reader &r) {
  if (r.flag())
    r.fail(errc::malformed, "a pointer with a value in a graph");
  return T();
}

// For those who call a codec without having asked the concept.
inline void no_graph(const writer &w, bool leads) {
  if (leads && !w.graph)
    throw error(errc::outside, "a pointer can be written in a graph only");
}

template <class T> struct set_shared {
  static void set(void *holder, const incoming &l) {
    *static_cast<std::shared_ptr<T> *>(holder) = std::shared_ptr<T>(*l.owner, static_cast<T *>(l.found));
  }
};

} // namespace detail

template <detail::ownable T> struct codec<std::shared_ptr<T>> {
  using pointer = std::shared_ptr<T>;
  using parts = uf::parts<T>;
  using decode_parts = typename detail::read_parts<T>::type;
  static constexpr bool link = true;

  static constexpr auto type() { return detail::optional_type<T>(); }
  static void encode(writer &w, const pointer &v) {
    w.u8(v && !w.graph ? 1 : 0);
    if (v && !w.graph)
      uf::encode<std::remove_cv_t<T>>(w, *v);
  }
  static pointer decode(reader &r) {
    if (r.graph)
      return detail::no_value<pointer>(r);
    if (!r.flag())
      return nullptr;
    if constexpr (detail::stands_for_others<T>) {
      return detail::make_named<pointer>(r);
    } else {
      r.charge(sizeof(T) + 32);
      return pointer(new T(uf::decode<T>(r)));
    }
  }

  static lead leads(const pointer &v) {
    if (const bool owns = v.use_count() > 0; bool(v) != owns)
      throw error(errc::outside, owns ? "a shared_ptr that owns an object and points to none" : "a shared_ptr that owns nothing");
    using U = std::remove_cv_t<T>;
    return {lead::kind::shared, v.get(), type_tag<T>(), 0, false, false, v, &ops_of<U>};
  }
  static void expect(incoming &l) {
    l.owns = true;
    l.tag = type_tag<T>();
    l.ops = &ops_of<std::remove_cv_t<T>>;
    l.set = detail::set_shared<T>::set;
  }
};

template <class T> struct codec<std::weak_ptr<T>> {
  using pointer = std::weak_ptr<T>;
  using parts = uf::parts<T>;
  using decode_parts = typename detail::read_parts<T>::type;
  static constexpr bool link = true;
  static constexpr bool graph_only = true;

  static constexpr auto type() { return codec<std::shared_ptr<T>>::type(); }
  static void encode(writer &w, const pointer &v) { detail::no_graph(w, !v.expired()), w.u8(0); }
  static pointer decode(reader &r) { return detail::no_value<pointer>(r); }

  static lead leads(const pointer &v) {
    const std::shared_ptr<T> now = v.lock();
    lead l = codec<std::shared_ptr<T>>::leads(now);
    l.what = lead::kind::weak;
    return l;
  }
  static void expect(incoming &l) {
    l.owns = true;
    l.tag = type_tag<T>();
    l.set = [](void *holder, const incoming &in) {
      *static_cast<pointer *>(holder) = std::shared_ptr<T>(*in.owner, static_cast<T *>(in.found));
    };
  }
};

} // namespace uf
