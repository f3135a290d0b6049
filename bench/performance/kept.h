// kept.h: the values of the coroutines that save.cc saves, as plain structures, and libraries that write and read those.
#ifndef VALOR_BENCH_PERFORMANCE_KEPT_H
#define VALOR_BENCH_PERFORMANCE_KEPT_H

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace performance {

// 224 bytes in ufser's format, as in test/e2e/errors/size.cc.
struct five_values {
    int n;
    double ratio;
    std::string text;
    std::vector<int> list;
    std::map<std::string, int> map;
};
five_values make_five();

// One frame of a chain.
struct small_values {
    int depth;
    std::string text;
};
struct large_values {
    int depth;
    std::string text;
    std::vector<int> list;
};
std::vector<small_values> make_small(std::size_t frames);
std::vector<large_values> make_large(std::size_t frames);

// A library that writes and reads such values, into a buffer that is used again: "ufser alone", and "cereal" if it is there.
struct library {
    std::string name;
    std::function<void()> write, read;
    std::size_t bytes;
};
std::vector<library> libraries_with_five();
std::vector<library> libraries_with_small(std::size_t frames);
std::vector<library> libraries_with_large(std::size_t frames);

} // namespace performance

#endif
