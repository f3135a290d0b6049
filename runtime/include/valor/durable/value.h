// A typed value on its way through the store: a message, the result of a step or of a coroutine.
// Invariant: the bytes are ufser's, of that type; a value that they cannot hold exactly is refused, not rounded.
#pragma once
#include <valor/durable/error.h>

#include <ufser/ufser.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace valor::durable {

struct value {
    std::string type;  // ufser's typestring; empty: no value
    std::string bytes;
};

namespace detail {

template <class T> concept storable = std::is_void_v<T> || uf::serializable<std::remove_cvref_t<T>>;

template <class T> value encode(const T &v)
{
    value out{std::string(uf::serialize_type<T>()), {}};
    std::string exact;
    {
        uf::writer beside(exact), w(out.bytes);
        w.beside = &beside;
        uf::encode(w, v);
        w.finish();
        beside.finish();
    }
    if (!exact.empty())
        throw error(errc::bad_argument, "a value of type \"" + out.type + "\" has more bits than a stored value keeps (long double); use double, or text");
    return out;
}

// `where` says whose value it is.
template <class T> T decode(const value &v, const std::string &where)
{
    if constexpr (std::is_void_v<T>) {
        if (!v.type.empty())
            throw error(errc::bad_argument, where + " has type \"" + v.type + "\", nothing was asked for");
    } else {
        if (v.type != uf::serialize_type<T>())
            throw error(errc::bad_argument, where + " has type \"" + v.type + "\", type \"" + std::string(uf::serialize_type<T>()) + "\" was asked for");
        try {
            return uf::deserialize_as<T>(v.bytes);
        } catch (const uf::error &e) {
            throw error(errc::damaged, where + ": " + e.what());
        }
    }
}

} // namespace detail
} // namespace valor::durable
