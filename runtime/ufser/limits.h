// limits.h - what a decoder may spend on one input.
//
// Counts and lengths are always checked against the bytes that are left; the limits bound what
// those bytes can be blown up to. Left to others: charging (reader.h), counting levels (walk.h),
// looking at buckets (collisions.h).
#pragma once

#include <cstddef>
#include <string>

namespace uf {

struct limits {
  std::size_t memory = std::size_t{256} << 20; // bytes allocated for decoded objects, in total
  std::size_t depth = 1000;                    // levels of nesting that the input chooses
  std::size_t size = static_cast<std::size_t>(-1); // bytes of the input
  std::size_t collisions = 1000; // different keys of an unordered container in one bucket
};

namespace detail {

// `nested deeper than limits::depth allows (1000)`
inline std::string more_than(std::string what, const char *limit, std::size_t allowed) {
  return what += std::string(" than limits::") + limit + " allows (" + std::to_string(allowed) + ")";
}

} // namespace detail

} // namespace uf
