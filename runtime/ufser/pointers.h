// pointers.h - std::unique_ptr: an optional value that it owns.
//
// Only with the default deleter: what another one frees cannot be made here. An array needs a
// length that the pointer does not know. The pointee may be a class that can be neither copied
// nor moved. Left to others: shared ownership, which classes a base stands for, raw pointers.
#pragma once

#include "optional.h"
#include "polymorphic.h"

#include <memory>

namespace uf {

namespace detail {

// A polymorphic class may be a base of the object really owned: no mapping, rather than a slice,
// unless it says what it stands for.
template <class T> concept stands_for_others = registered<std::remove_cv_t<T>>;
template <class T> concept owns_exactly =
    !std::is_array_v<T> && requires { sizeof(T); } && (!std::is_polymorphic_v<T> || std::is_final_v<T>);
template <class T> concept ownable = owns_exactly<T> || stands_for_others<T>;

} // namespace detail

template <detail::owns_exactly T> struct codec<std::unique_ptr<T, std::default_delete<T>>> {
  using pointer = std::unique_ptr<T>;
  using parts = uf::parts<T>;

  static constexpr auto type() { return detail::optional_type<T>(); }
  static void encode(writer &w, const pointer &v) {
    w.u8(v ? 1 : 0);
    if (v)
      uf::encode<std::remove_cv_t<T>>(w, *v);
  }
  static pointer decode(reader &r) {
    if (!r.flag())
      return nullptr;
    r.charge(sizeof(T));
    return pointer(new T(uf::decode<T>(r)));
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (v)
      f(*v);
  }
};

template <detail::stands_for_others T> struct codec<std::unique_ptr<T, std::default_delete<T>>> {
  using base = std::remove_cv_t<T>;
  using pointer = std::unique_ptr<T>;
  using parts = uf::parts<base>;
  using decode_parts = typename polymorphic<base>::classes;
  using place = T; // what is read can be seen by visit

  static constexpr auto type() { return detail::optional_type<base>(); }
  static void encode(writer &w, const pointer &v) {
    w.u8(v ? 1 : 0);
    if (v)
      uf::encode<base>(w, *v);
  }
  static pointer decode(reader &r) { return r.flag() ? detail::make_named<pointer>(r) : nullptr; }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (v)
      f(*v);
  }
};

} // namespace uf
