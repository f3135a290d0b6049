#include "kept.h"

#ifdef BENCH_CEREAL
#include "../ufser/streams.h"
#include "contest.h"

#include <cereal/archives/binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <istream>
#include <memory>
#include <ostream>
#endif

namespace performance {

five_values make_five()
{
    five_values v{3, 1.5, std::string(32, 'x'), std::vector<int>(16, 3), {}};
    for (int i = 0; i < 8; ++i)
        v.map["key-" + std::to_string(i)] = i;
    return v;
}

std::vector<small_values> make_small(std::size_t frames)
{
    std::vector<small_values> v;
    for (std::size_t depth = frames; depth--;)
        v.push_back({static_cast<int>(depth), std::string(8, 'x')});
    return v;
}

std::vector<large_values> make_large(std::size_t frames)
{
    std::vector<large_values> v;
    for (std::size_t depth = frames; depth--;)
        v.push_back({static_cast<int>(depth), std::string(8, 'x'), std::vector<int>(1000, 3)});
    return v;
}

#ifdef BENCH_CEREAL

template <class A> void serialize(A &a, five_values &v) { a(v.n, v.ratio, v.text, v.list, v.map); }
template <class A> void serialize(A &a, small_values &v) { a(v.depth, v.text); }
template <class A> void serialize(A &a, large_values &v) { a(v.depth, v.text, v.list); }

namespace {

template <class T> void write(const T &value, std::string &buffer)
{
    buffer.clear();
    ufser_bench::string_sink sink(buffer);
    std::ostream out(&sink);
    cereal::BinaryOutputArchive archive(out);
    archive(value);
}

template <class T> other_library cereal_of(T value)
{
    const auto buffer = std::make_shared<std::string>();
    const auto kept = std::make_shared<T>(std::move(value));
    write(*kept, *buffer);
    other_library result;
    result.bytes = buffer->size();
    result.write = [buffer, kept] {
        write(*kept, *buffer);
        looked_at(*buffer);
    };
    result.read = [buffer] {
        ufser_bench::view_source source(*buffer);
        std::istream in(&source);
        cereal::BinaryInputArchive archive(in);
        T v;
        archive(v);
        looked_at(v);
    };
    return result;
}

} // namespace

other_library cereal_of_five() { return cereal_of(make_five()); }
other_library cereal_of_small(std::size_t frames) { return cereal_of(make_small(frames)); }
other_library cereal_of_large(std::size_t frames) { return cereal_of(make_large(frames)); }

#else

other_library cereal_of_five() { return {}; }
other_library cereal_of_small(std::size_t) { return {}; }
other_library cereal_of_large(std::size_t) { return {}; }

#endif

} // namespace performance
