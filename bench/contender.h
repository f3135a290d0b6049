// contender.h: what balor compares. A contender runs a number of turns and says how many switches that were;
// who measures, and how often, is left to measure.h and series.h.
#ifndef VALOR_BENCH_CONTENDER_H
#define VALOR_BENCH_CONTENDER_H

#include <cstdint>
#include <span>
#include <string_view>

namespace balor {

// The way the turns are taken; the letter is what the command line says.
enum class mode : char {
    fibers = 'f',     // two fibers: one counts down, both yield
    coroutine = 'c',  // the counter awaits a timer that is a coroutine of its own, made anew each turn
    flat = 'C',       // the same without that recursion: the counter awaits the timer's awaiter itself
};

struct contender {
    std::string_view name; // "fiber", "plain" or "ser_ctx"
    mode form;
    // Takes that many turns and returns how many were taken: the result depends on the work, which so cannot be dropped.
    std::uint64_t (*run)(std::uint64_t turns);
    unsigned switches_per_turn; // how often control changes hands in a turn, see README.md
    unsigned weight;            // how many turns balance one fiber turn in a run of similar length
};

std::span<const contender> contenders();

const contender *find_contender(std::string_view name, char form);

} // namespace balor

#endif
