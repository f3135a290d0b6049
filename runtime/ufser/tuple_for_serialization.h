// tuple_for_serialization.h - classes that say themselves what they consist of.
//
//   auto tuple_for_serialization() const { return std::tie(a_, b_); }   // writes
//   auto tuple_for_serialization()       { return std::tie(a_, b_); }   // reads; may be left out
//
// as members or as functions found by argument-dependent lookup. On the wire the object is what the
// const one returns. Reading: if the class has a default constructor and the other function, that
// one's references are assigned; else the class is constructed from the elements.
// Both must then give the same types. Left to others: the layout of what is returned (tuple.h and all other codecs).
#pragma once

#include "arrays.h"
#include "tuple.h"

namespace uf {
namespace detail {

template <class T> concept member_tuple = requires(T &v) { v.tuple_for_serialization(); };

// Converts to T only: a function for another class that T converts to must not be taken for one
// for T. Templates deduce their argument and convert nothing, so for theirs T itself is asked.
template <class T> struct only { operator T &() const; };
template <class T> inline constexpr bool is_specialization = false;
template <template <class...> class X, class... A>
inline constexpr bool is_specialization<X<A...>> = true;

template <class T> concept adl_tuple =
    requires(T &v) { tuple_for_serialization(v); } &&
    (is_specialization<std::remove_const_t<T>> ||
     requires(only<T> v) { tuple_for_serialization(v); });

template <class T> concept own_class = (std::is_class_v<T> || std::is_union_v<T>) &&
    std::is_same_v<T, std::remove_cv_t<T>> && requires { sizeof(T); };
template <class T> concept has_tuple_for_serialization =
    own_class<T> && (member_tuple<const T> || adl_tuple<const T>);

// V may be const.
template <class V> decltype(auto) tuple_of(V &v) {
  if constexpr (member_tuple<V>)
    return v.tuple_for_serialization();
  else
    return tuple_for_serialization(v);
}

// f(sub-object) for what the tuple refers to; values in it are copies, not sub-objects.
template <class P, class F> void visit_places(P &&p, F &&f);

template <class E, class F> void visit_place(E &&e, F &&f) {
  if constexpr (std::is_lvalue_reference_v<E>)
    static_cast<void>(f(e));
  else
    visit_places(std::move(e), f);
}
template <class P, class F> void visit_places(P &&p, F &&f) {
  if constexpr (std::is_lvalue_reference_v<P>)
    static_cast<void>(f(p));
  else if constexpr (requires { std::tuple_size<P>::value; })
    std::apply([&]<class... E>(E &&...e) { (visit_place(static_cast<E &&>(e), f), ...); },
               std::move(p));
}

// The tuple's elements as values; anything else is one element.
template <class T> struct elements_of { using type = parts<T>; };
template <class... T> struct elements_of<std::tuple<T...>> {
  using type = parts<std::remove_cvref_t<T>...>;
};
template <class A, class B> struct elements_of<std::pair<A, B>> {
  using type = parts<std::remove_cvref_t<A>, std::remove_cvref_t<B>>;
};

template <class... P> struct joined { using type = parts<>; };
template <class... A> struct joined<parts<A...>> { using type = parts<A...>; };
template <class... A, class... B, class... Rest>
struct joined<parts<A...>, parts<B...>, Rest...> : joined<parts<A..., B...>, Rest...> {};

// What values can be read into: a reference, or a tuple of such.
template <class T> struct place { static constexpr bool reads = false; };
template <class E>
  requires(!std::is_const_v<E> && fillable<E>)
struct place<E &> {
  static constexpr bool reads = true;
  using values = parts<E>;
  static void read(reader &r, E &e) { read_into(r, e); }
};
template <> struct place<std::monostate> {
  static constexpr bool reads = true;
  using values = parts<>;
  static void read(reader &, std::monostate &) {}
};
template <class... E>
  requires(place<E>::reads && ...)
struct place<std::tuple<E...>> {
  static constexpr bool reads = true;
  using values = typename joined<typename place<E>::values...>::type;
  static void read([[maybe_unused]] reader &r, std::tuple<E...> &t) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (place<E>::read(r, std::get<I>(t)), ...);
    }(std::index_sequence_for<E...>());
  }
};
template <class A, class B>
  requires(place<A>::reads && place<B>::reads)
struct place<std::pair<A, B>> {
  static constexpr bool reads = true;
  using values = typename joined<typename place<A>::values, typename place<B>::values>::type;
  static void read(reader &r, std::pair<A, B> &p) {
    place<A>::read(r, p.first);
    place<B>::read(r, p.second);
  }
};

// How a T comes back.
template <class T> concept assigned_from_tuple =
    std::is_default_constructible_v<T> && std::is_move_constructible_v<T> &&
    place<decltype(tuple_of(std::declval<T &>()))>::reads;

template <class T, class... E> constexpr bool constructible_from(parts<E...>) {
  return requires(std::tuple<E...> t) { std::make_from_tuple<T>(std::move(t)); } &&
         std::is_constructible_v<T, E...>;
}

template <class T> struct tuple_codec {
  using written = std::remove_cvref_t<decltype(tuple_of(std::declval<const T &>()))>;
  using elements = typename elements_of<written>::type;
  using parts = uf::parts<written>;
  static constexpr bool boxed_if_recursive = true;

  static constexpr auto type() { return type_v<written>; }
  static void encode(writer &w, const T &v) {
    const auto &t = tuple_of(v);
    codec<written>::encode(w, t);
  }
};

} // namespace detail

template <detail::has_tuple_for_serialization T> struct codec<T> : detail::tuple_codec<T> {
  using base = detail::tuple_codec<T>;
  using decode_parts = typename base::elements;
  static constexpr bool decodable = detail::constructible_from<T>(decode_parts());

  static T decode(reader &r) { return make(r, decode_parts()); }
  template <class V, class F> static void visit(V &v, F &&f) {
    detail::visit_places(detail::tuple_of(v), f);
  }

private:
  template <class... E> static T make(reader &r, uf::parts<E...>) {
    return std::make_from_tuple<T>(std::tuple<E...>{uf::decode<E>(r)...});
  }
};

template <detail::has_tuple_for_serialization T>
  requires detail::assigned_from_tuple<T>
struct codec<T> : detail::tuple_codec<T> {
  using place = detail::place<decltype(detail::tuple_of(std::declval<T &>()))>;
  using decode_parts = typename place::values;

  static T decode(reader &r) {
    T v{};
    decltype(auto) t = detail::tuple_of(v);
    place::read(r, t);
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    detail::visit_places(detail::tuple_of(v), f);
  }
};

} // namespace uf
