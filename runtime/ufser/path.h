// path.h - std::filesystem::path.
//
//   s: the path as it is, in the form that all systems share (generic_u8string)
//
// Where paths are bytes (POSIX), they are those bytes, whatever their encoding; where they are wide
// characters, UTF-8. <filesystem> is not included (see standard_name.h).
#pragma once

#include "codec.h"
#include "standard_name.h"

#include <string>

namespace uf {
namespace detail {

template <class T> concept std_path = requires(const T &v) {
  typename T::string_type;
  v.native();
  v.lexically_normal();
} && is_standard<T>("std::filesystem::path");

} // namespace detail

template <detail::std_path T> struct codec<T> {
  static constexpr bool bytes = std::is_same_v<typename T::value_type, char>;

  static constexpr auto type() { return typestring("s"); }
  static void encode(writer &w, const T &v) {
    if constexpr (bytes) {
      w.string(v.native());
    } else {
      const std::u8string s = v.generic_u8string();
      w.string({reinterpret_cast<const char *>(s.data()), s.size()});
    }
  }
  static T decode(reader &r) {
    const std::string_view s = r.string();
    // A path keeps its components, too: two characters may be one.
    r.charge(s.size(), 1 + sizeof(T) / 2);
    if constexpr (bytes)
      return T(std::string(s));
    else
      return T(std::u8string(s.begin(), s.end()));
  }
};

} // namespace uf
