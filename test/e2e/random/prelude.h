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
#include <tuple>
#include <unordered_map>
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

// Ranges of the program's own: around a container, and of values that are made on the way.
class bag {
public:
    explicit bag(std::vector<int> all = {}) : all_(std::move(all)) {}
    auto begin() { return all_.begin(); }
    auto end() { return all_.end(); }
    auto tuple_for_serialization() { return std::tie(all_); }
    auto tuple_for_serialization() const { return std::tie(all_); }

private:
    std::vector<int> all_;
};
struct upto {
    struct iterator {
        int at = 0;
        int operator*() const { return seen("element", at); }
        iterator &operator++() { return ++at, *this; }
        bool operator==(const iterator &) const = default;
    };
    int size = 0;
    iterator begin() const { return {}; }
    iterator end() const { return {size}; }
};

struct bits {
    unsigned low : 3;
};
inline bits three_bits(int v) { return {unsigned(v) & 7}; }

// One object with static storage, which every call gives again.
struct line {
    line &operator<<(int v) { return log("line ", v), *this; }
    line &operator<<(const std::string &text) { return log("line ", text), *this; }
};
inline line journal;

inline std::string cut(std::string s) { return s.size() > 40 ? s.substr(0, 40) : s; }
} // namespace random_programs

#endif
