// msgpack-cxx: arrays of members into an sbuffer that is used again; read by way of its objects.
#include <msgpack.hpp>

#include "each_cell.h"

namespace msgpack {
MSGPACK_API_VERSION_NAMESPACE(MSGPACK_DEFAULT_API_NS) {
namespace adaptor {

// From outside, so that values.h knows nothing of it.
template <class T> struct members;
template <> struct members<ufser_bench::small> {
    template <class V, class F> static void of(V &v, F f) { f(v.number, v.real, v.text); }
};
template <> struct members<ufser_bench::state> {
    template <class V, class F> static void of(V &v, F f) { f(v.number, v.real, v.text, v.numbers, v.named); }
};

template <class T> struct pack_members {
    template <class S> packer<S> &operator()(packer<S> &p, const T &v) const
    {
        members<T>::of(v, [&](const auto &...m) {
            p.pack_array(sizeof...(m));
            (p.pack(m), ...);
        });
        return p;
    }
};
template <class T> struct convert_members {
    const msgpack::object &operator()(const msgpack::object &o, T &v) const
    {
        members<T>::of(v, [&](auto &...m) {
            if (o.type != msgpack::type::ARRAY || o.via.array.size != sizeof...(m))
                throw msgpack::type_error();
            const msgpack::object *at = o.via.array.ptr;
            ((*at++ >> m), ...);
        });
        return o;
    }
};
template <> struct pack<ufser_bench::small> : pack_members<ufser_bench::small> {};
template <> struct convert<ufser_bench::small> : convert_members<ufser_bench::small> {};
template <> struct pack<ufser_bench::state> : pack_members<ufser_bench::state> {};
template <> struct convert<ufser_bench::state> : convert_members<ufser_bench::state> {};

} // namespace adaptor
}
} // namespace msgpack

namespace ufser_bench {
namespace {

struct with_msgpack {
    using buffer = msgpack::sbuffer;
    template <class T> static void write(const T &v, buffer &b)
    {
        b.clear();
        msgpack::pack(b, v);
    }
    static std::string_view view(const buffer &b) { return {b.data(), b.size()}; }
    template <class T> static T read(std::string_view s)
    {
        const msgpack::object_handle o = msgpack::unpack(s.data(), s.size());
        return o.get().as<T>();
    }
};

} // namespace

void add_msgpack(cells &all) { add_to_each<with_msgpack>(all, "msgpack"); }

} // namespace ufser_bench
