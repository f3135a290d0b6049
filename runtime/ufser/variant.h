// variant.h - std::variant: a tuple of optionals of which exactly one is set.
//
//   t N o A o B .. ; a void-like alternative leaves its flag (b).
//
// Invariant: input with more than one flag set is malformed. A variant without a value
// (valueless_by_exception) is an error (errc::valueless), but in exact mode (see writer.h) it is
// written as no flag set, and comes back without a value.
#pragma once

#include "emplaced.h"
#include "optional.h"

#include <variant>

namespace uf {
namespace detail {

// Converts to a T, but throws instead: how a variant loses its value.
template <class T> struct never_a {
  operator T() const { throw *this; }
};

template <class V, std::size_t I> bool emptied(V &v) {
  using T = std::variant_alternative_t<I, V>;
  if constexpr (std::is_constructible_v<T, never_a<T>>) {
    try {
      v.template emplace<I>(never_a<T>());
    } catch (const never_a<T> &) {
    }
  }
  return v.valueless_by_exception();
}

} // namespace detail

template <class... T> struct codec<std::variant<T...>> {
  using variant = std::variant<T...>;
  using parts = uf::parts<T...>;
  static constexpr bool decodable = (detail::emplaceable<T> && ...);

  static constexpr auto type() { return tuple_type(detail::optional_type<T>()...); }
  static void encode(writer &w, const variant &v) {
    if (v.valueless_by_exception() && !w.exact())
      throw error(errc::valueless, "a variant without a value");
    encode_each(w, v, std::index_sequence_for<T...>());
  }
  static variant decode(reader &r) {
    std::size_t set = 0;
    while (set < sizeof...(T) && !r.flag())
      ++set;
    if (set == sizeof...(T))
      return valueless(r);
    return decode_at(r, set, std::index_sequence_for<T...>());
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (!v.valueless_by_exception())
      std::visit([&](auto &e) { static_cast<void>(f(e)); }, v);
  }

private:
  template <std::size_t I> using alternative = std::variant_alternative_t<I, variant>;

  template <std::size_t... I>
  static void encode_each(writer &w, const variant &v, std::index_sequence<I...>) {
    auto one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      w.u8(v.index() == J ? 1 : 0);
      if (const auto *e = std::get_if<J>(&v))
        uf::encode<std::remove_cv_t<alternative<J>>>(w, *e);
    };
    (one(std::integral_constant<std::size_t, I>()), ...);
  }

  // Alternatives may lack default constructors, and be neither copyable nor movable.
  template <std::size_t... I>
  static variant decode_at(reader &r, std::size_t set, std::index_sequence<I...>) {
    static constexpr variant (*make[])(reader &) = {make_at<I>...};
    return make[set](r);
  }
  template <std::size_t I> static variant make_at(reader &r) {
    const auto no_other = [&r] {
      for (std::size_t i = I + 1; i < sizeof...(T); ++i)
        if (r.flag())
          r.fail(errc::malformed, "a variant with two values");
    };
    if constexpr (detail::moves<variant>) {
      variant v(std::in_place_index<I>, detail::element<alternative<I>>(r));
      no_other();
      return v;
    } else {
      const detail::afterwards check(no_other);
      return variant(std::in_place_index<I>, detail::element<alternative<I>>(r));
    }
  }

  // There is no other way to such a variant than an exception on the way to another value.
  static variant valueless(reader &r) {
    if constexpr (std::is_default_constructible_v<variant> && detail::moves<variant>) {
      if (r.exact()) {
        variant v;
        if (empty_one(v, std::index_sequence_for<T...>()))
          return v;
      }
    }
    r.fail(errc::malformed, "a variant without a value");
  }
  template <std::size_t... I> static bool empty_one(variant &v, std::index_sequence<I...>) {
    return (detail::emptied<variant, I>(v) || ...);
  }
};

} // namespace uf
