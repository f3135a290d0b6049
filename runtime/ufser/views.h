// views.h - what leads to objects without owning them: pointers, contiguous iterators, string_view, span.
//
//   T*, iterator   o type   absent        string_view, const char *   s   empty
//                                         span                        l type   empty
//
// So in a graph. Without one all but iterators can be written, by value: a pointer like an optional (where
// it is clear what it leads to: not a base class, and not a character, which may be one of many),
// a const char * like a string_view. A pointer may lead to any object that is saved, and behind the
// last element of contiguous ones. Text that is in no such object is copied.
// Left to others: where they lead (graph_writer.h).
#pragma once

#include "graph_object.h"
#include "sequences.h"
#include "shared.h"
#include "strings.h"

#include <bit>
#include <iterator>
#include <span>
#include <string_view>

namespace uf {
namespace detail {

template <class T> concept character =
    std::is_same_v<T, char> || std::is_same_v<T, signed char> || std::is_same_v<T, unsigned char> ||
    std::is_same_v<T, char8_t> || std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t> ||
    std::is_same_v<T, wchar_t>;

template <class T> struct pointer_codec {
  static constexpr bool is_text = std::is_same_v<T, const char>;
  using parts = uf::parts<T>;
  using decode_parts = typename read_parts<T>::type;
  static constexpr bool link = true;

  static constexpr auto type() {
    if constexpr (is_text)
      return typestring("s");
    else
      return optional_type<T>();
  }
  static void describe(incoming &l) {
    l.tag = type_tag<T>();
    l.reads_text = l.terminated = is_text;
  }
};

// An iterator that is a pointer inside.
template <class I> concept pointer_like =
    std::is_class_v<I> && requires { typename I::iterator_category; typename I::pointer; } &&
    std::is_trivially_copyable_v<I> && sizeof(I) == sizeof(void *) && std::contiguous_iterator<I>;

template <class I> using pointee = std::remove_reference_t<std::iter_reference_t<I>>;

} // namespace detail

template <class T>
  requires(std::is_object_v<T> && !std::is_volatile_v<T>)
struct codec<T *> : detail::pointer_codec<T> {
  using detail::pointer_codec<T>::is_text;
  static constexpr bool graph_only =
      !is_text && (detail::character<std::remove_const_t<T>> || !detail::ownable<T>);
  static constexpr bool reads_only_in_graph = true;

  static void encode(writer &w, T *v) {
    if constexpr (is_text) {
      if (!v && !w.graph)
        throw error(errc::valueless, "a null pointer instead of text");
      w.string(w.graph ? std::string_view() : std::string_view(v));
    } else if constexpr (graph_only) {
      detail::no_graph(w, v != nullptr);
      w.u8(0);
    } else {
      const bool here = v && !w.graph;
      w.u8(here ? 1 : 0);
      if (here)
        uf::encode<std::remove_cv_t<T>>(w, *v);
    }
  }
  static T *decode(reader &r) {
    if constexpr (!is_text)
      return detail::no_value<T *>(r);
    else if (!r.string().empty())
      r.fail(errc::malformed, "a pointer with text in a graph");
    else
      return nullptr;
  }

  static lead leads(T *v) { return {lead::kind::pointer, v, type_tag<T>(), 0, is_text, is_text}; }
  static void expect(incoming &l) {
    detail::pointer_codec<T>::describe(l);
    l.set = [](void *holder, const incoming &in) {
      *static_cast<T **>(holder) = static_cast<T *>(in.found);
    };
  }
};

template <detail::pointer_like I> struct codec<I> : detail::pointer_codec<detail::pointee<I>> {
  using T = detail::pointee<I>;
  using base = detail::pointer_codec<T>;
  static constexpr bool graph_only = true;

  static constexpr auto type() { return detail::optional_type<T>(); }
  static void encode(writer &w, const I &v) { detail::no_graph(w, v != I()), w.u8(0); }
  static I decode(reader &r) { return detail::no_value<I>(r); }

  static lead leads(const I &v) {
    return {lead::kind::pointer, std::bit_cast<T *>(v), type_tag<T>()};
  }
  static void expect(incoming &l) {
    l.tag = type_tag<T>();
    l.set = [](void *holder, const incoming &in) {
      *static_cast<I *>(holder) = std::bit_cast<I>(static_cast<T *>(in.found));
    };
  }
};

template <class T, std::size_t N> struct codec<std::span<T, N>> {
  using span = std::span<T, N>;
  using parts = uf::parts<T>;
  static constexpr bool link = true;
  static constexpr bool reads_only_in_graph = true;

  static constexpr auto type() { return detail::list_type<std::remove_cv_t<T>>(); }
  static void encode(writer &w, const span &v) {
    w.count(w.graph ? 0 : v.size());
    if (!w.graph && !void_like<T>)
      for (const auto &e : v)
        uf::encode<std::remove_cv_t<T>>(w, e);
  }
  static span decode(reader &r) {
    if (r.count(0) != 0)
      r.fail(errc::malformed, "a view with elements in a graph");
    return make(nullptr, N == std::dynamic_extent ? 0 : N);
  }

  static lead leads(const span &v) { return {lead::kind::view, v.data(), type_tag<T>(), v.size()}; }
  static void expect(incoming &l) {
    l.tag = type_tag<T>();
    l.elements = true;
    l.least = N == std::dynamic_extent ? 0 : N;
    l.set = [](void *holder, const incoming &in) {
      *static_cast<span *>(holder) = make(static_cast<T *>(in.found), in.count);
    };
  }

private:
  static span make(T *data, std::size_t n) { return span(data, n); }
};

} // namespace uf
