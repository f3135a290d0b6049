// The checksum of a snapshot: finds accidental damage, proves nothing against an adversary.
// Invariant: every step is a bijection of the state, so a change inside one 8-byte lane always shows.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace valor::detail {

inline std::uint64_t lane(const char *p, std::size_t n) noexcept
{
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < n; ++i)
        v |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * i);
    return v;
}

inline std::uint64_t mix(std::uint64_t state, std::uint64_t v) noexcept
{
    state = (state ^ v) * 0x9e3779b97f4a7c15u;
    return state ^ (state >> 29);
}

inline std::uint64_t checksum(std::string_view bytes, std::uint64_t state = 0x76616c6f72u) noexcept
{
    state = mix(state, bytes.size());
    const char *p = bytes.data();
    std::size_t n = bytes.size();
    for (; n >= 8; p += 8, n -= 8)
        state = mix(state, lane(p, 8));
    return n ? mix(state, lane(p, n)) : state;
}

} // namespace valor::detail
