// wide_strings.h - wstring, u8string, u16string, u32string; their views to write.
//
//   s: as UTF-8. A u8string is its bytes, as std::string is; nobody looks whether they are UTF-8.
//
// Invariant: what is not Unicode text (half of a surrogate pair, a number over U+10FFFF) is an
// error when writing, and bytes that are not UTF-8 are one when reading; nothing is replaced.
// wchar_t is UTF-16 where it has 16 bits, else UTF-32.
#pragma once

#include "emplaced.h"
#include "rooms.h"
#include "utf8.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace uf {
namespace detail {

template <class C> concept wide_character =
    std::is_same_v<C, wchar_t> || std::is_same_v<C, char16_t> || std::is_same_v<C, char32_t>;

constexpr bool is_surrogate(char32_t c) { return c >= 0xd800 && c < 0xe000; }

// The code point at s[at], which is moved behind it.
template <class C> char32_t next_point(const C *s, std::size_t n, std::size_t &at) {
  char32_t c = static_cast<char32_t>(s[at++]);
  if constexpr (sizeof(C) == 2) {
    c &= 0xffff;
    if (c >= 0xd800 && c < 0xdc00 && at < n) {
      const char32_t low = static_cast<char32_t>(s[at]) & 0xffff;
      if (low >= 0xdc00 && low < 0xe000) {
        ++at;
        return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      }
    }
  }
  if (is_surrogate(c) || c > 0x10ffff)
    throw error(errc::malformed, "text that is not Unicode, at character " + std::to_string(at - 1));
  return c;
}

inline void put_utf8(writer &w, char32_t c) {
  char b[4];
  std::size_t n = 0;
  auto put = [&](char32_t bits) { b[n++] = static_cast<char>(bits); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
  }
  if (c >= 0x80)
    put(0x80 | (c & 0x3f));
  w.bytes({b, n});
}

template <class C> void encode_text(writer &w, const C *s, std::size_t n) {
  const auto mark = w.open_length();
  for (std::size_t i = 0; i < n;)
    put_utf8(w, next_point(s, n, i));
  w.close_length(mark);
}

// The well-formed sequence of n bytes at s.
inline char32_t point_of(const char *s, std::size_t n) {
  auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(s[i])); };
  if (n == 1)
    return byte(0);
  char32_t c = byte(0) & (0x7fu >> n);
  for (std::size_t i = 1; i < n; ++i)
    c = c << 6 | (byte(i) & 0x3f);
  return c;
}

template <class String> void decode_text(reader &r, String &to) {
  using C = typename String::value_type;
  const std::string_view s = r.string();
  r.charge(s.size(), sizeof(C)); // at most a character for each byte
  to.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t n = utf8_length(s, i);
    if (n == 0)
      r.fail(errc::malformed, "text that is not UTF-8, at its byte " + std::to_string(i));
    const char32_t c = point_of(s.data() + i, n);
    i += n;
    if (sizeof(C) == 2 && c > 0xffff) {
      to.push_back(static_cast<C>(0xd800 + ((c - 0x10000) >> 10)));
      to.push_back(static_cast<C>(0xdc00 + ((c - 0x10000) & 0x3ff)));
    } else {
      to.push_back(static_cast<C>(c));
    }
  }
}

} // namespace detail

template <detail::wide_character C, class Traits, class A>
struct codec<std::basic_string<C, Traits, A>> {
  using string = std::basic_string<C, Traits, A>;
  static constexpr bool decodable = detail::stateless<A>;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const string &v) {
    detail::note_room(w, v);
    detail::encode_text(w, v.data(), v.size());
  }
  static string decode(reader &r) {
    const std::size_t spare = detail::spare_room<string>(r);
    string v;
    detail::decode_text(r, v);
    if (spare > 0) [[unlikely]]
      return detail::text_with_room<string>(r, v, spare);
    if (r.exact()) // without the room for as many characters as there were bytes
      return string(v.data(), v.size());
    return v;
  }
};
template <detail::wide_character C, class Traits> struct codec<std::basic_string_view<C, Traits>> {
  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, std::basic_string_view<C, Traits> v) {
    detail::encode_text(w, v.data(), v.size());
  }
};

template <class Traits, class A> struct codec<std::basic_string<char8_t, Traits, A>> {
  using string = std::basic_string<char8_t, Traits, A>;
  static constexpr bool decodable = detail::stateless<A>;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const string &v) {
    detail::note_room(w, v);
    w.string({reinterpret_cast<const char *>(v.data()), v.size()});
  }
  static string decode(reader &r) {
    const std::size_t spare = detail::spare_room<string>(r);
    const std::string_view s = r.string();
    r.charge(s.size());
    if (spare > 0) [[unlikely]]
      return detail::text_with_room<string>(r, s, spare);
    return string(s.begin(), s.end());
  }
};
template <class Traits> struct codec<std::basic_string_view<char8_t, Traits>> {
  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, std::basic_string_view<char8_t, Traits> v) {
    w.string({reinterpret_cast<const char *>(v.data()), v.size()});
  }
};

} // namespace uf
