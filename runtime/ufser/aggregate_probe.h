// aggregate_probe.h - how many members an aggregate has, and what its bases are, asked of the
// compiler.
//
// The only question there is: can T be list-initialised with these n initialisers? A probe
// converts to anything, so n probes fit as long as there are n members; an array member takes as
// many probes as it has elements, which has to be found out and subtracted.
//
// Invariant: the answer is exact or `unknown`; T is then not serializable by its members, which
// is better than wrong. Unknown are: unions among the members, reference members that bind
// lvalues, members that nothing converts to, more than `most_initialisers`, and what has a base and
// begins with something that anything converts to.
// Left to others: access to the members (aggregate_members.h).
#pragma once

#include "reach.h"

#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>

namespace uf::detail {

inline constexpr std::size_t unknown = static_cast<std::size_t>(-1);
inline constexpr std::size_t most_initialisers = 1024; // array elements counted one by one

// Their constructors keep the probes from being aggregates themselves. The conversions are never
// run, but they have bodies: a constexpr constructor that takes a probe may get instantiated, and
// then what it calls must be defined if a type without linkage is involved.
template <class T> struct any_value { // any type but T: not a copy of the whole
  explicit any_value(int);
  template <class X>
    requires(!std::is_same_v<X, T>)
  operator X() const { std::terminate(); }
};
struct any_lvalue {
  explicit any_lvalue(int);
  template <class X> operator X &() const { std::terminate(); }
};
struct any_xvalue {
  explicit any_xvalue(int);
  template <class X> operator X &&() const { std::terminate(); }
};
struct any_union {
  explicit any_union(int);
  template <class X>
    requires std::is_union_v<X>
  operator X() const { std::terminate(); }
};
// To a base of T that is neither one of those nor a base of one.
template <class X, class T, class... Found> concept further_base =
    std::is_base_of_v<X, T> && !std::is_same_v<X, T> && !(std::is_base_of_v<X, Found> || ...);
template <class T, class... Found> struct any_base {
  explicit any_base(int);
  template <class X>
    requires further_base<X, T, Found...>
  operator X() const { std::terminate(); }
};
struct no_value {
  explicit no_value(int);
};

// The type of the base that initialiser I initialises. Whoever learns it (the conversion below)
// defines a function that returns it, whoever wants it asks for the type of that function.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <class T, std::size_t I> struct base_at {
  friend auto base_found(base_at<T, I>);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
template <class T, std::size_t I, class X> struct finds_base {
  friend auto base_found(base_at<T, I>) { return std::type_identity<X>(); }
  static constexpr bool value = true;
};
template <class T, std::size_t I, class... Found> struct telling_base {
  explicit telling_base(int);
  template <class X>
    requires(further_base<X, T, Found...> && finds_base<T, I, X>::value)
  operator X() const { std::terminate(); }
};

template <class T> struct prober {
  template <std::size_t> using probe = any_value<T>;

  template <std::size_t... A> static consteval bool fits(std::index_sequence<A...>) {
    return requires { T{std::declval<probe<A>>()...}; };
  }
  template <std::size_t N> static constexpr bool takes = fits(std::make_index_sequence<N>());

  // A probes, one initialiser of another kind, B probes.
  template <class P, std::size_t... A, std::size_t... B>
  static consteval bool fits_one(std::index_sequence<A...>, std::index_sequence<B...>) {
    return requires { T{std::declval<probe<A>>()..., std::declval<P>(), std::declval<probe<B>>()...}; };
  }
  template <std::size_t A, class P, std::size_t B> static constexpr bool takes_one =
      fits_one<P>(std::make_index_sequence<A>(), std::make_index_sequence<B>());

  // A probes, {} or {K probes}, B probes.
  template <std::size_t... A, std::size_t... K, std::size_t... B>
  static consteval bool fits_braces(std::index_sequence<A...>, std::index_sequence<K...>,
                                    std::index_sequence<B...>) {
    return requires {
      T{std::declval<probe<A>>()..., {std::declval<probe<K>>()...}, std::declval<probe<B>>()...};
    };
  }
  template <std::size_t A, std::size_t K, std::size_t B> static constexpr bool takes_braces =
      fits_braces(std::make_index_sequence<A>(), std::make_index_sequence<K>(),
                  std::make_index_sequence<B>());

  // Greatest N in [low, high) that fits, given that low fits and high does not. True for all up
  // to it if T{} is allowed: what is left out is then default-initialised.
  template <std::size_t Low, std::size_t High> static consteval std::size_t search() {
    if constexpr (High - Low <= 1)
      return Low;
    else if constexpr (takes<(Low + High) / 2>)
      return search<(Low + High) / 2, High>();
    else
      return search<Low, (Low + High) / 2>();
  }
  template <std::size_t High> static consteval std::size_t double_up() {
    if constexpr (!takes<High>)
      return search<High / 2, High>();
    else if constexpr (High >= most_initialisers)
      return unknown;
    else
      return double_up<High * 2>();
  }
  // Members without default: too few initialisers do not fit either.
  template <std::size_t N, bool Found> static consteval std::size_t count_up() {
    if constexpr (takes<N>)
      return N >= most_initialisers ? unknown : count_up<N + 1, true>();
    else if constexpr (Found)
      return N - 1;
    else if constexpr (N >= 128)
      return unknown;
    else
      return count_up<N + 1, false>();
  }
  static consteval std::size_t initialisers() {
    if constexpr (!takes<0>)
      return count_up<1, false>();
    else if constexpr (!takes<1>)
      return 0;
    else
      return double_up<2>();
  }

  static constexpr std::size_t total = initialisers();

  // Something more fits behind the last probe, only no probe.
  static consteval bool goes_on() {
    return takes_one<total, any_lvalue, 0> || takes_one<total, any_xvalue, 0> ||
           takes_braces<total, 0, 0>;
  }

  // Elements of the array at initialiser A (which `{}` does initialise): how many fewer probes
  // fit behind it. Low is too few, High enough.
  template <std::size_t A, std::size_t Low, std::size_t High>
  static consteval std::size_t array_size() {
    constexpr std::size_t mid = (Low + High) / 2;
    if constexpr (High - Low <= 1)
      return High;
    else if constexpr (takes_braces<A, 0, total - A - mid>)
      return array_size<A, Low, mid>();
    else
      return array_size<A, mid, High>();
  }
  // The same when fewer initialisers do not fit, one by one.
  template <std::size_t A, std::size_t K> static consteval std::size_t array_size_up() {
    if constexpr (A + K > total)
      return 1; // no array, but nothing that braces initialise
    else if constexpr (takes_braces<A, 0, total - A - K>)
      return K;
    else if constexpr (takes_braces<A, K, total - A - K> && !takes_braces<A, K, total - A - K + 1>)
      return K;
    else
      return array_size_up<A, K + 1>();
  }
  // How many initialisers the member that begins with initialiser A takes.
  template <std::size_t A> static consteval std::size_t width() {
    constexpr std::size_t rest = total - A - 1;
    if constexpr (takes_braces<A, 0, rest>)
      return 1;
    else if constexpr (takes_braces<A, 1, rest>) // not together: asking may instantiate much
      return 1;
    else if constexpr (takes<0> && takes_braces<A, 0, 0>)
      return array_size<A, 1, total - A>();
    else
      return array_size_up<A, 2>();
  }
  template <std::size_t A> static consteval std::size_t count_members() {
    if constexpr (A >= total) {
      return 0;
    } else if constexpr (takes_one<A, any_union, total - A - 1>) {
      return unknown;
    } else {
      constexpr std::size_t after = count_members<A + width<A>()>();
      return after == unknown ? unknown : 1 + after;
    }
  }

  // Bases come first. A member may be of the type of a base, or hold one, but then of one that was
  // found before it.
  template <std::size_t K, class... Found> static consteval bool at_base() {
    if constexpr (!takes_one<K, any_base<T, Found...>, total - K - 1>)
      return false;
    else if constexpr (takes_one<K, no_value, total - K - 1>)
      return false;
    else
      return takes_one<K, telling_base<T, K, Found...>, total - K - 1>;
  }
  template <std::size_t K, class... Found> static consteval auto find_bases(parts<Found...> found) {
    if constexpr (K >= total) {
      return found;
    } else if constexpr (!at_base<K, Found...>()) {
      return found;
    } else {
      using base = typename decltype(base_found(base_at<T, K>()))::type;
      return find_bases<K + 1>(parts<Found..., base>());
    }
  }
  static consteval auto bases() {
    if constexpr (total == unknown || total == 0)
      return parts<>();
    else
      return find_bases<0>(parts<>());
  }
  template <class... B> static consteval std::size_t members_behind(parts<B...>) {
    constexpr std::size_t first = sizeof...(B);
    if constexpr (first == total)
      return 0;
    else if constexpr (takes_one<first, any_base<T, B...>, total - first - 1>)
      return unknown; // it takes anything, and may be a base
    else
      return count_members<first>();
  }
  static consteval std::size_t members() {
    if constexpr (total == unknown)
      return unknown;
    else if constexpr (goes_on())
      return unknown;
    else
      return members_behind(bases());
  }
};

// The direct bases of the aggregate T, as parts<B...>, and its own members, or `unknown`.
template <class T> using bases_of = decltype(prober<T>::bases());
template <class T> inline constexpr std::size_t member_count = prober<T>::members();

} // namespace uf::detail
