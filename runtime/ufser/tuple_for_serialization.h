// tuple_for_serialization.h - classes that say themselves what they consist of.
//
//   auto tuple_for_serialization() const { return std::tie(a_, b_); }   // writes
//   auto tuple_for_serialization()       { return std::tie(a_, b_); }   // reads; may be left out
//
// as members or as functions found by argument-dependent lookup (a member comes first; a derived class
// inherits either, and is then what its base says). On the wire the object is what the
// const one returns. Reading: if the class has a default constructor and the other function, that
// one's references are assigned; else the class is constructed from the elements.
// Both must then give the same types. Left to others: the layout of what is returned (tuple.h and all other codecs).
#pragma once

#include "arrays.h"
#include "hooks.h"
#include "polymorphic.h"
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
    own_class<T> && !registered<T> && (member_tuple<const T> || adl_tuple<const T>);

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

// What values can be read into: a reference, or a tuple of such. With Values also a value, which
// after_deserialization() then gets.
template <class T, bool Values = false> struct place { static constexpr bool reads = false; };
template <class T> inline constexpr bool has_places = std::is_same_v<T, std::monostate>;
template <class... E> inline constexpr bool has_places<std::tuple<E...>> = true;
template <class A, class B> inline constexpr bool has_places<std::pair<A, B>> = true;
template <class E>
  requires(fillable<E> && !has_places<E>)
struct place<E, true> {
  static constexpr bool reads = true;
  using values = parts<E>;
  static void read(reader &r, E &e) { read_into(r, e); }
};
template <class E, bool Values>
  requires(!std::is_const_v<E> && fillable<E>)
struct place<E &, Values> {
  static constexpr bool reads = true;
  using values = parts<E>;
  static void read(reader &r, E &e) { read_into(r, e); }
};
template <bool Values> struct place<std::monostate, Values> {
  static constexpr bool reads = true;
  using values = parts<>;
  static void read(reader &, std::monostate &) {}
};
template <class... E, bool Values>
  requires(place<E, Values>::reads && ...)
struct place<std::tuple<E...>, Values> {
  static constexpr bool reads = true;
  using values = typename joined<typename place<E, Values>::values...>::type;
  static void read([[maybe_unused]] reader &r, std::tuple<E...> &t) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (place<E, Values>::read(r, std::get<I>(t)), ...);
    }(std::index_sequence_for<E...>());
  }
};
template <class A, class B, bool Values>
  requires(place<A, Values>::reads && place<B, Values>::reads)
struct place<std::pair<A, B>, Values> {
  static constexpr bool reads = true;
  using values = typename joined<typename place<A, Values>::values, typename place<B, Values>::values>::type;
  static void read(reader &r, std::pair<A, B> &p) {
    place<A, Values>::read(r, p.first);
    place<B, Values>::read(r, p.second);
  }
};

// How a T comes back.
template <class T> using read_tuple = decltype(tuple_of(std::declval<T &>()));
template <class T> using place_in = place<read_tuple<T>, takes_tuple<T, read_tuple<T>>>;
template <class T> concept assigned_from_tuple =
    std::is_default_constructible_v<T> && std::is_move_constructible_v<T> && place_in<T>::reads;

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
    around_writing(v, [&] {
      const auto &t = tuple_of(v);
      codec<written>::encode(w, t);
    });
  }
};

} // namespace detail

// As std::tie, but takes values as well: placeholders for after_deserialization().
template <class... T> constexpr std::tuple<T...> tie(T &&...t) {
  return std::tuple<T...>(std::forward<T>(t)...);
}

template <detail::has_tuple_for_serialization T> struct codec<T> : detail::tuple_codec<T> {
  using base = detail::tuple_codec<T>;
  using decode_parts = typename base::elements;
  static constexpr bool decodable =
      detail::constructible_from<T>(decode_parts()) && (detail::moves<T> || !detail::read_hooks<T>);

  static T decode(reader &r) {
    if constexpr (detail::read_hooks<T>) {
      T v = make(r, decode_parts());
      detail::run_simple(v);
      return v;
    } else {
      return make(r, decode_parts());
    }
  }
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
  using place = detail::place_in<T>;
  using decode_parts = typename place::values;

  static T decode(reader &r) {
    T v{};
    read(r, v);
    return v;
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    detail::visit_places(detail::tuple_of(v), f);
  }

private:
  static void read(reader &r, T &v) {
    if constexpr (detail::member_error<T> || detail::free_error<T>) {
      bool finished = false; // what a hook throws is none of the error hook's business
      try {
        decltype(auto) t = detail::tuple_of(v);
        place::read(r, t);
        finished = true;
        finish(v, t);
      } catch (...) {
        if (!finished)
          detail::run_error(v);
        throw;
      }
    } else {
      decltype(auto) t = detail::tuple_of(v);
      place::read(r, t);
      finish(v, t);
    }
  }
  template <class U> static void finish([[maybe_unused]] T &v, [[maybe_unused]] U &t) {
    if constexpr (detail::member_simple<T> || detail::free_simple<T>)
      detail::run_simple(v);
    else if constexpr (detail::member_taking<T, U>)
      v.after_deserialization(std::move(t));
    else if constexpr (detail::free_taking<T, U>)
      after_deserialization(v, std::move(t));
  }
};

} // namespace uf
