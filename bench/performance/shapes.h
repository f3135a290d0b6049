// shapes.h: the coroutines of the switch rows, as a table that each build of shapes.cc gives.
#ifndef VALOR_BENCH_PERFORMANCE_SHAPES_H
#define VALOR_BENCH_PERFORMANCE_SHAPES_H

#include <cstdint>
#include <span>

namespace performance {

struct shape {
    const char *name;
    std::uint64_t (*run)(std::uint64_t turns); // returns how many turns it took; each is one suspension and one resumption of the leaf
    void (*make)();                            // calls the coroutine and destroys it before it runs: one frame
};

std::span<const shape> plain_shapes();
std::span<const shape> savable_shapes();

} // namespace performance

#endif
