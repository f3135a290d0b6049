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
//     static constexpr bool boxed_if_recursive = true;  // optional: an `a` if T contains itself
//   };
//
// Invariant: the concepts are false, never a hard error, for a type without a mapping, looking
// through `parts` recursively; the answer for a type does not depend on who asks. A codec with
// `parts` may therefore be written for all arguments.
// A class that contains itself is `a` on the wire: an any, with one level of it inside.
// Left to others: the codecs, a header per family; which types contain which (reach.h).
#pragma once

#include "reach.h"
#include "reader.h"
#include "typestring.h"
#include "writer.h"

#include <concepts>
#include <exception>
#include <type_traits>

namespace uf {
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

// Of what the codec itself writes.
template <class T> inline constexpr auto body_type_v = make_type<T>();

template <class T> constexpr auto wire_type() {
  if constexpr (boxed<T>)
    return typestring("a");
  else
    return body_type_v<T>;
}

} // namespace detail

// The typestring of a serializable type.
template <class T> inline constexpr auto type_v = detail::wire_type<std::remove_cvref_t<T>>();
template <class T> inline constexpr bool void_like = type_v<T>.empty();
template <class T> inline constexpr std::size_t least_size_v = least_size(type_v<T>);

namespace detail {

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

enum class way { encode, decode, encode_graph, decode_graph };
constexpr bool is_decode(way w) { return w == way::decode || w == way::decode_graph; }
constexpr bool is_graph(way w) { return w == way::encode_graph || w == way::decode_graph; }
constexpr way writing(way w) { return is_graph(w) ? way::encode_graph : way::encode; }

// What of it only works inside a graph, a codec says itself.
template <class T> concept only_in_graph = requires { requires codec<T>::graph_only; };
template <class T> concept reads_only_in_graph =
    only_in_graph<T> || requires { requires codec<T>::reads_only_in_graph; };

// Pointers are put right at the end, so all must be seen by `visit`, none by a constructor, and
// nothing may be sorted by them before.
template <class T> concept visits = requires(T &v) { codec<T>::visit(v, [](auto &) {}); };
template <class T> concept constructed_from_parts =
    has_decode_parts<T> && !requires { typename codec<T>::place; };
template <class T> constexpr bool sorted_by_links() {
  if constexpr (requires { typename T::key_type; })
    return links<typename T::key_type> ||
           // equal keys of a hashed map have no order
           (requires { typename T::hasher; } && links<typename T::value_type> &&
            !requires(const T &m, const typename T::key_type &k) { m.at(k); });
  else if constexpr (requires { typename T::value_compare; typename T::value_type; })
    return links<typename T::value_type>;
  else
    return false;
}
template <class T> constexpr bool fits_graph() {
  if constexpr (is_link<T> || !has_parts<T>)
    return true;
  else if constexpr (!links<T>)
    return true;
  else
    return visits<T> && !constructed_from_parts<T> && !sorted_by_links<T>();
}

template <way W, class T> constexpr bool allowed() {
  if constexpr (endless<T>)
    return false;
  else if constexpr (is_decode(W) && forbids_decode<T>)
    return false;
  else if constexpr (is_graph(W))
    return fits_graph<T>();
  else
    return is_decode(W) ? !reads_only_in_graph<T> : !only_in_graph<T>;
}

template <way W, class T> using asked =
    std::conditional_t<is_decode(W), std::remove_cv_t<T>, std::remove_cvref_t<T>>;

// Is there a codec for T and everything in it? Nothing here asks for type(), which may not compile
// if there is not. A type that is met again is being looked at already.
template <way W, class T> constexpr bool mapped(type_set &seen);
template <way W, class T> inline constexpr bool is_mapped = [] {
  type_set seen;
  return mapped<W, T>(seen);
}();

template <way W, class... P> constexpr bool each_mapped([[maybe_unused]] type_set &s, parts<P...>) {
  return (mapped<W, asked<W, P>>(s) && ...);
}
template <way W, class T> constexpr bool mapped(type_set &seen) {
  if (!seen.add(&type_id<T>))
    return true;
  if constexpr (!has_codec<T>)
    return false;
  else if constexpr (!allowed<W, T>())
    return false;
  else if constexpr (is_decode(W) && std::is_array_v<T>) // filled, as part of a class
    return mapped<W, std::remove_cv_t<std::remove_all_extents_t<T>>>(seen);
  else if constexpr (is_decode(W) && has_decode_parts<T>)
    return is_mapped<writing(W), T> && each_mapped<W>(seen, typename codec<T>::decode_parts());
  else if constexpr (has_parts<T>)
    return each_mapped<W>(seen, typename codec<T>::parts());
  else
    return true;
}

// Does each of those codecs have the function?
template <way W, class T> constexpr bool has_function() {
  if constexpr (!is_decode(W))
    return can_encode<T>;
  else if constexpr (std::is_array_v<T>)
    return true;
  else
    return can_decode<T>;
}
template <way W, class T> constexpr bool complete(type_set &seen);
template <way W, class... P>
constexpr bool each_complete([[maybe_unused]] type_set &s, parts<P...>) {
  return (complete<W, asked<W, P>>(s) && ...);
}
template <way W, class T> constexpr bool complete(type_set &seen) {
  if (!seen.add(&type_id<T>))
    return true;
  if (!has_function<W, T>())
    return false;
  if constexpr (is_decode(W) && std::is_array_v<T>)
    return complete<W, std::remove_cv_t<std::remove_all_extents_t<T>>>(seen);
  else if constexpr (is_decode(W) && has_decode_parts<T>)
    return each_complete<W>(seen, typename codec<T>::decode_parts());
  else if constexpr (has_parts<T>)
    return each_complete<W>(seen, typename codec<T>::parts());
  else
    return true;
}

template <way W, class T> constexpr bool works() {
  if constexpr (!is_mapped<W, T>) {
    return false;
  } else {
    type_set seen;
    return complete<W, T>(seen);
  }
}
template <way W, class T> inline constexpr bool does = works<W, T>();

template <class T> concept whole_object = std::is_object_v<T> && !std::is_volatile_v<T>;

} // namespace detail

template <class T> concept encodable =
    detail::does<detail::way::encode, detail::asked<detail::way::encode, T>>;
template <class T> concept decodable =
    !std::is_array_v<T> && detail::does<detail::way::decode, detail::asked<detail::way::decode, T>>;
// There and back.
template <class T> concept serializable = detail::whole_object<T> && encodable<T> && decodable<T>;
// There and back with what its pointers and views lead to (graph.h).
template <class T> concept graph_serializable =
    detail::whole_object<T> && !std::is_array_v<T> &&
    detail::does<detail::way::encode_graph, std::remove_cv_t<T>> &&
    detail::does<detail::way::decode_graph, std::remove_cv_t<T>>;

namespace detail {

// One level of a class that contains itself; deeper ones lie in it.
class written_level {
public:
  explicit written_level(writer &w) : w_(w) {
    if (w.levels >= w.most_levels)
      throw error(errc::limit_exceeded,
                  "a value that contains itself is nested more than " +
                      std::to_string(w.most_levels) +
                      " levels deep (a long chain belongs into a container, or under shared_ptr in a graph)");
    ++w.levels;
  }
  written_level(const written_level &) = delete;
  ~written_level() { --w_.levels; }

private:
  writer &w_;
};

// Reads a T of which nothing may be left over. It need not be movable: then the check comes in a
// destructor, after the object was made where it stays.
template <class T> T decode_all(reader &r) {
  if constexpr (std::is_move_constructible_v<T>) {
    T v = codec<T>::decode(r);
    r.expect_done();
    return v;
  } else {
    struct at_end {
      reader &r;
      int thrown = std::uncaught_exceptions();
      ~at_end() noexcept(false) {
        if (thrown == std::uncaught_exceptions())
          r.expect_done();
      }
    } check{r};
    return codec<T>::decode(r);
  }
}

template <class T> void encode_boxed(writer &w, const T &v) {
  const written_level deeper(w);
  w.string(body_type_v<T>);
  const std::size_t length = w.open_length();
  codec<T>::encode(w, v);
  w.close_length(length);
}
template <class T> T decode_boxed(reader &r) {
  const reader::level deeper(r);
  const std::string_view type = r.string();
  if (type != body_type_v<T>.view())
    r.fail(errc::type_mismatch, "a <" + std::string(body_type_v<T>.view()) + "> is wanted here");
  const std::size_t n = r.count(1), start = r.offset();
  reader inner(r, r.bytes(n), start);
  return decode_all<T>(inner);
}

} // namespace detail

// Short forms for codecs.
template <class T> void encode(writer &w, const T &v) {
  using U = std::remove_cv_t<T>;
  if constexpr (detail::boxed<U>)
    detail::encode_boxed<U>(w, v);
  else
    codec<U>::encode(w, v);
}
template <class T> std::remove_cv_t<T> decode(reader &r) {
  using U = std::remove_cv_t<T>;
  if constexpr (detail::boxed<U>)
    return detail::decode_boxed<U>(r);
  else
    return codec<U>::decode(r);
}
// Calls f for the direct sub-objects of v; a codec without `visit` has none.
template <class V, class F> void visit_parts(V &v, F &&f) {
  if constexpr (requires { codec<std::remove_cv_t<V>>::visit(v, f); })
    codec<std::remove_cv_t<V>>::visit(v, f);
}

} // namespace uf
