// bitset.h - std::bitset.
//
//   s: its digits 0 and 1 as bitset::to_string() gives them, the highest first
#pragma once

#include "codec.h"

#include <bitset>

namespace uf {

template <std::size_t N> struct codec<std::bitset<N>> {
  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const std::bitset<N> &v) {
    w.count(N);
    for (std::size_t i = N; i > 0; --i)
      w.u8(v[i - 1] ? '1' : '0');
  }
  static std::bitset<N> decode(reader &r) {
    const std::string_view s = r.string();
    if (s.size() != N)
      r.fail(errc::malformed, std::to_string(s.size()) + " digits for a bitset of " +
                                  std::to_string(N));
    std::bitset<N> v;
    for (std::size_t i = 0; i < N; ++i) {
      if (s[i] != '0' && s[i] != '1')
        r.fail(errc::malformed, "a digit that is neither 0 nor 1");
      v[N - 1 - i] = s[i] == '1';
    }
    return v;
  }
};

} // namespace uf
