// The files that commands read. Invariant: no more than `largest` bytes are ever read.
#pragma once
#include <cstddef>
#include <string>

namespace command {

inline constexpr std::size_t largest = std::size_t{256} << 20;

// The bytes of a file; "-" is standard input. Throws failure.
std::string read_file(const std::string &name);
// How messages call it.
std::string shown_name(const std::string &name);

} // namespace command
