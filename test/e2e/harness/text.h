// text.h: how the values of a test program are spelled in its trace.
//
// Invariant: the text depends on the value alone, not on the compiler, the library or the address of
// anything, so that traces of different builds can be compared byte by byte. Doubles are printed with
// all their bits (%a would differ between libraries; 17 digits do not).
#ifndef VALOR_TEST_E2E_TEXT_H
#define VALOR_TEST_E2E_TEXT_H

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace e2e {

// A specialisation point for types of the tests: a member function `std::string text() const`.
template <class T>
concept has_text = requires(const T &v) {
    { v.text() } -> std::convertible_to<std::string>;
};
template <class T>
concept walkable = requires(const T &v) {
    v.begin();
    v.end();
};
template <class T>
concept pointing = requires(const T &v) {
    static_cast<bool>(v);
    *v;
};

template <class T> std::string text(const T &v);

namespace detail {

inline std::string number(long double v) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.17Lg", v);
    return buffer;
}

template <class T> std::string members(const T &tuple) {
    std::string out;
    std::apply([&](const auto &...m) { ((out += out.empty() ? text(m) : "," + text(m)), ...); }, tuple);
    return "(" + out + ")";
}

template <class T> std::string elements(const T &range) {
    std::string out;
    for (const auto &e : range) out += out.empty() ? text(e) : "," + text(e);
    return "[" + out + "]";
}

template <class T> struct is_variant : std::false_type {};
template <class... T> struct is_variant<std::variant<T...>> : std::true_type {};

} // namespace detail

template <class T> std::string text(const T &v) {
    if constexpr (std::is_same_v<T, bool>) return v ? "true" : "false";
    else if constexpr (std::is_same_v<T, char>) return std::string(1, v);
    else if constexpr (std::is_convertible_v<const T &, std::string_view>) return std::string(std::string_view(v));
    else if constexpr (std::is_enum_v<T>) return std::to_string(static_cast<std::underlying_type_t<T>>(v));
    else if constexpr (std::is_integral_v<T>) return std::to_string(v);
    else if constexpr (std::is_floating_point_v<T>) return detail::number(v);
    else if constexpr (has_text<T>) return v.text();
    else if constexpr (walkable<T>) return detail::elements(v);
    else if constexpr (detail::is_variant<T>::value)
        return std::visit([](const auto &m) { return text(m); }, v);
    else if constexpr (pointing<T>) return v ? "&" + text(*v) : "none";
    else if constexpr (std::is_same_v<T, std::monostate>) return "void";
    else return detail::members(v);
}

} // namespace e2e

#endif
