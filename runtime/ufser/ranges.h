// ranges.h - all other ranges, to write: spans, views, initializer lists, containers of strangers.
//
//   l type | count, the elements in iteration order
//
// A range that cannot be iterated when it is const is copied, which is what views are for. Reading
// needs another type: nobody knows how to fill a range that is not his.
// Left to others: classes that say what they are made of come first (tuple_for_serialization.h,
// aggregate.h), and so do specialisations of the codec. A range of itself (as paths are) is none.
#pragma once

#include "aggregate.h"
#include "chrono.h"
#include "complex.h"
#include "path.h"
#include "sequences.h"

#include <iterator>
#include <memory>

namespace uf {
namespace detail {

template <class T> concept iterates = requires(T &v) {
  v.begin() != v.end();
  *++std::declval<decltype(v.begin()) &>();
  typename std::iter_value_t<decltype(v.begin())>;
};
template <class T> concept other_range =
    std::is_class_v<T> && std::is_same_v<T, std::remove_cv_t<T>> && requires { sizeof(T); } &&
    (iterates<const T> || (iterates<T> && std::is_copy_constructible_v<T>)) &&
    !has_tuple_for_serialization<T> && !known_aggregate<T> && !std_path<T>;

template <class T> struct const_iterated { using type = T; };
template <class T>
  requires iterates<const T>
struct const_iterated<T> { using type = const T; };
template <class T> using iterated = typename const_iterated<T>::type;

template <class T> using range_value =
    std::remove_cv_t<std::iter_value_t<decltype(std::declval<iterated<T> &>().begin())>>;

template <class T, class E> concept in_one_piece = requires(T &v) {
  requires std::contiguous_iterator<decltype(v.begin())>;
  { v.data() } -> std::convertible_to<const E *>;
  { v.size() } -> std::convertible_to<std::size_t>;
};

} // namespace detail

template <detail::other_range T> struct codec<T> {
  using value_type = detail::range_value<T>;
  using parts = uf::parts<value_type>;

  static constexpr auto type() { return detail::list_type<value_type>(); }
  static void encode(writer &w, const T &v) {
    if constexpr (detail::iterates<const T>) {
      put(w, v);
    } else {
      T copy(v);
      put(w, copy);
    }
  }

private:
  using bulk = detail::bulk<value_type>;

  template <class V> static void put(writer &w, V &v) {
    if constexpr (detail::in_one_piece<V, value_type> &&
                  requires(const value_type *from) { bulk::write(w, from, v.size()); }) {
      w.count(v.size());
      bulk::write(w, v.data(), v.size());
    } else {
      put_each(w, v);
    }
  }
  // One pass: some ranges have no second one. The count follows.
  template <class V> static void put_each(writer &w, V &v) {
    const std::size_t count = w.open_length();
    std::size_t n = 0;
    for (auto &&e : v) {
      if (++n > 0xffffffffu)
        throw error(errc::too_long, "a range of more than 2^32-1 elements");
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(e)>, value_type>)
        uf::encode<value_type>(w, e);
      else
        uf::encode<value_type>(w, static_cast<value_type>(e)); // a proxy
    }
    w.patch_u32(count, static_cast<std::uint32_t>(n));
  }
};

} // namespace uf
