// hooks.h - functions of a class that run around its serialization, if it has them.
//
//   void before_serialization() const;              before it is written
//   void after_serialization(bool success) const;   after; also if anything threw meanwhile
//   void after_deserialization_simple();            when all of it was read
//   void after_deserialization(U &&);               else this; U is what tuple_for_serialization() gave
//   void after_deserialization_error() noexcept;    when reading into it threw
//
// as members or as functions found by argument-dependent lookup that take the object first. The last
// two are for classes with tuple_for_serialization() that are made by T() and then filled; the others
// for all those and for structs taken apart by their members.
//
// Invariant: each runs at most once for an object in a call; exceptions of theirs are passed on.
// After reading they get the object as it was made, before it moves to its place: it must not keep
// its own address. In a graph, pointers are set after all hooks.
// Left to others: when exactly (aggregate.h, tuple_for_serialization.h).
#pragma once

#include <type_traits>
#include <utility>

namespace uf::detail {

template <class T> concept member_before = requires(const T &v) { v.before_serialization(); };
template <class T> concept free_before = requires(const T &v) { before_serialization(v); };
template <class T> concept member_after = requires(const T &v) { v.after_serialization(true); };
template <class T> concept free_after = requires(const T &v) { after_serialization(v, true); };
template <class T> concept member_simple = requires(T &v) { v.after_deserialization_simple(); };
template <class T> concept free_simple = requires(T &v) { after_deserialization_simple(v); };
template <class T> concept member_error = requires(T &v) { v.after_deserialization_error(); };
template <class T> concept free_error = requires(T &v) { after_deserialization_error(v); };
template <class T, class U> concept member_taking =
    requires(T &v, U &&u) { v.after_deserialization(std::move(u)); };
template <class T, class U> concept free_taking =
    requires(T &v, U &&u) { after_deserialization(v, std::move(u)); };
template <class T, class U> concept takes_tuple = member_taking<T, U> || free_taking<T, U>;
template <class T> concept read_hooks = member_simple<T> || free_simple<T>;

template <class T> void run_before(const T &v) {
  if constexpr (member_before<T>)
    v.before_serialization();
  else if constexpr (free_before<T>)
    before_serialization(v);
}
template <class T> void run_after(const T &v, bool success) {
  if constexpr (member_after<T>)
    v.after_serialization(success);
  else if constexpr (free_after<T>)
    after_serialization(v, success);
}
template <class T> void run_error(T &v) {
  if constexpr (member_error<T>)
    v.after_deserialization_error();
  else if constexpr (free_error<T>)
    after_deserialization_error(v);
}
template <class T> void run_simple(T &v) {
  if constexpr (member_simple<T>)
    v.after_deserialization_simple();
  else if constexpr (free_simple<T>)
    after_deserialization_simple(v);
}

// Writes with the hooks of T around it.
template <class T, class F> void around_writing([[maybe_unused]] const T &v, F write) {
  if constexpr (member_after<T> || free_after<T>) {
    try {
      run_before(v);
      write();
    } catch (...) {
      run_after(v, false);
      throw;
    }
    run_after(v, true);
  } else {
    run_before(v);
    write();
  }
}

} // namespace uf::detail
