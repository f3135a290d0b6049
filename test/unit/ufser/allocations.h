// allocations.h - what operator new was asked for. Defined in allocations_test.cc, for the whole program.
#pragma once

#include <cstddef>

struct allocations {
  std::size_t live = 0;    // bytes at this moment
  std::size_t peak = 0;    // the most at one moment since the last reset
  std::size_t number = 0;  // of blocks, ever
  std::size_t largest = 0; // in one piece, since the last reset
};
extern allocations allocated;

// The most that `f` had allocated at one moment, of its own.
template <class F> std::size_t peak_of(F &&f) {
  const std::size_t before = allocated.live;
  allocated.peak = before;
  allocated.largest = 0;
  f();
  return allocated.peak - before;
}
