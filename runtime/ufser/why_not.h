// why_not.h - what makes a type not serializable, for the compiler's message.
//
//   uf::serialize(order{})     error: call to deleted function 'serialize' .. Why = "order.client_.sock_: ..."
//   uf::why_not<T>             the same text as a std::string_view; empty if T is serializable
//   uf::must_be_serializable<T>(), must_be_graph_serializable<T>()   do not compile for others, and say why
//
// The path goes through members by name; [] is an element, * what is owned or optional, <1> one of
// several (of a pair, tuple or variant). Of several reasons it is the first.
// Invariant: nothing here decides; the concepts of codec.h do.
#pragma once

#include "aggregate.h"
#include "ranges.h"
#include "standard_name.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace uf {
namespace detail {

template <class T> inline constexpr never_made<T> nowhere{};

template <class P> struct place_of_member { P at; };

template <std::size_t I, class First, class... Rest>
constexpr auto address_at(const First &first, const Rest &...rest) {
  if constexpr (I == 0)
    return place_of_member<const First *>{std::addressof(first)};
  else
    return address_at<I - 1>(rest...);
}
template <class T, std::size_t I> consteval auto member_place() {
  return access_of<T>::apply(nowhere<T>.object, [](const auto &...m) { return address_at<I>(m...); });
}
template <class T, std::size_t I> concept has_member_place =
    requires { typename std::bool_constant<(static_cast<void>(member_place<T, I>()), true)>; };
constexpr bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
// "sock_" of "... Place = place_of_member<const int *>{&nowhere<order>.object.sock_}]"
template <auto Place> consteval std::string_view last_name() {
#if defined(__GNUC__)
  std::string_view s = __PRETTY_FUNCTION__;
#else
  std::string_view s = __FUNCSIG__;
#endif
  s = s.substr(0, s.rfind('}'));
  while (!s.empty() && !is_name_char(s.back()))
    s.remove_suffix(1);
  std::size_t begin = s.size();
  while (begin > 0 && is_name_char(s[begin - 1]))
    --begin;
  s = s.substr(begin);
  return s.empty() || (s[0] >= '0' && s[0] <= '9') ? std::string_view() : s;
}
template <class T, std::size_t I> consteval std::string_view member_name() {
  if constexpr (!std::is_same_v<placed<T>, unplaced>)
    return layout<T>.own[I].name;
  else if constexpr (has_member_place<T, I>)
    return last_name<member_place<T, I>()>();
  else
    return {};
}

class message {
public:
  constexpr message &operator<<(std::string_view s) {
    for (const char c : s)
      if (size_ < sizeof text_)
        text_[size_++] = c;
    return *this;
  }
  constexpr message &operator<<(std::size_t n) {
    if (n > 9)
      *this << n / 10;
    const char digit = static_cast<char>('0' + n % 10);
    return *this << std::string_view(&digit, 1);
  }
  constexpr std::string_view view() const { return {text_, size_}; }
  constexpr std::size_t size() const { return size_; }
  constexpr void cut(std::size_t size) { size_ = size; }

private:
  char text_[600] = {};
  std::size_t size_ = 0;
};

template <class T> concept owns_polymorphic = (std::is_same_v<T, std::unique_ptr<typename T::element_type>> || std::is_same_v<T, std::shared_ptr<typename T::element_type>>) &&
                                             std::is_polymorphic_v<typename T::element_type>;
template <class T> concept has_elements = requires(T &v) { v.begin(); v.end(); };

// One step from T to its part I.
template <class T, std::size_t I, std::size_t Count> constexpr void name_part(message &m) {
  if constexpr (std::is_array_v<T> || has_elements<T>) {
    m << "[]";
    if (Count > 1)
      m << (I == 0 ? " (key)" : " (value)");
  } else if constexpr (known_aggregate<T>) {
    constexpr std::size_t own = member_count<T>, bases = Count - own;
    if constexpr (I < bases) {
      m << " (base " << I + 1 << ")";
    } else {
      constexpr std::string_view name = member_name<T, I - bases>();
      m << ".";
      if (name.empty())
        m << "member " << I - bases + 1;
      else
        m << name;
    }
  } else if (Count == 1) {
    m << "*";
  } else {
    m << "<" << I << ">";
  }
}

template <way W, class T> constexpr std::string_view own_reason() {
  if constexpr (!has_codec<T>) {
    if constexpr (std::is_reference_v<T>)
      return " is a reference";
    else if constexpr (requires { typename T::iterator_category; })
      return " is an iterator into what is not contiguous; keep a key, or a pointer to the element";
    else if constexpr (std::is_union_v<T>)
      return " is a union";
    else if constexpr (owns_polymorphic<T>)
      return " owns a class with virtual functions, which could be more than it seems; make that class final, or specialise uf::polymorphic for it";
    else if constexpr (own_class<T> && (member_tuple<T> || adl_tuple<T>))
      return " has a tuple_for_serialization() that is not const; writing needs a const one, too";
    else if constexpr (!plain_aggregate<T>)
      return " has no codec; give it tuple_for_serialization() or specialise uf::codec";
    else if constexpr (hides_members<T>(bases_of<T>()))
#if defined(__clang__)
      return " has members beside a base that has some, and one that nothing can point to (a bit-field, packed, volatile, without state) or over 64; give it tuple_for_serialization()";
#else
      return " has members beside a base that has some, which this compiler tells only of classes without padding; give it tuple_for_serialization()";
#endif
    else
      return " is a struct whose members cannot be found (a union, a reference, a private or virtual base, packed, over 256); give it tuple_for_serialization()";
  } else if constexpr (endless<T>) {
    return " contains itself, so its type on the wire has no end";
  } else if constexpr (!is_graph(W) && only_in_graph<T>) {
    return " refers to other objects, which takes a graph";
  } else if constexpr (W == way::decode && reads_only_in_graph<T>) {
    return " can be written, but to be read it needs a graph with what it refers to";
  } else if constexpr (is_decode(W) && forbids_decode<T>) {
    return " can be written, but not read: it or what is in it cannot be made (a stateful comparator, hash or allocator, no way to construct it, ..)";
  } else if constexpr (is_graph(W)) {
    return " does not fit a graph";
  } else if constexpr (is_decode(W)) {
    return " can be written, but not read";
  } else {
    return " cannot be written";
  }
}

template <way W, class T> consteval auto parts_asked() {
  if constexpr (std::is_array_v<T>)
    return parts<std::remove_extent_t<T>>();
  else if constexpr (is_decode(W) && has_decode_parts<T>)
    return typename codec<T>::decode_parts();
  else if constexpr (has_parts<T>)
    return typename codec<T>::parts();
  else
    return parts<>();
}

// Is T itself the reason, rather than one of its parts?
template <way W, class T> consteval bool own_fault() {
  if constexpr (!has_parts<T> || !allowed<W, T>())
    return true;
  else if constexpr (is_mapped<W, T>)
    return !has_function<W, T>();
  else
    return false;
}

// Adds the way to the reason and the reason; false, and nothing added, if it is in none of the
// parts that are not being looked at already (Outer).
template <way W, class T, class... Outer> constexpr bool explain(message &m);

template <way W, class T, class... Outer, class... P, std::size_t... I>
constexpr bool explain_parts(message &m, parts<P...>, std::index_sequence<I...>) {
  [[maybe_unused]] auto one = [&]<class Part, std::size_t J>(std::type_identity<Part>,
                                                              std::integral_constant<std::size_t, J>) {
    using part = asked<W, Part>;
    if constexpr (does<W, part> || (std::is_same_v<part, Outer> || ...) || std::is_same_v<part, T>) {
      return false;
    } else {
      const std::size_t before = m.size();
      name_part<T, J, sizeof...(P)>(m);
      if (explain<W, part, Outer..., T>(m))
        return true;
      m.cut(before);
      return false;
    }
  };
  return (one(std::type_identity<P>(), std::integral_constant<std::size_t, I>()) || ...);
}
template <way W, class T, class... Outer> constexpr bool explain(message &m) {
  if constexpr (has_codec<T> && !endless<T> && sizeof...(Outer) < 20) {
    using all = decltype(parts_asked<W, T>());
    auto in = [&]<class... P>(parts<P...> p) {
      return explain_parts<W, T, Outer...>(m, p, std::index_sequence_for<P...>());
    };
    if (in(all()))
      return true;
    if constexpr (sizeof...(Outer) > 0 && !own_fault<W, T>())
      return false; // one of the outer ones says it
  }
  m << ": " << type_name<T>() << own_reason<W, T>();
  return true;
}

template <way W, class T> constexpr message reason() {
  message m;
  using U = asked<W, T>;
  if constexpr (!whole_object<U>) {
    m << type_name<T>() << ": not an object that could be saved";
  } else if constexpr (!does<W, U>) {
    m << type_name<U>();
    if (!explain<W, U>(m))
      m << own_reason<W, U>();
  }
  return m;
}
template <class T, way Write = way::encode, way Read = way::decode>
constexpr message reason_both() {
  constexpr message written = reason<Write, T>();
  if constexpr (written.size() > 0)
    return written;
  else
    return reason<Read, T>();
}

// As a template argument: compilers print those, but Clang at most 32 characters of a string. So the
// text comes in lines, broken between words.
inline constexpr std::size_t line_length = 31;
constexpr std::size_t length_of_line(std::string_view s) {
  if (s.size() <= line_length)
    return s.size();
  std::size_t n = line_length;
  while (n > 0 && is_name_char(s[n]) && is_name_char(s[n - 1]))
    --n;
  return n > 0 ? n : line_length;
}
constexpr std::size_t count_lines(std::string_view s) {
  std::size_t n = 0;
  for (; !s.empty(); s.remove_prefix(length_of_line(s)))
    ++n;
  return n;
}
constexpr std::string_view line_of(std::string_view s, std::size_t i) {
  for (; i > 0; --i)
    s.remove_prefix(length_of_line(s));
  return s.substr(0, length_of_line(s));
}
template <std::size_t N> struct piece {
  char text[N + 1] = {};
};
template <piece... Text> struct because {};

template <auto Reason, std::size_t I> consteval auto get_line() {
  constexpr message m = Reason();
  constexpr std::size_t size = line_of(m.view(), I).size();
  piece<size> one;
  for (std::size_t i = 0; i < size; ++i)
    one.text[i] = line_of(m.view(), I)[i];
  return one;
}
template <auto Reason, std::size_t... I> auto lines(std::index_sequence<I...>) {
  return because<get_line<Reason, I>()...>();
}
template <auto Reason> using explanation = decltype(lines<Reason>(
    std::make_index_sequence<count_lines(message(Reason()).view())>()));

template <way W, class T> consteval auto why_if_not() {
  if constexpr (does<W, asked<W, T>>)
    return because<>();
  else
    return explanation<reason<W, T>>();
}
template <class T> inline constexpr message reason_of = reason_both<T>();

template <class T, class Why> struct cannot_be_serialized; // Why it is not defined

} // namespace detail

// Why T is not serializable; empty if it is.
template <class T> inline constexpr std::string_view why_not = detail::reason_of<T>.view();

// For libraries that want the message at a place of theirs.
template <class T> consteval bool must_be_serializable() {
  if constexpr (!serializable<T>)
    return sizeof(detail::cannot_be_serialized<T, detail::explanation<detail::reason_both<T>>>) > 0;
  return true;
}

template <class T> consteval bool must_be_graph_serializable() {
  using namespace detail;
  if constexpr (!graph_serializable<T>)
    return sizeof(cannot_be_serialized<
                  T, explanation<reason_both<T, way::encode_graph, way::decode_graph>>>) > 0;
  return true;
}

// Overloads that nobody can call, for their place in the compiler's message: see Why.
template <class T, class Why = decltype(detail::why_if_not<detail::way::encode, T>())>
  requires(!encodable<T>)
std::string serialize(const T &) = delete;
template <class T, class Why = decltype(detail::why_if_not<detail::way::encode, T>())>
  requires(!encodable<T>)
void serialize(const T &, std::string &) = delete;
template <class T, class Why = decltype(detail::why_if_not<detail::way::decode, T>())>
  requires(!decodable<T>)
T deserialize_as(std::string_view, const limits & = {}) = delete;

} // namespace uf
