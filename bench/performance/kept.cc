#include "kept.h"

#include "opaque.h"

#include <memory>
#include <ufser/ufser.h>
#ifdef BENCH_CEREAL
#include "../ufser/streams.h"

#include <cereal/archives/binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <istream>
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
#endif

namespace {

struct with_ufser {
    static constexpr const char *name = "ufser alone";
    template <class T> static void write(const T &value, std::string &buffer)
    {
        buffer.clear();
        uf::serialize(value, buffer);
    }
    template <class T> static T read(const std::string &buffer) { return uf::deserialize_as<T>(buffer); }
};

#ifdef BENCH_CEREAL
struct with_cereal {
    static constexpr const char *name = "cereal";
    template <class T> static void write(const T &value, std::string &buffer)
    {
        buffer.clear();
        ufser_bench::string_sink sink(buffer);
        std::ostream out(&sink);
        cereal::BinaryOutputArchive archive(out);
        archive(value);
    }
    template <class T> static T read(const std::string &buffer)
    {
        ufser_bench::view_source source(buffer);
        std::istream in(&source);
        cereal::BinaryInputArchive archive(in);
        T v;
        archive(v);
        return v;
    }
};
#endif

template <class L, class T> library made_of(const T &value)
{
    const auto buffer = std::make_shared<std::string>();
    const auto kept = std::make_shared<T>(value);
    L::write(*kept, *buffer);
    const auto write = [buffer, kept] {
        looked_at(*kept);
        L::write(*kept, *buffer);
        looked_at(*buffer);
    };
    const auto read = [buffer] {
        auto v = L::template read<T>(*buffer);
        looked_at(v);
    };
    return {L::name, write, read, buffer->size()};
}

template <class T> std::vector<library> libraries(const T &value)
{
    return {
        made_of<with_ufser>(value),
#ifdef BENCH_CEREAL
        made_of<with_cereal>(value),
#endif
    };
}

} // namespace

std::vector<library> libraries_with_five() { return libraries(make_five()); }
std::vector<library> libraries_with_small(std::size_t frames) { return libraries(make_small(frames)); }
std::vector<library> libraries_with_large(std::size_t frames) { return libraries(make_large(frames)); }

} // namespace performance
