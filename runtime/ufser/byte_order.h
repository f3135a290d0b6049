// byte_order.h - loads and stores of fixed-width numbers at any address.
//
// Integers travel big-endian, floating point little-endian (see docs/ufser.md). Everything goes
// through memcpy or single bytes: no misaligned access, no assumption about the host's order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace uf::detail {

// Written out as shifts: every compiler named here turns it into one instruction.
constexpr std::uint8_t swap_bytes(std::uint8_t v) { return v; }
constexpr std::uint16_t swap_bytes(std::uint16_t v) {
  return static_cast<std::uint16_t>(v << 8 | v >> 8);
}
constexpr std::uint32_t swap_bytes(std::uint32_t v) {
  return v << 24 | (v & 0xff00u) << 8 | (v >> 8 & 0xff00u) | v >> 24;
}
constexpr std::uint64_t swap_bytes(std::uint64_t v) {
  return std::uint64_t{swap_bytes(static_cast<std::uint32_t>(v))} << 32 |
         swap_bytes(static_cast<std::uint32_t>(v >> 32));
}

static_assert(std::endian::native == std::endian::big || std::endian::native == std::endian::little,
              "ufser: mixed-endian machines are not supported");

// The unsigned integer of a size.
template <std::size_t Size> using bits_of_size =
    std::conditional_t<Size == 8, std::uint64_t,
                       std::conditional_t<Size == 4, std::uint32_t,
                                          std::conditional_t<Size == 2, std::uint16_t, std::uint8_t>>>;

// U: any number; its representation is stored and loaded.
template <std::endian Order, class U> inline void store(char *to, U v) {
  auto bits = std::bit_cast<bits_of_size<sizeof(U)>>(v);
  if constexpr (std::endian::native != Order)
    bits = swap_bytes(bits);
  std::memcpy(to, &bits, sizeof bits);
}

template <std::endian Order, class U> inline U load(const char *from) {
  bits_of_size<sizeof(U)> bits;
  std::memcpy(&bits, from, sizeof bits);
  if constexpr (std::endian::native != Order)
    bits = swap_bytes(bits);
  return std::bit_cast<U>(bits);
}

} // namespace uf::detail
