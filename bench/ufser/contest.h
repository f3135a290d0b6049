// contest.h: libraries that write and read the same value, measured in turn.
//
// A library is a class L with
//   static void write(const T &, buffer &);             clears the buffer (an L::buffer) and fills it
//   static std::string_view view(const buffer &);       what was written
//   static M read(std::string_view);                    a new object; M is T or what stands for it
// and is handed over as add<L>(cell, name, value), or add_write<L> if only the writing is a different one. What it reads is compared with the value before any time is taken.
#ifndef VALOR_BENCH_UFSER_CONTEST_H
#define VALOR_BENCH_UFSER_CONTEST_H

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ufser_bench {

// The compiler must assume that someone looks at the object, and changes it.
template <class T> void looked_at(T &object) { asm volatile("" : : "g"(&object) : "memory"); }

struct contender {
    std::string library;
    std::size_t bytes;           // of the value; 0 where there are none
    std::function<void()> write; // once; none: not measured
    std::function<void()> read;
};

struct cell {
    std::string name;
    std::vector<contender> contenders; // the first one is memcpy
};

// T: what is written, for libraries with a type of their own for it not the C++ value itself.
template <class L, class T> std::string add_write(cell &c, std::string library, const T &value)
{
    auto from = std::make_shared<T>(value);
    auto to = std::make_shared<typename L::buffer>();
    L::write(*from, *to);
    std::string bytes(L::view(*to));
    if (!(L::template read<T>(bytes) == value))
        throw std::runtime_error(library + " does not give back the " + c.name);
    contender e{std::move(library), bytes.size(), {}, {}};
    e.write = [from, to] {
        looked_at(*from);
        L::write(*from, *to);
        looked_at(*to);
    };
    c.contenders.push_back(std::move(e));
    return bytes;
}
template <class L, class T> void add(cell &c, std::string library, const T &value)
{
    const auto bytes = std::make_shared<std::string>(add_write<L>(c, std::move(library), value));
    c.contenders.back().read = [bytes] {
        looked_at(*bytes);
        auto object = L::template read<T>(*bytes);
        looked_at(object);
    };
}

// The cells, in this order: small, state, ints, doubles, lists (values.h). Each library adds itself to all.
using cells = std::vector<cell>;
void add_memcpy_and_copy(cells &);
void add_ufser(cells &);
void add_cereal(cells &);
void add_boost(cells &);
void add_msgpack(cells &);
void add_protobuf(cells &);

} // namespace ufser_bench

#endif
