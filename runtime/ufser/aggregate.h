// aggregate.h - structs without boilerplate: a tuple of their members.
//
// Invariant: all members or none. A class whose members cannot all be found - bases, unions,
// bit-fields, more than 64 - has no mapping; give it tuple_for_serialization() or a codec.
// Reading initialises the members in place, in order: neither a default constructor nor
// assignable members are needed, except that a struct with an array member is first
// value-initialised and then filled.
// Left to others: counting (aggregate_probe.h), access (aggregate_members.h).
#pragma once

#include "aggregate_members.h"
#include "aggregate_probe.h"
#include "arrays.h"
#include "tuple_for_serialization.h"

#include <tuple>

namespace uf {
namespace detail {

template <class T> concept tuple_like = requires { std::tuple_size<T>::value; };

// Classes that structured bindings take apart by member. Those with std::tuple_size have a
// protocol of their own; an empty class of members may still have an empty base.
template <class T> concept plain_aggregate =
    std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && requires { sizeof(T); } &&
    std::is_aggregate_v<T> && !tuple_like<T> && !has_tuple_for_serialization<T>;

template <class T> consteval auto find_member_types() {
  constexpr std::size_t n = member_count<T>;
  if constexpr (n == unknown || n > most_members || (n == 0 && !std::is_empty_v<T>))
    return std::type_identity<unlisted>();
  else
    return decltype(members<n>::list(std::declval<T &>()))();
}
template <class T> using member_types_of = typename decltype(find_member_types<T>())::type;

template <class T> concept known_aggregate =
    plain_aggregate<T> && !std::is_same_v<member_types_of<T>, unlisted>;

// Prvalues: what cannot be moved can still initialise a member.
template <class M> std::remove_cv_t<M> make();
template <class T, class... M> concept made_of = requires { T{make<M>()...}; };

template <class T, class... M> consteval bool can_be_made(parts<M...>) {
  if constexpr ((std::is_array_v<M> || ...))
    return std::is_default_constructible_v<T> && std::is_move_constructible_v<T> &&
           (fillable<M> && ...);
  else
    return made_of<T, M...>;
}

} // namespace detail

template <detail::known_aggregate T> struct codec<T> {
  using parts = detail::member_types_of<T>;
  static constexpr bool boxed_if_recursive = true;
  static constexpr bool decodable = detail::can_be_made<T>(parts());

  static constexpr auto type() { return type_of(parts()); }
  static void encode([[maybe_unused]] writer &w, const T &v) {
    access::apply(v, [&](const auto &...m) { (uf::encode(w, m), ...); });
  }
  static T decode(reader &r) { return decode(r, parts()); }
  template <class V, class F> static void visit(V &v, F &&f) {
    access::apply(v, [&](auto &...m) { (static_cast<void>(f(m)), ...); });
  }

private:
  using access = detail::members<detail::member_count<T>>;

  template <class... M> static constexpr auto type_of(uf::parts<M...>) {
    return tuple_type(type_v<M>...);
  }
  template <class... M> static T decode([[maybe_unused]] reader &r, uf::parts<M...>) {
    if constexpr ((std::is_array_v<M> || ...)) {
      T v{};
      access::apply(v, [&](auto &...m) { (detail::read_into(r, m), ...); });
      return v;
    } else {
      return T{uf::decode<M>(r)...};
    }
  }
};

} // namespace uf
