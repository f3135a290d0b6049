// utf8.h - is this text? And text from code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace uf::detail {

// Bytes of the well-formed UTF-8 sequence at s[at] (no overlong forms, no surrogates, nothing over
// U+10FFFF), or 0.
constexpr std::size_t utf8_length(std::string_view s, std::size_t at) {
  auto byte = [&](std::size_t i) -> unsigned {
    return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0u;
  };
  auto tail = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
  const unsigned a = byte(0), b = byte(1);
  if (a < 0x80)
    return 1;
  if (a >= 0xc2 && a <= 0xdf)
    return tail(1) ? 2 : 0;
  if (a >= 0xe0 && a <= 0xef) {
    const bool legal = (a != 0xe0 || b >= 0xa0) && (a != 0xed || b < 0xa0);
    return legal && tail(1) && tail(2) ? 3 : 0;
  }
  if (a >= 0xf0 && a <= 0xf4) {
    const bool legal = (a != 0xf0 || b >= 0x90) && (a != 0xf4 || b < 0x90);
    return legal && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

// `c` is a code point and no surrogate.
inline void append_utf8(std::string &out, std::uint32_t c) {
  auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  out += static_cast<char>(c < 0x800 ? 0xc0 | c >> 6 : c < 0x10000 ? 0xe0 | c >> 12 : 0xf0 | c >> 18);
  if (c >= 0x10000)
    tail(12);
  if (c >= 0x800)
    tail(6);
  tail(0);
}

} // namespace uf::detail
