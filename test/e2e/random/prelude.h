// prelude.h: what the random programs are made of.
#ifndef VALOR_TEST_E2E_PRELUDE_H
#define VALOR_TEST_E2E_PRELUDE_H

#include "harness.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace random_programs {
using e2e::log, e2e::seen, e2e::track, valor::ser_ctx;

// Operands with effects that can be seen, and arithmetic that stays in its bounds.
inline int step(int &v, int by) { return seen("step", v = (v + by) % 1000); }
inline int three(int a, int b, int c) { return seen("three", (a % 100) * 100 + (b % 100) * 10 + c % 100); }
inline int small(int v) { return v % 1000; }
inline std::size_t index(const std::vector<int> &v, int i) { return std::size_t(i < 0 ? -(i % 100) : i % 100) % v.size(); }
inline int at(const std::vector<int> &v, int i) { return v[index(v, i)]; }
inline std::vector<int> two(int a, int b) { return {a, b}; }
template <class Awaiter> Awaiter make(int k) { return {k}; }
inline std::string cut(std::string s) { return s.size() > 40 ? s.substr(0, 40) : s; }
} // namespace random_programs

#endif
