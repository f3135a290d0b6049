// codec.h - the customisation point and the concepts built on it.
//
//   template <> struct uf::codec<T> {
//     static constexpr auto type();             // a typestring (empty: void-like)
//     static void encode(uf::writer &, const T &);
//     static T decode(uf::reader &);            // by value: needs no default constructor
//     template <class V, class F> static void visit(V &v, F &&f);  // optional; V is T or const T:
//                                               // f(sub-object) for each, in wire order
//     using parts = uf::parts<A, B>;            // optional: types whose codecs this one uses
//     using decode_parts = uf::parts<C>;        // optional: those of decode, if they differ
//     static constexpr bool decodable = ..;     // optional: false if decode would not compile
//   };
//
// Invariant: the concepts are false, never a hard error, for a type without a mapping, looking
// through `parts` recursively. A codec with `parts` may therefore be written for all arguments.
// A type that contains itself has no finite typestring: the concepts are false for it.
// Left to others: the codecs, a header per family.
#pragma once

#include "reader.h"
#include "typestring.h"
#include "writer.h"

#include <concepts>
#include <type_traits>

namespace uf {

template <class T> struct codec; // no definition: T has no mapping

template <class... T> struct parts {};

namespace detail {

template <class T> inline constexpr bool is_typestring = false;
template <std::size_t N> inline constexpr bool is_typestring<typestring<N>> = true;

template <class T> constexpr auto make_type() {
  constexpr auto t = codec<T>::type();
  if constexpr (is_typestring<std::remove_const_t<decltype(t)>>) {
    return t;
  } else { // a codec may also give a string_view
    typestring<std::string_view(t).size()> r;
    for (std::size_t i = 0; i < r.size(); ++i)
      r.text[i] = std::string_view(t)[i];
    return r;
  }
}

} // namespace detail

// The typestring of a serializable type.
template <class T> inline constexpr auto type_v = detail::make_type<std::remove_cvref_t<T>>();
template <class T> inline constexpr bool void_like = type_v<T>.empty();
template <class T> inline constexpr std::size_t least_size_v = least_size(type_v<T>);

namespace detail {

template <class T> concept has_codec = requires { sizeof(codec<T>); };
template <class T> concept has_parts = requires { typename codec<T>::parts; };
template <class T> concept has_decode_parts = requires { typename codec<T>::decode_parts; };
template <class T> concept can_encode = requires(writer &w, const T &v) {
  codec<T>::type();
  codec<T>::encode(w, v);
};
template <class T> concept can_decode = requires(reader &r) {
  codec<T>::type();
  { codec<T>::decode(r) } -> std::same_as<T>;
};
// A codec may say that it cannot read, though its function is there.
template <class T> concept forbids_decode =
    requires { requires !static_cast<bool>(codec<T>::decodable); };

enum class way { encode, decode };

template <way W, class T, class... Outer> consteval bool works();

template <way W, class... Outer, class... P> consteval bool parts_work(parts<P...>) {
  return (works<W, P, Outer...>() && ...);
}

// Outer: the types that are being looked at, to stop at one that contains itself. Parts are
// looked at before type(), whose instantiation would not end for such a type.
template <way W, class T, class... Outer> consteval bool works() {
  using U = std::conditional_t<W == way::encode, std::remove_cvref_t<T>, std::remove_cv_t<T>>;
  if constexpr (!has_codec<U> || (std::is_same_v<U, Outer> || ...)) {
    return false;
  } else if constexpr (W == way::decode && forbids_decode<U>) {
    return false;
  } else if constexpr (W == way::decode && std::is_array_v<U>) { // filled, as part of a class
    return works<W, std::remove_all_extents_t<U>, Outer...>();
  } else if constexpr (W == way::decode && has_decode_parts<U>) {
    if constexpr (!parts_work<W, Outer..., U>(typename codec<U>::decode_parts{}))
      return false;
    else
      return can_decode<U>;
  } else if constexpr (has_parts<U>) {
    if constexpr (!parts_work<W, Outer..., U>(typename codec<U>::parts{}))
      return false;
    else if constexpr (W == way::encode)
      return can_encode<U>;
    else
      return can_decode<U>;
  } else if constexpr (W == way::encode) {
    return can_encode<U>;
  } else {
    return can_decode<U>;
  }
}

} // namespace detail

template <class T> concept encodable = detail::works<detail::way::encode, T>();
template <class T> concept decodable =
    !std::is_array_v<T> && detail::works<detail::way::decode, T>();
// There and back.
template <class T> concept serializable =
    std::is_object_v<T> && !std::is_volatile_v<T> && encodable<T> && decodable<T>;

// Short forms for codecs.
template <class T> void encode(writer &w, const T &v) { codec<std::remove_cv_t<T>>::encode(w, v); }
template <class T> std::remove_cv_t<T> decode(reader &r) {
  return codec<std::remove_cv_t<T>>::decode(r);
}
// Calls f for the direct sub-objects of v; a codec without `visit` has none.
template <class V, class F> void visit_parts(V &v, F &&f) {
  if constexpr (requires { codec<std::remove_cv_t<V>>::visit(v, f); })
    codec<std::remove_cv_t<V>>::visit(v, f);
}

} // namespace uf
