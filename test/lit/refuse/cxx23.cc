// What C++23 adds to expressions that await, and to loops.
// RUN: %valet-cxx -std=c++23 -I%S/../Inputs -fsyntax-only -Xclang -verify %s
#include "run.h"

#include <map>
#include <string>
#include <vector>

struct grid {
    std::vector<int> cells;
    int at(this const grid &self, int i) { return self.cells[std::size_t(i)]; }
    int &operator[](int row, int column) { return cells[std::size_t(row * 3 + column)]; }
};
grid made(int n) { return {std::vector<int>(9, n)}; }

ser_ctx<int> calls(grid g) {
    int sum = g.at(1) + made(3).at(2);
    sum += g.at(1) + co_await recv{3}; // expected-error {{(a call with an explicit object parameter) cannot be carried}}
    sum += g[1, co_await recv{0}] + g[0, 1] + auto(sum) * co_await recv{4};
    co_return sum;
}

// What stands behind the colon lives as long as the loop, unless it is the range alone that the loop keeps.
struct counted {
    ~counted() {}
};
std::vector<int> numbers(const counted &) { return {1, 2}; }
std::vector<int> lengths(const std::string &text) { return {int(text.size())}; }
const std::vector<int> &same(const std::vector<int> &v, const std::string &) { return v; }
ser_ctx<int> loops(std::vector<int> v) {
    int sum = 0;
    for (int n : numbers(counted())) // expected-error {{[valor-range-object]}}
        sum += n + co_await recv{1};
    for (int n : same(v, std::string("text"))) // expected-error {{[valor-range-object]}}
        sum += n + co_await recv{2};
    for (int n : lengths(std::string("text")))
        sum += n + co_await recv{3};
    for (const auto &[name, n] : std::map<std::string, int>{{"a", 1}})
        sum += n + co_await recv{int(name.size())};
    co_return sum;
}
