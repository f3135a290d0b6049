// aggregate_layout.h - the own members of an aggregate that also has bases with members.
//
// No structured binding reaches those: it wants all members in one class. So they are reached by
// their offsets, which the compiler must tell; nothing is guessed from how a class is usually laid
// out, because alignas, packed, [[no_unique_address]] and bit-fields leave no trace in a type.
//   Clang      __builtin_dump_struct calls a function with a reference or a pointer to each member,
//              and its name, also while it evaluates a constant.
//   elsewhere  a class without a bit of padding whose bases and members add up to its size can
//              only lie in one way. Any other has no answer.
//
// Invariant: `placed<T>` is exact or `unplaced`. Unplaced are, too: more than 64 members, members
// that are empty classes or volatile, bit-fields anywhere in it (in structs that it is made of, too).
// Left to others: how many members and which bases (aggregate_probe.h).
#pragma once

#include "aggregate_members.h"
#include "aggregate_probe.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace uf::detail {

// An object that is never made: only the addresses of its members are looked at.
template <class T> union never_made {
  char nothing;
  T object;
  constexpr never_made() : nothing() {}
  constexpr ~never_made() {}
};
template <class T> inline never_made<T> somewhere{};

struct member_fact {
  std::size_t at = unknown;    // of an aggregate class: of the first that is told of its inside
  const char *type = nullptr;  // type_id, of an array's elements; null: an aggregate class
  std::array<std::size_t, 4> extents{};
  bool is_const = false;
  std::string_view name;

  constexpr std::size_t elements() const {
    std::size_t n = 1;
    for (const std::size_t e : extents)
      n *= e ? e : 1;
    return n;
  }
};
struct layout_facts {
  bool exact = false;
  std::size_t count = 0, first = unknown; // own members; the first that is told of anything in it
  std::array<member_fact, most_listed> own{};
};

#if defined(__clang__) && __clang_major__ >= 15 && __has_builtin(__builtin_dump_struct)

// Listens to __builtin_dump_struct. Each call has a format and an indentation, two blanks a level;
// with a fourth argument, the name, it is about a member. A fifth is the member, or a pointer to
// it; none is there for an aggregate class, whose members follow.
class layout_listener {
public:
  constexpr layout_listener(const char *begin, layout_facts &to) : begin_(begin), to_(to) {}

  constexpr void operator()(const char *, const char * = "", const char * = "") const {}
  constexpr void operator()(const char *, const char *indent, const char *, const char *name) const {
    if (own(indent))
      add(name);
  }
  template <class M>
  constexpr void operator()(const char *, const char *indent, const char *, const char *name, M &m) const {
    tell(indent, name, m);
  }
  template <class M>
  constexpr void operator()(const char *, const char *indent, const char *, const char *name, M *&&m) const {
    tell(indent, name, *m);
  }
  template <class Bits> // with the width of a bit-field
  constexpr void operator()(const char *, const char *, const char *, const char *, std::size_t, const Bits &) const {
    to_.exact = false;
  }

private:
  const char *begin_;
  layout_facts &to_;

  static constexpr bool own(std::string_view indent) { return indent.size() == 2; }
  constexpr member_fact *add(const char *name) const {
    if (to_.count == to_.own.size()) {
      to_.exact = false;
      return nullptr;
    }
    member_fact &one = to_.own[to_.count++];
    one.name = name;
    return &one;
  }
  template <class M> constexpr void tell(const char *indent, const char *name, M &m) const {
    const auto at = static_cast<std::size_t>(reinterpret_cast<const volatile char *>(std::addressof(m)) - begin_);
    if (to_.first == unknown)
      to_.first = at;
    if (!own(indent)) {
      if (to_.count > 0 && to_.own[to_.count - 1].at == unknown)
        to_.own[to_.count - 1].at = at;
    } else if (member_fact *one = add(name)) {
      one->at = at;
      one->is_const = std::is_const_v<std::remove_all_extents_t<M>>;
      one->type = &type_id<std::remove_cv_t<std::remove_all_extents_t<M>>>;
      if constexpr (std::is_volatile_v<std::remove_all_extents_t<M>> || std::rank_v<M> > std::tuple_size_v<decltype(one->extents)>)
        to_.exact = false;
      else
        one->extents = {std::extent_v<M, 0>, std::extent_v<M, 1>, std::extent_v<M, 2>, std::extent_v<M, 3>};
    }
  }
};
template <class T> constexpr layout_facts listen() {
  layout_facts r{.exact = true};
  T *const object = std::addressof(somewhere<T>.object);
  __builtin_dump_struct(object, layout_listener(reinterpret_cast<const char *>(object), r));
  return r;
}
// Only what a __builtin_constant_p chooses may be folded beyond the rules for constants: casts.
template <class T> inline constexpr layout_facts layout =
    __builtin_constant_p(listen<T>().count) ? listen<T>() : layout_facts{};
inline constexpr bool compiler_tells = true;

#else

template <class T> inline constexpr layout_facts layout{};
inline constexpr bool compiler_tells = false;

#endif

// As for bases: who learns the type of own member I defines a function that returns it.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <class T, std::size_t I> struct member_at {
  friend auto member_found(member_at<T, I>);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
template <class T, std::size_t I, class X> struct finds_member {
  friend auto member_found(member_at<T, I>) { return std::type_identity<X>(); }
  static constexpr bool value = true;
};
// No other type than that may be tried: the function can be defined once.
template <class X, class T, std::size_t I> consteval bool fits_fact() {
  if constexpr (std::is_same_v<X, T>)
    return false;
  else if constexpr (!compiler_tells)
    return std::has_unique_object_representations_v<X> && !std::is_pointer_v<X> &&
           std::is_same_v<X, std::decay_t<X>>; // an array is tried as itself, a pointer, and by its elements
  else if constexpr (layout<T>.own[I].type == nullptr)
    return std::is_class_v<X> && std::is_aggregate_v<X>;
  else
    return layout<T>.own[I].type == &type_id<X>;
}
template <class T, std::size_t I> struct telling_member {
  explicit telling_member(int);
  template <class X>
    requires(fits_fact<X, T, I>() && finds_member<T, I, X>::value)
  operator X() const { std::terminate(); }
};

template <class E, std::size_t A, std::size_t B, std::size_t C, std::size_t D> consteval auto with_extents() {
  if constexpr (D > 0)
    return std::type_identity<E[A][B][C][D]>();
  else if constexpr (C > 0)
    return std::type_identity<E[A][B][C]>();
  else if constexpr (B > 0)
    return std::type_identity<E[A][B]>();
  else if constexpr (A > 0)
    return std::type_identity<E[A]>();
  else
    return std::type_identity<E>();
}

struct unplaced {};
template <class M, std::size_t At> struct placed_member {
  using type = M;
  template <class V> static constexpr auto &of(V &v) {
    using as = std::conditional_t<std::is_const_v<V>, const M, M>;
    using byte = std::conditional_t<std::is_const_v<V>, const char, char>;
    return *reinterpret_cast<as *>(reinterpret_cast<byte *>(std::addressof(v)) + At);
  }
};
template <class... P> struct placed_members { // has what members<N> has
  template <class V, class F> static decltype(auto) apply(V &v, F &&f) { return f(P::of(v)...); }
  template <class V> static auto list(V &) { return listed<false, typename P::type...>(); }
};

template <class T, std::size_t First> class placer {
  static constexpr std::size_t count = member_count<T>;

  template <std::size_t I> static consteval auto type() {
    constexpr member_fact fact = layout<T>.own[I];
    constexpr std::size_t before = [] {
      std::size_t n = First;
      for (std::size_t i = 0; i < I; ++i)
        n += layout<T>.own[i].elements();
      return n;
    }();
    if constexpr (before + fact.elements() > prober<T>::total)
      return std::type_identity<void>();
    else if constexpr (!prober<T>::template takes_one<before, telling_member<T, I>, prober<T>::total - before - 1>)
      return std::type_identity<void>();
    else {
      using told = typename decltype(member_found(member_at<T, I>()))::type;
      using element = std::conditional_t<fact.is_const, const told, told>;
      return with_extents<element, fact.extents[0], fact.extents[1], fact.extents[2], fact.extents[3]>();
    }
  }
  template <std::size_t I> using type_at = typename decltype(type<I>())::type;

  // Where member I lies, and that it can lie there.
  template <class M, std::size_t I> static consteval std::size_t told_place() {
    constexpr member_fact fact = layout<T>.own[I];
    if constexpr (fact.at == unknown)
      return unknown;
    else if constexpr (fact.type != nullptr)
      return fact.at;
    else if constexpr (!layout<M>.exact || layout<M>.first > fact.at)
      return unknown;
    else
      return fact.at - layout<M>.first;
  }
  template <class M> static constexpr bool fits(std::size_t at) {
    return at <= sizeof(T) && sizeof(M) <= sizeof(T) - at && at % alignof(M) == 0;
  }

  template <std::size_t... I> static consteval auto by_told(std::index_sequence<I...>) {
    if constexpr ((std::is_void_v<type_at<I>> || ...))
      return unplaced();
    else if constexpr ((fits<type_at<I>>(told_place<type_at<I>, I>()) && ...))
      return placed_members<placed_member<type_at<I>, told_place<type_at<I>, I>()>...>();
    else
      return unplaced();
  }

  // One behind the other, from the end of the bases.
  template <class... M> static constexpr std::size_t size_of_first(std::size_t n) {
    std::size_t sum = 0, i = 0;
    ((sum += i++ < n ? sizeof(M) : 0), ...);
    return sum;
  }
  template <std::size_t Begin, class... M, std::size_t... I>
  static consteval auto in_a_row(parts<M...>, std::index_sequence<I...>) {
    if constexpr (Begin + size_of_first<M...>(count) != sizeof(T))
      return unplaced();
    else if constexpr ((fits<M>(Begin + size_of_first<M...>(I)) && ...))
      return placed_members<placed_member<M, Begin + size_of_first<M...>(I)>...>();
    else
      return unplaced();
  }
  template <class... B, std::size_t... I> static consteval auto by_size(parts<B...>, std::index_sequence<I...> all) {
    if constexpr (!std::has_unique_object_representations_v<T> || First + count != prober<T>::total)
      return unplaced();
    else if constexpr ((std::is_void_v<type_at<I>> || ...))
      return unplaced();
    else
      return in_a_row<((std::is_empty_v<B> ? 0 : sizeof(B)) + ... + 0)>(parts<type_at<I>...>(), all);
  }

public:
  static consteval auto find() {
    constexpr std::make_index_sequence<count> all{};
    if constexpr (!compiler_tells)
      return by_size(bases_of<T>(), all);
    else if constexpr (layout<T>.exact && layout<T>.count == count)
      return by_told(all);
    else
      return unplaced();
  }
};

template <class T, class... B> consteval auto place_members(parts<B...>) {
  if constexpr (member_count<T> == unknown || member_count<T> == 0 || !(std::is_convertible_v<T &, B &> && ...))
    return unplaced();
  else if constexpr (member_count<T> > most_listed || (std::is_empty_v<B> && ...))
    return unplaced(); // structured bindings reach those
  else
    return placer<T, sizeof...(B)>::find();
}
template <class T> using placed = decltype(place_members<T>(bases_of<T>()));

// Only that keeps T's members from being found.
template <class T, class... B> consteval bool hides_members(parts<B...>) {
  return member_count<T> != unknown && member_count<T> > 0 && !(std::is_empty_v<B> && ...) &&
         (std::is_convertible_v<T &, B &> && ...) && std::is_same_v<placed<T>, unplaced>;
}

} // namespace uf::detail
