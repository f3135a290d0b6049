// emplaced.h - elements made where they are to stay: those that can be neither copied nor moved, and
// those with a destructor, which would run for the one that was moved from while its pointers, set
// last (graph.h), lead nowhere yet.
//
//   list.emplace_back(from_reader<T>{r})   converts to a T, which C++17 makes in place
//
// Invariant: the value is read when the container makes the element, so nothing may be read between
// the call and that. Everything else is read before the call, as its argument.
// Also here: which parts of a container (comparator, hash, allocator) may be made anew.
#pragma once

#include "codec.h"

#include <cstddef>
#include <exception>
#include <iterator>
#include <type_traits>

namespace uf::detail {

template <class T> class from_reader {
public:
  explicit from_reader(reader &r) : r_(r) {}
  operator T() const { return uf::decode<T>(r_); }

private:
  reader &r_;
};

template <class T> inline constexpr bool moves = std::is_move_constructible_v<T>;
template <class T> concept emplaceable = moves<T> || std::is_constructible_v<T, from_reader<T>>;

// Some constructor takes anything, so it would take the reader, too.
struct nothing_known {};
template <class T> concept made_in_place = !moves<T> ||
    (std::is_class_v<T> && !std::is_trivially_destructible_v<T> &&
     std::is_constructible_v<T, from_reader<T>> && !std::is_constructible_v<T, nothing_known>);

// What to give to emplace.
template <class T> auto element(reader &r) {
  if constexpr (!made_in_place<T>)
    return uf::decode<T>(r);
  else
    return from_reader<T>(r);
}

// n elements as a range, for containers that make elements in place only from one: vector.
template <class T> class reading_iterator {
public:
  using iterator_category = std::forward_iterator_tag; // all of it is as large as it seems
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = from_reader<T>;

  reading_iterator(reader &r, std::size_t at) : r_(&r), at_(at) {}
  from_reader<T> operator*() const { return from_reader<T>(*r_); }
  reading_iterator &operator++() {
    ++at_;
    return *this;
  }
  reading_iterator operator++(int) {
    reading_iterator before = *this;
    ++at_;
    return before;
  }
  friend bool operator==(const reading_iterator &a, const reading_iterator &b) {
    return a.at_ == b.at_;
  }

private:
  reader *r_;
  std::size_t at_;
};

// Runs f at the end of the scope unless that is left by an exception: for what has to follow the
// value in `return make();` when that value cannot be named because it could not be moved.
template <class F> class afterwards {
public:
  explicit afterwards(F f) : f_(f) {}
  afterwards(const afterwards &) = delete;
  afterwards &operator=(const afterwards &) = delete;
  ~afterwards() noexcept(false) {
    if (thrown_ == std::uncaught_exceptions())
      f_();
  }

private:
  F f_;
  int thrown_ = std::uncaught_exceptions();
};

// Comparators, hashes and allocators are not on the wire. One that can be made from nothing and
// holds nothing is the same after reading; a function pointer or a memory resource is not.
template <class X> concept stateless =
    std::is_empty_v<X> && std::is_default_constructible_v<X>;

template <class C> inline constexpr bool remade = stateless<typename C::allocator_type>;
template <class C>
  requires requires { typename C::key_compare; }
inline constexpr bool remade<C> =
    stateless<typename C::allocator_type> && stateless<typename C::key_compare>;
template <class C>
  requires requires { typename C::hasher; }
inline constexpr bool remade<C> = stateless<typename C::allocator_type> &&
    stateless<typename C::hasher> && stateless<typename C::key_equal>;

} // namespace uf::detail
