// cereal: a binary archive over a stream, in the machine's byte order.
#include "each_cell.h"
#include "streams.h"

#include <cereal/archives/binary.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <istream>
#include <ostream>

namespace ufser_bench {

template <class A> void serialize(A &a, small &v) { a(v.number, v.real, v.text); }
template <class A> void serialize(A &a, state &v) { a(v.number, v.real, v.text, v.numbers, v.named); }

namespace {

struct with_cereal {
    using buffer = std::string;
    template <class T> static void write(const T &v, buffer &b)
    {
        b.clear();
        string_sink sink(b);
        std::ostream out(&sink);
        cereal::BinaryOutputArchive archive(out);
        archive(v);
    }
    static std::string_view view(const buffer &b) { return b; }
    template <class T> static T read(std::string_view s)
    {
        view_source source(s);
        std::istream in(&source);
        cereal::BinaryInputArchive archive(in);
        T v;
        archive(v);
        return v;
    }
};

} // namespace

void add_cereal(cells &all) { add_to_each<with_cereal>(all, "cereal"); }

} // namespace ufser_bench
