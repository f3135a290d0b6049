// An array as a member: a whole array can be neither returned nor taken from a snapshot.
#pragma once
#include <type_traits>

namespace valor::gen {

template <class A> struct array_box {
    std::remove_cv_t<A> elements;
};

} // namespace valor::gen
