// values.h: what is written and read, a cell of the table each.
#ifndef VALOR_BENCH_UFSER_VALUES_H
#define VALOR_BENCH_UFSER_VALUES_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ufser_bench {

struct small {
    std::int32_t number;
    double real;
    std::string text; // 12 characters

    bool operator==(const small &) const = default;
};

// What a suspended coroutine may have to save: 248 bytes in ufser.
struct state {
    std::int32_t number;
    double real;
    std::string text;                          // 32 characters
    std::vector<std::int32_t> numbers;         // 16
    std::map<std::string, std::int32_t> named; // 8, with keys of 8 characters

    bool operator==(const state &) const = default;
};

using ints = std::vector<std::int32_t>;                        // 1,000,000, of all sizes
using doubles = std::vector<double>;                           // 1,000,000
using lists = std::map<std::string, std::vector<std::string>>; // 10,000, of up to seven strings

inline small make_small() { return {42, 2.75, "twelve chars"}; }

inline state make_state()
{
    state s{7, 0.1, std::string(32, 's'), std::vector<std::int32_t>(16), {}};
    for (int i = 0; i < 16; ++i)
        s.numbers[static_cast<std::size_t>(i)] = i * 1'000'003;
    for (int i = 0; i < 8; ++i)
        s.named["member_" + std::to_string(i)] = i;
    return s;
}

inline ints make_ints()
{
    ints v(1'000'000);
    std::uint32_t n = 1;
    for (std::int32_t &i : v)
        i = static_cast<std::int32_t>(n = n * 1664525u + 1013904223u);
    return v;
}

inline doubles make_doubles()
{
    doubles v(1'000'000);
    for (std::size_t i = 0; i < v.size(); ++i)
        v[i] = static_cast<double>(i) / 3;
    return v;
}

inline lists make_lists()
{
    lists m;
    for (int i = 0; i < 10'000; ++i) {
        std::vector<std::string> &v = m["list number " + std::to_string(i * 7919 % 10'000)];
        for (int k = 0; k < i % 8; ++k)
            v.push_back("string " + std::to_string(i * k));
    }
    return m;
}

} // namespace ufser_bench

#endif
