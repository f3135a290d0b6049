// How much a restore may take. Invariant: checked before the memory is taken.
#pragma once
#include <cstddef>

namespace valor {

struct limits {
    std::size_t memory = std::size_t{256} << 20; // bytes that values may need
    std::size_t frames = 100'000;                // coroutines in one snapshot
    std::size_t depth = 1'000;                   // nesting of values, and of paths into them
};

} // namespace valor
