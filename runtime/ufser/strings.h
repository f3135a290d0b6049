// strings.h - text: std::string both ways, std::string_view and char arrays.
//
//   s: length, bytes. No encoding is assumed, a NUL is a byte like others.
//
// A string_view can be written; to be read it takes a graph (graph.h), or there is nothing it could
// lead to. A char array is text up to its first NUL (all of it in exact mode, see writer.h).
// Left to others: wide strings (wide_strings.h).
#pragma once

#include "emplaced.h"
#include "link.h"
#include "rooms.h"

#include <string>
#include <string_view>

namespace uf {

template <class Traits, class A> struct codec<std::basic_string<char, Traits, A>> {
  using string = std::basic_string<char, Traits, A>;
  static constexpr bool decodable = detail::stateless<A>;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const string &v) {
    detail::note_room(w, v);
    w.string({v.data(), v.size()});
  }
  static string decode(reader &r) {
    const std::size_t spare = detail::spare_room<string>(r);
    const std::string_view s = r.string();
    r.charge(s.size());
    if (spare > 0) [[unlikely]]
      return detail::text_with_room<string>(r, s, spare);
    return string(s.data(), s.size());
  }
};

template <class Traits> struct codec<std::basic_string_view<char, Traits>> {
  using view = std::basic_string_view<char, Traits>;
  static constexpr bool link = true;
  static constexpr bool reads_only_in_graph = true;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, view v) {
    w.string(w.graph ? std::string_view() : std::string_view(v.data(), v.size()));
  }
  static view decode(reader &r) {
    if (!r.string().empty())
      r.fail(errc::malformed, "a view with text in a graph");
    return {};
  }

  static lead leads(view v) {
    return {lead::kind::view, v.data(), type_tag<char>(), v.size(), true};
  }
  static void expect(incoming &l) {
    l.tag = type_tag<char>();
    l.elements = l.reads_text = true;
    l.set = [](void *holder, const incoming &in) {
      *static_cast<view *>(holder) = view(static_cast<const char *>(in.found), in.count);
    };
  }
};

} // namespace uf
