// measure.h: one run of one contender, measured by the wall clock.
#ifndef VALOR_BENCH_MEASURE_H
#define VALOR_BENCH_MEASURE_H

#include "contender.h"

#include <cstdint>
#include <string>

namespace balor {

struct measurement {
    std::uint64_t turns;
    std::uint64_t switches;
    double nanoseconds;

    double per_switch() const { return switches ? nanoseconds / static_cast<double>(switches) : 0.0; }
};

// Throws std::runtime_error if the contender did not take all its turns: then the time means nothing.
measurement measure(const contender &, std::uint64_t turns);

// One line for people and programs: "f fiber turns 10 switches 20 ns 1234 ns/switch 61.70".
std::string line(const contender &, const measurement &);

} // namespace balor

#endif
