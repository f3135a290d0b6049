// strings.h - text: std::string both ways, std::string_view and char arrays.
//
//   s: length, bytes. No encoding is assumed, a NUL is a byte like others.
//
// A string_view can be written only: what it would point to after reading is the embedder's
// question. A char array is text up to its first NUL (all of it in exact mode, see writer.h).
// Left to others: wide strings (wide_strings.h).
#pragma once

#include "emplaced.h"

#include <string>
#include <string_view>

namespace uf {

template <class Traits, class A> struct codec<std::basic_string<char, Traits, A>> {
  using string = std::basic_string<char, Traits, A>;
  static constexpr bool decodable = detail::stateless<A>;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const string &v) { w.string({v.data(), v.size()}); }
  static string decode(reader &r) {
    const std::string_view s = r.string();
    r.charge(s.size());
    return string(s.data(), s.size());
  }
};

template <class Traits> struct codec<std::basic_string_view<char, Traits>> {
  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, std::basic_string_view<char, Traits> v) {
    w.string({v.data(), v.size()});
  }
};

} // namespace uf
