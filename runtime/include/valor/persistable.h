// persistable<T>: can a T be saved and made again? The codecs of ufser decide; valor adds one for ser_ctx itself,
// which writes the number of the coroutine in the snapshot.
#pragma once
#include <ufser/ufser.h>

#include <string_view>
#include <type_traits>

namespace valor {

template <class T> concept persistable = uf::serializable<std::remove_cv_t<T>>;

namespace detail {

// The identity of a type without RTTI. (char, not const: equal constants could be merged.)
template <class T> inline char type_tag_of = 0;
template <class T> constexpr const void *type_tag() noexcept { return &type_tag_of<std::remove_cv_t<T>>; }

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
