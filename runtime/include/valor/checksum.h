// The checksum of a snapshot: finds accidental damage, proves nothing against an adversary.
// Version 1 of the format has one chain of steps, which takes as long as their latencies together; since version 2 four chains run side by
// side and are joined at the end, and a step is shorter.
// Invariant: every step is a bijection of the state, so a change inside one 8-byte lane always shows.
#pragma once
#include <bit>
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

inline constexpr std::uint64_t checksum_start_value = 0x76616c6f72u, checksum_factor = 0x9e3779b97f4a7c15u;

struct step_of_version_1 {
    static std::uint64_t mix(std::uint64_t state, std::uint64_t v) noexcept
    {
        state = (state ^ v) * checksum_factor;
        return state ^ (state >> 29);
    }
};
struct step_of_version_2 {
    static std::uint64_t mix(std::uint64_t state, std::uint64_t v) noexcept { return std::rotl((state ^ v) * checksum_factor, 31); }
};

template <class Step> std::uint64_t one_chain(std::uint64_t state, std::string_view bytes) noexcept
{
    const char *p = bytes.data();
    std::size_t n = bytes.size();
    for (; n >= 8; p += 8, n -= 8)
        state = Step::mix(state, lane(p, 8));
    return n ? Step::mix(state, lane(p, n)) : state;
}

// In rows of 32 bytes; what is left over goes on from the end.
template <class Step> std::uint64_t four_chains(std::uint64_t first, std::string_view bytes) noexcept
{
    std::uint64_t second = 2, third = 3, fourth = 4;
    const char *p = bytes.data();
    const std::size_t rows = bytes.size() / 32;
    for (std::size_t i = 0; i < rows; ++i, p += 32) {
        first = Step::mix(first, lane(p, 8));
        second = Step::mix(second, lane(p + 8, 8));
        third = Step::mix(third, lane(p + 16, 8));
        fourth = Step::mix(fourth, lane(p + 24, 8));
    }
    if (rows)
        first = Step::mix(Step::mix(Step::mix(first, second), third), fourth);
    return one_chain<Step>(first, bytes.substr(rows * 32));
}

// Of bytes that follow those whose checksum `state` is.
inline std::uint64_t checksum(unsigned version, std::string_view bytes, std::uint64_t state = checksum_start_value) noexcept
{
    if (version == 1)
        return one_chain<step_of_version_1>(step_of_version_1::mix(state, bytes.size()), bytes);
    return four_chains<step_of_version_2>(step_of_version_2::mix(state, bytes.size()), bytes);
}

} // namespace valor::detail
