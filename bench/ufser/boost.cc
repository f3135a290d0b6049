// Boost.Serialization: a binary archive over a stream buffer, without header, versions or tracking.
#include "each_cell.h"
#include "streams.h"

#include <boost/archive/binary_iarchive.hpp>
#include <boost/archive/binary_oarchive.hpp>
#include <boost/serialization/level.hpp>
#include <boost/serialization/map.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/tracking.hpp>
#include <boost/serialization/vector.hpp>

namespace ufser_bench {

template <class A> void serialize(A &a, small &v, unsigned) { a &v.number &v.real &v.text; }
template <class A> void serialize(A &a, state &v, unsigned) { a &v.number &v.real &v.text &v.numbers &v.named; }

} // namespace ufser_bench

BOOST_CLASS_IMPLEMENTATION(ufser_bench::small, boost::serialization::object_serializable)
BOOST_CLASS_TRACKING(ufser_bench::small, boost::serialization::track_never)
BOOST_CLASS_IMPLEMENTATION(ufser_bench::state, boost::serialization::object_serializable)
BOOST_CLASS_TRACKING(ufser_bench::state, boost::serialization::track_never)

namespace ufser_bench {
namespace {

struct with_boost {
    static constexpr unsigned plain = boost::archive::no_header | boost::archive::no_codecvt;
    using buffer = std::string;
    template <class T> static void write(const T &v, buffer &b)
    {
        b.clear();
        string_sink sink(b);
        boost::archive::binary_oarchive archive(sink, plain);
        archive << v;
    }
    static std::string_view view(const buffer &b) { return b; }
    template <class T> static T read(std::string_view s)
    {
        view_source source(s);
        boost::archive::binary_iarchive archive(source, plain);
        T v;
        archive >> v;
        return v;
    }
};

} // namespace

void add_boost(cells &all) { add_to_each<with_boost>(all, "Boost.Serialization"); }

} // namespace ufser_bench
