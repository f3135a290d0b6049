// variant.h - std::variant: a tuple of optionals of which exactly one is set.
//
//   t N o A o B .. ; a void-like alternative leaves its flag (b).
//
// Invariant: input with no flag or more than one set is malformed. A variant without a value
// cannot be written (errc::valueless).
#pragma once

#include "optional.h"

#include <optional>
#include <variant>

namespace uf {

template <class... T> struct codec<std::variant<T...>> {
  using variant = std::variant<T...>;
  using parts = uf::parts<T...>;
  static constexpr bool decodable = (std::is_move_constructible_v<T> && ...);

  static constexpr auto type() { return tuple_type(detail::optional_type<T>()...); }
  static void encode(writer &w, const variant &v) {
    if (v.valueless_by_exception())
      throw error(errc::valueless, "a variant without a value");
    encode_each(w, v, std::index_sequence_for<T...>());
  }
  static variant decode(reader &r) {
    std::optional<variant> v; // alternatives may lack default constructors
    decode_each(r, v, std::index_sequence_for<T...>());
    if (!v)
      r.fail(errc::malformed, "a variant without a value");
    return *std::move(v);
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (!v.valueless_by_exception())
      std::visit([&](auto &e) { static_cast<void>(f(e)); }, v);
  }

private:
  template <std::size_t... I>
  static void encode_each(writer &w, const variant &v, std::index_sequence<I...>) {
    auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      w.u8(v.index() == J ? 1 : 0);
      if (const auto *e = std::get_if<J>(&v))
        uf::encode<std::remove_cv_t<std::variant_alternative_t<J, variant>>>(w, *e);
    };
    (one(std::integral_constant<std::size_t, I>()), ...);
  }
  template <std::size_t... I>
  static void decode_each(reader &r, std::optional<variant> &v, std::index_sequence<I...>) {
    auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      if (!r.flag())
        return;
      if (v)
        r.fail(errc::malformed, "a variant with two values");
      v.emplace(std::in_place_index<J>, uf::decode<std::variant_alternative_t<J, variant>>(r));
    };
    (one(std::integral_constant<std::size_t, I>()), ...);
  }
};

} // namespace uf
