// Variables hidden at a point by enumerators, types, constants and loop variables are saved all the same.
// RUN: %valet-cxx -I%S/Inputs %s -o %t && %t | FileCheck %s
#include "run.h"
ser_ctx<int> f(int a, int b) {
  int sum = 0;
  { enum { a = 5, z }; struct b {}; sum += co_await recv{a}; { int sum = 3; sum += co_await recv{z}; } }
  for (int a = 0; a < 2; ++a) { sum += co_await recv{a}; { constexpr int a = 9; sum += co_await recv{a}; } }
  co_return a * 100 + b * 1000 + sum;
}
// By hand: 1 * 100 + 2 * 1000 + (5 + 0 + 9 + 1 + 9)
// CHECK: straight 2124, restored 7 times 2124
int main() { run([] { return f(1, 2); }); }
