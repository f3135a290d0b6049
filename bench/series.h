// series.h: the runs of all contenders together. Each writes lines to the stream and measures nothing in between.
#ifndef VALOR_BENCH_SERIES_H
#define VALOR_BENCH_SERIES_H

#include <cstdint>
#include <iosfwd>

namespace balor {

// One turn each, in a process that has done nothing yet: what starting costs.
void once(std::ostream &);

// `turns` turns of the fibers, eight times as many of each coroutine.
void many(std::ostream &, std::uint64_t turns);

// The contenders taken in turns, `rounds` times over; the medians, and their ratios to the fiber and to the plain
// coroutine of the same mode. Interleaved, so that a machine that slows down slows all of them.
void compare(std::ostream &, unsigned rounds, std::uint64_t turns);

} // namespace balor

#endif
