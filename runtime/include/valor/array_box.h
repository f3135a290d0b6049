// An array as a member: a whole array can be neither returned nor taken from a snapshot.
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

namespace valor::gen {

template <class A> struct array_box {
    std::remove_cv_t<A> elements;
};

/// Each element is made from the one at its place, as `auto [a, b] = array;` does.
template <class T, std::size_t N> auto array_copy(T (&from)[N]) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return array_box<std::remove_cv_t<T>[N]>{{from[I]...}}; }(std::make_index_sequence<N>());
}

} // namespace valor::gen
