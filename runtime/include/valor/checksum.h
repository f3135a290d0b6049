// The checksum of a snapshot: finds accidental damage, proves nothing against an adversary.
// Version 1 of the snapshot has one chain of steps, which takes as long as the steps' latency; since version 2 four chains run side by
// side and are joined at the end.
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

inline std::uint64_t one_chain(std::uint64_t state, std::string_view bytes) noexcept
{
    const char *p = bytes.data();
    std::size_t n = bytes.size();
    for (; n >= 8; p += 8, n -= 8)
        state = mix(state, lane(p, 8));
    return n ? mix(state, lane(p, n)) : state;
}

// All of them in rows of 32 bytes; what is left over goes on from the first.
inline std::uint64_t four_chains(std::uint64_t state, std::string_view bytes) noexcept
{
    std::uint64_t second = 2, third = 3, fourth = 4;
    const char *p = bytes.data();
    const std::size_t rows = bytes.size() / 32;
    for (std::size_t i = 0; i < rows; ++i, p += 32) {
        state = mix(state, lane(p, 8));
        second = mix(second, lane(p + 8, 8));
        third = mix(third, lane(p + 16, 8));
        fourth = mix(fourth, lane(p + 24, 8));
    }
    if (rows)
        state = mix(mix(mix(state, second), third), fourth);
    return one_chain(state, bytes.substr(rows * 32));
}

inline std::uint64_t checksum(unsigned version, std::string_view bytes, std::uint64_t state = 0x76616c6f72u) noexcept
{
    state = mix(state, bytes.size());
    return version == 1 ? one_chain(state, bytes) : four_chains(state, bytes);
}

} // namespace valor::detail
