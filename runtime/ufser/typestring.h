// typestring.h - the type of a value on the wire, as text known at compile time.
//
// A typestring is a prefix code over ASCII (see docs/ufser.md). `typestring<N>` holds one of N
// characters by value, so types compose in constant expressions and take part in template
// arguments. The empty typestring stands for "no type and no value" (void-like).
//
// Invariant: every typestring built by the functions here from legal ones is legal.
// Left to others: which C++ type has which typestring (the codecs); typestrings read from input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace uf {

template <std::size_t N> struct typestring {
  static constexpr std::size_t length = N;
  char text[N + 1] = {};

  constexpr typestring() = default;
  constexpr typestring(const char (&literal)[N + 1]) {
    for (std::size_t i = 0; i < N; ++i)
      text[i] = literal[i];
  }

  static constexpr std::size_t size() { return N; }
  static constexpr bool empty() { return N == 0; }
  constexpr operator std::string_view() const { return {text, N}; }
  constexpr std::string_view view() const { return {text, N}; }
};

template <std::size_t N> typestring(const char (&)[N]) -> typestring<N - 1>;

template <std::size_t A, std::size_t B>
constexpr bool operator==(const typestring<A> &a, const typestring<B> &b) {
  return a.view() == b.view();
}

template <std::size_t A, std::size_t B>
constexpr typestring<A + B> operator+(const typestring<A> &a, const typestring<B> &b) {
  typestring<A + B> r;
  for (std::size_t i = 0; i < A; ++i)
    r.text[i] = a.text[i];
  for (std::size_t i = 0; i < B; ++i)
    r.text[A + i] = b.text[i];
  return r;
}

namespace detail {

constexpr std::size_t decimal_digits(std::size_t n) {
  std::size_t d = 1;
  for (; n > 9; n /= 10)
    ++d;
  return d;
}

// "t" and the number of elements; nothing at all when a tuple of n collapses.
constexpr std::size_t tuple_head_size(std::size_t n) { return n > 1 ? 1 + decimal_digits(n) : 0; }

constexpr void put_tuple_head(char *out, std::size_t n) {
  if (n < 2)
    return;
  *out = 't';
  for (std::size_t i = decimal_digits(n); i > 0; --i, n /= 10)
    out[i] = static_cast<char>('0' + n % 10);
}

} // namespace detail

// The type of a tuple: void-like elements vanish, a single remaining one stands for the tuple.
template <std::size_t... N> constexpr auto tuple_type(const typestring<N> &...elements) {
  constexpr std::size_t count = (std::size_t{N != 0} + ... + 0);
  constexpr std::size_t head = detail::tuple_head_size(count);
  typestring<(head + ... + N)> r;
  detail::put_tuple_head(r.text, count);
  [[maybe_unused]] std::size_t at = head;
  [[maybe_unused]] auto put = [&](std::string_view t) {
    for (char c : t)
      r.text[at++] = c;
  };
  (put(elements), ...);
  return r;
}

// The type of a tuple of `Count` elements of one type.
template <std::size_t Count, std::size_t N>
constexpr auto repeated_type(const typestring<N> &element) {
  constexpr std::size_t count = N == 0 ? 0 : Count;
  constexpr std::size_t head = detail::tuple_head_size(count);
  typestring<head + count * N> r;
  detail::put_tuple_head(r.text, count);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < N; ++j)
      r.text[head + i * N + j] = element.text[j];
  return r;
}

namespace detail {

// Reads the decimal N of "tN" at `at`, which is moved behind it. 0: not a legal number.
constexpr std::uint64_t tuple_count(std::string_view type, std::size_t &at) {
  std::uint64_t n = 0;
  const std::size_t first = at;
  while (at < type.size() && type[at] >= '0' && type[at] <= '9' && at - first < 11)
    n = n * 10 + static_cast<std::uint64_t>(type[at++] - '0');
  if (at == first || type[first] == '0' || n < 2 || n > 0xffffffffu)
    return 0;
  return n;
}

} // namespace detail

inline constexpr std::size_t legal = static_cast<std::size_t>(-1);

// Where `type` stops being a legal typestring, or `legal`. The empty one is legal.
// Iterative: the depth of the nesting is the input's choice and must not reach the machine stack.
constexpr std::size_t check_typestring(std::string_view type) {
  std::uint64_t wanted = type.empty() ? 0 : 1; // types still to come
  std::size_t at = 0;
  while (wanted > 0) {
    if (at == type.size())
      return at;
    switch (type[at]) {
    case 'b': case 'c': case 'i': case 'I': case 'd': case 's': case 'a': case 'e': case 'X':
      --wanted;
      ++at;
      break;
    case 'l': case 'o': case 'x':
      ++at;
      break;
    case 'm':
      ++wanted;
      ++at;
      break;
    case 't': {
      const std::size_t start = at++;
      const std::uint64_t n = detail::tuple_count(type, at);
      if (n == 0 || n > type.size() - at) // each element takes at least one character
        return start;
      wanted += n - 1;
      break;
    }
    default:
      return at;
    }
  }
  return at == type.size() ? legal : at;
}

namespace detail {

// The fewest bytes a value of the (legal) type at `at` can take; moves `at` behind the type.
constexpr std::size_t least_size_at(std::string_view type, std::size_t &at) {
  switch (type[at++]) {
  case 'b': case 'c': case 'X': return 1;
  case 'i': case 's': return 4;
  case 'I': case 'd': case 'a': return 8;
  case 'e': return 16;
  case 'l': least_size_at(type, at); return 4;
  case 'm': least_size_at(type, at); least_size_at(type, at); return 4;
  case 'o': least_size_at(type, at); return 1;
  case 'x': {
    const std::size_t n = least_size_at(type, at);
    return 1 + (n < 16 ? n : 16);
  }
  default: {
    std::size_t sum = 0;
    for (std::uint64_t n = tuple_count(type, at); n > 0; --n)
      sum += least_size_at(type, at);
    return sum;
  }
  }
}

} // namespace detail

// The fewest bytes that a value of this type takes; for typestrings of C++ types only (recursive).
constexpr std::size_t least_size(std::string_view type) {
  std::size_t at = 0;
  return type.empty() ? 0 : detail::least_size_at(type, at);
}

} // namespace uf
