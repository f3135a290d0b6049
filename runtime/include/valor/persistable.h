// persistable<T>: can a T be saved and made again? The codecs of ufser decide, those for pointers and views included; valor adds
// one for ser_ctx itself, which writes the number of the coroutine in the snapshot.
#pragma once
#include <ufser/ufser.h>

#include <string_view>
#include <type_traits>

namespace valor {

template <class T> concept persistable = uf::graph_serializable<std::remove_cv_t<T>>;

// Why not, with the path of members: `order.client_.sock_: ...`. For the plugin, which shows it at the variable.
template <class T> inline constexpr uf::detail::message why_not_persistable =
    uf::detail::reason_both<std::remove_cv_t<T>, uf::detail::way::encode_graph, uf::detail::way::decode_graph>();

namespace detail {

using uf::type_tag; // the identity of a type without RTTI

template <class T> inline constexpr bool has_links = uf::detail::links<std::remove_cv_t<T>>;

// "?" is no typestring: equal to itself only.
template <class T> std::string_view type_name()
{
    if constexpr (std::is_void_v<T>)
        return {};
    else if constexpr (persistable<T>) {
        static constexpr auto type = uf::type_v<T>;
        return std::string_view(type);
    } else
        return "?";
}

} // namespace detail
} // namespace valor
