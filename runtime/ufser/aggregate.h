// aggregate.h - structs without boilerplate: a tuple of their bases and members, in order.
//
// Invariant: all bases and members or none. A class whose members cannot all be found - unions,
// references, more than 256, some beside bases with members - has no mapping; give it
// tuple_for_serialization() or a codec.
// Reading initialises the members in place, in order: neither a default constructor nor assignable
// members are needed. A struct with an array member is value-initialised and then filled, if it can
// be; else its array elements are initialised in place as well.
// Bit-fields are read as their declared type; a value that does not fit is malformed input.
// Left to others: counting (aggregate_probe.h), access (aggregate_members.h; where bases have
// members, too: aggregate_layout.h).
#pragma once

#include "aggregate_layout.h"
#include "aggregate_members.h"
#include "aggregate_probe.h"
#include "arrays.h"
#include "hooks.h"
#include "tuple_for_serialization.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace uf {
namespace detail {

template <class T> concept tuple_like = requires { std::tuple_size<T>::value; };

// Classes that structured bindings take apart by member. Those with std::tuple_size have a
// protocol of their own.
template <class T> concept plain_aggregate =
    std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && requires { sizeof(T); } &&
    std::is_aggregate_v<T> && !tuple_like<T> && !has_tuple_for_serialization<T>;

struct unlisted {}; // instead of the list when members cannot be found

struct lister { // bit-fields or not, nobody knows
  template <class... M> listed<true, M...> operator()(const M &...) const;
};

// Packed members may lie where no reference can lead.
template <class T, class L, class... M> consteval auto if_aligned(L list, parts<M...>) {
  if constexpr (((alignof(M) <= alignof(T)) && ...))
    return list;
  else
    return unlisted();
}

// Structured bindings see the members of one class only: T's own, if its bases have none, or those
// of its bases, which are bases to us.
template <class T, class... B> consteval bool splits(parts<B...>) {
  if constexpr (member_count<T> == unknown || !(std::is_convertible_v<T &, B &> && ...))
    return false;
  else if constexpr (member_count<T> == 0)
    return sizeof...(B) > 0 || std::is_empty_v<T>;
  else
    return member_count<T> <= most_members && (std::is_empty_v<B> && ...);
}

// What calls a function with T's own members: members<N>, or placed_members<...>.
template <class T> consteval auto find_access() {
  if constexpr (splits<T>(bases_of<T>()))
    return members<member_count<T>>();
  else
    return placed<T>();
}
template <class T> using access_of = decltype(find_access<T>());

template <class T> consteval auto find_members() {
  using access = access_of<T>;
  if constexpr (std::is_same_v<access, unplaced>) {
    return unlisted();
  } else if constexpr (member_count<T> <= most_listed) {
    using list = decltype(access::list(std::declval<T &>()));
    return if_aligned<T>(list(), typename list::types());
  } else {
    using list = decltype(access::apply(std::declval<const T &>(), lister()));
    return if_aligned<T>(list(), typename list::types());
  }
}
template <class T> using members_of = decltype(find_members<T>());

template <class T> concept known_aggregate =
    plain_aggregate<T> && !std::is_same_v<members_of<T>, unlisted>;

// Prvalues: what cannot be moved can still initialise a member.
template <class M> std::remove_cv_t<M> make();
template <class T, class... M> concept made_of = requires { T{make<M>()...}; };

// Arrays as their elements: the braces around those may be left out. Not text, and not too many.
template <class M> struct unbraced { using type = parts<M>; };
template <class M>
  requires(std::is_array_v<M> && !std::is_same_v<std::remove_cv_t<std::remove_all_extents_t<M>>, char> &&
           sizeof(M) / sizeof(std::remove_all_extents_t<M>) <= most_members)
struct unbraced<M> {
  using element = std::remove_all_extents_t<M>;
  template <std::size_t... I>
  static parts<std::enable_if_t<(I < most_members), element>...> list(std::index_sequence<I...>);
  using type = decltype(list(std::make_index_sequence<sizeof(M) / sizeof(element)>()));
};
template <class... M> using flattened = typename joined<typename unbraced<M>::type...>::type;

enum class making { by_members, by_elements, filled, impossible };

template <class T, class... M> consteval bool made_of_all(parts<M...>) { return made_of<T, M...>; }

// All: bases and members. Hooks and the comparison of bit-fields need an object with a name; a
// bit-field cannot be filled, nor a const member of so many that there is no list of them.
template <class T, class... All> consteval making how_made(parts<All...>) {
  using found = members_of<T>;
  constexpr bool arrays = (std::is_array_v<All> || ...);
  if constexpr ((found::bit_fields || read_hooks<T>) && !moves<T>)
    return making::impossible;
  else if constexpr (!arrays)
    return made_of<T, All...> ? making::by_members : making::impossible;
  else if constexpr (std::is_default_constructible_v<T> && moves<T> && (fillable<All> && ...) &&
                     !found::bit_fields)
    return making::filled;
  else
    return made_of_all<T>(flattened<All...>()) ? making::by_elements : making::impossible;
}

// Is this sub-object of v itself, rather than a copy of a bit-field?
template <class V, class M> bool lies_in(const V &v, const M &m) {
  const auto *begin = reinterpret_cast<const char *>(std::addressof(v)), *end = begin + sizeof v;
  const auto *at = reinterpret_cast<const char *>(std::addressof(m));
  return !std::less<>()(at, begin) && std::less<>()(at, end);
}

template <class M> concept may_be_bit_field = std::is_integral_v<M> || std::is_enum_v<M>;
template <class M> std::uint64_t bits_of([[maybe_unused]] const M &m) {
  if constexpr (may_be_bit_field<M>)
    return static_cast<std::uint64_t>(m);
  else
    return 0;
}
// Keeps in mind what was read for a member that may cut it off.
template <class M> std::remove_cv_t<M> decode_noting(reader &r, [[maybe_unused]] std::uint64_t &bits) {
  if constexpr (may_be_bit_field<std::remove_cv_t<M>>) {
    const auto v = uf::decode<M>(r);
    bits = bits_of(v);
    return v;
  } else {
    return uf::decode<M>(r);
  }
}

} // namespace detail

// Left out on purpose where arrays are initialised by their elements.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif
template <detail::known_aggregate T> struct codec<T> {
private:
  using found = detail::members_of<T>;
  using bases = detail::bases_of<T>;

public:
  using parts = typename detail::joined<bases, typename found::types>::type;
  static constexpr bool boxed_if_recursive = true;
  static constexpr bool decodable = detail::how_made<T>(parts()) != detail::making::impossible;

  static constexpr auto type() { return type_of(parts()); }
  static void encode([[maybe_unused]] writer &w, const T &v) {
    detail::around_writing(v, [&] {
      each_base(v, [&](const auto &b) { uf::encode(w, b); }, bases());
      access::apply(v, [&](const auto &...m) { (uf::encode(w, m), ...); });
    });
  }
  static T decode(reader &r) {
    if constexpr (detail::read_hooks<T>) {
      T v = decode(r, parts());
      detail::run_simple(v);
      return v;
    } else {
      return decode(r, parts());
    }
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    each_base(v, f, bases());
    if constexpr (found::bit_fields)
      visit_whole(v, f, typename found::types());
    else
      access::apply(v, [&](auto &...m) { (static_cast<void>(f(m)), ...); });
  }

private:
  using access = detail::access_of<T>;

  template <class... M> static constexpr auto type_of(uf::parts<M...>) {
    return tuple_type(type_v<M>...);
  }
  template <class V, class F, class... B>
  static void each_base([[maybe_unused]] V &v, [[maybe_unused]] F &&f, uf::parts<B...>) {
    (static_cast<void>(f(static_cast<like<V, B> &>(v))), ...);
  }
  template <class V, class M> using like = std::conditional_t<std::is_const_v<V>, const M, M>;

  // All that are not bit-fields.
  template <class V, class F, class... M> static void visit_whole(V &v, F &f, uf::parts<M...>) {
    [[maybe_unused]] auto one = [&]<class Declared>(const auto &m, std::type_identity<Declared>) {
      if (detail::lies_in(v, m))
        f(const_cast<like<V, Declared> &>(m));
    };
    access::apply(std::as_const(v),
                  [&](const auto &...m) { (one(m, std::type_identity<M>()), ...); });
  }

  template <class... M> static T decode([[maybe_unused]] reader &r, uf::parts<M...>) {
    constexpr detail::making how = detail::how_made<T>(uf::parts<M...>());
    if constexpr (how == detail::making::filled)
      return fill(r);
    else if constexpr (how == detail::making::by_elements)
      return make(r, detail::flattened<M...>());
    else
      return make(r, uf::parts<M...>());
  }
  static T fill(reader &r) {
    T v{};
    each_base(v, [&](auto &b) { detail::read_into(r, b); }, bases());
    access::apply(v, [&](auto &...m) { (detail::read_into(r, m), ...); });
    return v;
  }
  template <class... E> static T make([[maybe_unused]] reader &r, uf::parts<E...> all) {
    if constexpr (found::bit_fields)
      return make_checked(r, all);
    else
      return T{uf::decode<E>(r)...};
  }
  template <class... E> static T make_checked(reader &r, uf::parts<E...>) {
    std::uint64_t read[sizeof...(E) + 1] = {};
    std::size_t n = 0;
    T v{detail::decode_noting<E>(r, read[n++])...};
    n = 0;
    auto check = [&](const auto &m) {
      using M = std::remove_cvref_t<decltype(m)>;
      if constexpr (std::is_array_v<M>)
        n += sizeof(M) / sizeof(std::remove_all_extents_t<M>);
      else if (detail::bits_of(m) != read[n++])
        r.fail(errc::malformed, "a number that does not fit its bit-field");
    };
    each_base(v, [&](const auto &) { ++n; }, bases());
    access::apply(std::as_const(v), [&](const auto &...m) { (check(m), ...); });
    return v;
  }
};
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

} // namespace uf
