// unfilled.h - memory at the end of a string or a vector that is written before it counts.
//
// `resize` writes zeros first, which takes as long as the numbers do. C++23 has
// resize_and_overwrite for strings; before, and for vectors, this needs the inside of the library.
// Where it is unknown the memory is filled some kilobytes at a time, which stay in the cache.
//
// Invariant: what is not written yet never counts as size, so an exception leaves nothing unwritten.
// Left to others: how many bytes there are to be (writer.h, numbers.h).
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

namespace uf::detail {

inline constexpr std::size_t cached_bytes = 8192; // of what is filled with zeros and then written

#if defined(__GLIBCXX__) && defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI &&           \
    !defined(__cpp_lib_string_resize_and_overwrite)
#define UFSER_LENGTH_OF_LIBSTDCXX 1
// An explicit instantiation may name private members; a friend hands the name out.
struct set_length {
  using member = void (std::string::*)(std::size_t);
  friend member reach(set_length);
};
template <set_length::member M> struct reaches {
  friend set_length::member reach(set_length) { return M; }
};
template struct reaches<&std::string::_M_set_length>;
#endif

// n more elements, for which write(char *to, std::size_t first, std::size_t n) provides the bytes,
// `size` for each, some at a time or all at once. It does not throw.
template <class Write>
void append_unfilled(std::string &s, std::size_t n, std::size_t size, Write write) {
  const std::size_t before = s.size(), bytes = n * size;
#if defined(__cpp_lib_string_resize_and_overwrite)
  s.resize_and_overwrite(before + bytes, [&](char *to, std::size_t all) {
    write(to + before, std::size_t{0}, n);
    return all;
  });
#elif defined(UFSER_LENGTH_OF_LIBSTDCXX)
  s.reserve(before + bytes);
  write(s.data() + before, std::size_t{0}, n);
  (s.*reach(set_length{}))(before + bytes);
#else
  const std::size_t most = cached_bytes / size;
  s.reserve(before + bytes);
  for (std::size_t first = 0; first < n;) {
    const std::size_t now = n - first < most ? n - first : most, at = s.size();
    s.resize(at + now * size);
    write(s.data() + at, first, now);
    first += now;
  }
#endif
}

// The end of a vector of libstdc++ (not of its debug mode) as something to assign to.
#if defined(__GLIBCXX__) && !defined(_GLIBCXX_DEBUG) && !defined(_GLIBCXX_SANITIZE_VECTOR)
#define UFSER_END_OF_LIBSTDCXX 1
template <class T> struct vector_inside : std::vector<T> {
  static T *&end(std::vector<T> &v) {
    return (((std::_Vector_base<T, std::allocator<T>> &)v).*&vector_inside::_M_impl)._M_finish;
  }
};
#endif

// n elements of trivial type, written by write(T *to, std::size_t n), some at a time or all at once, into an
// empty vector that has room for them. If it throws there is no vector.
template <class V, class Write> V fill_unfilled(V v, std::size_t n, Write write) {
  using T = typename V::value_type;
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_default_constructible_v<T>);
#if defined(UFSER_END_OF_LIBSTDCXX)
  if constexpr (std::is_same_v<V, std::vector<T>>) {
    if (n > 0) {
      write(v.data(), n);
      vector_inside<T>::end(v) += n;
    }
    return v;
  }
#endif
  T block[2048 / sizeof(T)];
  while (n > 0) {
    const std::size_t now = n < std::size(block) ? n : std::size(block);
    write(block, now);
    v.insert(v.end(), block, block + now);
    n -= now;
  }
  return v;
}

#undef UFSER_LENGTH_OF_LIBSTDCXX
#undef UFSER_END_OF_LIBSTDCXX

} // namespace uf::detail
