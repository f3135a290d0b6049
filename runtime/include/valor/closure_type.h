// Which types are closures, and which of those are made again instead of saved.
#pragma once
#include <string_view>
#include <type_traits>

namespace valor::detail {

// By the compiler's text for T: closures have no other common property. (Another class that is taken for one only pays a pointer.)
template <class T> constexpr bool is_closure()
{
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    const std::string_view name = text.substr(text.find("= ")), scope = name.substr(0, name.find("(lambda at "));
    return (scope.size() < name.size() && scope.find('<') == scope.npos) || text.find("<lambda(") != text.npos;
}

// A parameter by value that is a closure without captures: the call makes it again.
template <class T> concept remade_closure = std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && std::is_empty_v<T> &&
    !std::is_aggregate_v<T> && std::is_default_constructible_v<T> && is_closure<T>();

} // namespace valor::detail
