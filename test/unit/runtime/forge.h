// Snapshots with a right checksum and wrong content.
#pragma once
#include "rewritten.h"

#include <random>

namespace test {

inline std::string sign(std::string bytes)
{
    const std::uint64_t sum = valor::detail::snapshot_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i)
        bytes[valor::detail::checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    return bytes;
}

// Error or success, never a crash; what was restored can be saved and destroyed.
template <class R> bool accepts(const std::string &bytes)
{
    try {
        auto c = valor::restore<R>(bytes);
        (void)c.serialize();
        return true;
    } catch (const valor::error &) {
        return false;
    }
}

// Each byte set to values that mean something somewhere, then random changes of several bytes.
template <class R> int forge(const std::string &bytes, int rounds)
{
    int accepted = 0;
    const std::size_t start = valor::detail::checked_start;
    for (std::size_t i = start; i < bytes.size(); ++i)
        for (const char v : {'\0', '\1', '\2', '\3', '\4', 'c', 'h', 'u', 'v', 'e', 's', 'f', 'x', 't', '\x7f', '\xff'}) {
            std::string bad = bytes;
            bad[i] = v;
            accepted += accepts<R>(sign(bad));
        }
    std::mt19937 random(7);
    for (int n = 0; n < rounds; ++n) {
        std::string bad = bytes;
        for (unsigned k = random() % 4 + 1; k > 0; --k)
            bad[start + random() % (bad.size() - start)] = static_cast<char>(random() % 5 ? random() % 8 : random());
        accepted += accepts<R>(sign(bad));
    }
    return accepted;
}

} // namespace test
