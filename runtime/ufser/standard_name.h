// standard_name.h - is this the class template of that name in the standard library?
//
// For types whose headers are too large to be included for everybody (<chrono>, <complex>,
// <filesystem>): whoever has a value of one has included its header, and a codec that asks for the
// name works in any order. Forward declarations would be undefined, and looking only at the members
// would take a stranger's class for the standard one.
//
// Invariant: true for std::NAME and its inline versions (std::__1::NAME), without cv, only.
// Ask for a member that few classes have first: the name is spelled out for each type asked about.
#pragma once

#include <cstddef>
#include <string_view>

namespace uf::detail {

template <class T> consteval std::string_view signature() {
#if defined(__GNUC__)
  return __PRETTY_FUNCTION__;
#else
  return __FUNCSIG__;
#endif
}

// "std::complex<double>" in "... signature() [T = std::complex<double>]"
template <class T> consteval std::string_view type_name() {
  constexpr std::string_view known = "double", shape = signature<double>();
  constexpr std::size_t before = shape.rfind(known), after = shape.size() - before - known.size();
  constexpr std::string_view all = signature<T>();
  return all.substr(before, all.size() - before - after); // GCC has more behind it, always the same
}

// Without template arguments, equal to `wanted` but for components that begin with two underscores.
constexpr bool same_name(std::string_view name, std::string_view wanted) {
  name = name.substr(0, name.find('<'));
  while (!name.empty() && !wanted.empty()) {
    const std::size_t end = name.find("::"), wanted_end = wanted.find("::");
    const std::string_view part = name.substr(0, end);
    name = end == name.npos ? std::string_view() : name.substr(end + 2);
    if (part.starts_with("__"))
      continue;
    if (part != wanted.substr(0, wanted_end))
      return false;
    wanted = wanted_end == wanted.npos ? std::string_view() : wanted.substr(wanted_end + 2);
  }
  return name.empty() && wanted.empty();
}

template <class T> consteval bool is_standard(std::string_view name) {
  return same_name(type_name<T>(), name);
}

} // namespace uf::detail
