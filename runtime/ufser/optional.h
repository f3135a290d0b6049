// optional.h - std::optional: a flag, then the value if there is one.
//
//   o type | 1 flag byte, value. Of a void-like type only the flag remains, as a b.
#pragma once

#include "emplaced.h"

#include <optional>
#include <utility>

namespace uf {
namespace detail {

template <class T> constexpr auto optional_type() {
  if constexpr (void_like<T>)
    return typestring("b");
  else
    return typestring("o") + type_v<T>;
}

} // namespace detail

template <class T> struct codec<std::optional<T>> {
  using optional = std::optional<T>;
  using parts = uf::parts<T>;
  static constexpr bool decodable = detail::emplaceable<T>;

  static constexpr auto type() { return detail::optional_type<T>(); }
  static void encode(writer &w, const optional &v) {
    w.u8(v.has_value() ? 1 : 0);
    if (v)
      uf::encode<std::remove_cv_t<T>>(w, *v);
  }
  static optional decode(reader &r) {
    if (r.flag())
      return optional(std::in_place, detail::element<T>(r));
    return optional();
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (v)
      f(*v);
  }
};

} // namespace uf
