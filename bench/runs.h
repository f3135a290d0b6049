// runs.h: the functions behind the contenders, one translation unit for each library.
// Each takes `turns` turns and returns how many the counter counted.
#ifndef VALOR_BENCH_RUNS_H
#define VALOR_BENCH_RUNS_H

#include <cstdint>

namespace balor {

std::uint64_t run_fibers(std::uint64_t turns);         // fibers.cc: Boost.Fiber
std::uint64_t run_plain(std::uint64_t turns);          // plain.cc: C++20 coroutines, no library
std::uint64_t run_plain_flat(std::uint64_t turns);
std::uint64_t run_ser_ctx(std::uint64_t turns);        // ser_ctx.cc: built through the plugin
std::uint64_t run_ser_ctx_flat(std::uint64_t turns);

} // namespace balor

#endif
