// pointers.h - std::unique_ptr: an optional value that it owns.
//
// Only with the default deleter: what another one frees cannot be made here. An array needs a
// length that the pointer does not know. The pointee may be a class that can be neither copied
// nor moved. Left to others: shared ownership, polymorphic pointees, raw pointers.
#pragma once

#include "optional.h"

#include <memory>

namespace uf {

namespace detail {

// A polymorphic class may be a base of the object really owned: no mapping, rather than a slice.
template <class T> concept owns_exactly =
    !std::is_array_v<T> && requires { sizeof(T); } && (!std::is_polymorphic_v<T> || std::is_final_v<T>);

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

} // namespace uf
