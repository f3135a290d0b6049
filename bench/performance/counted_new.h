// counted_new.h: what a program asks of operator new. A program that links counted_new.cc counts, for a few instructions a call.
#ifndef VALOR_BENCH_PERFORMANCE_COUNTED_NEW_H
#define VALOR_BENCH_PERFORMANCE_COUNTED_NEW_H

#include <cstdint>

namespace performance {

struct asked {
    std::uint64_t times, bytes;

    friend asked operator-(asked a, asked b) { return {a.times - b.times, a.bytes - b.bytes}; }
};

asked asked_so_far(); // by all threads; there is but one

template <class F> asked asked_by(F &&f)
{
    const asked before = asked_so_far();
    f();
    return asked_so_far() - before;
}

} // namespace performance

#endif
