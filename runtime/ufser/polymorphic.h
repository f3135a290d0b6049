// polymorphic.h - base classes that stand for the classes derived from them.
//
//   template <> struct uf::polymorphic<shape>
//       : uf::one_of<uf::named<"circle", circle>, uf::named<"square", square>> {};
//
//   t2sa | the name, then an any with the object
//
// Then unique_ptr<shape> and shared_ptr<shape> carry circles and squares. Visible before the first
// question about such a pointer; the classes complete. The dynamic type is found with typeid, or,
// where a function class_name(const shape &) is found through the argument, by the name it gives
// (as without RTTI it must).
//
// Invariant: an object is written and made as exactly its dynamic type, never as a part of it; a
// class that is not listed is an error. Left to others: owning it (pointers.h, shared.h).
#pragma once

#include "codec.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#ifdef __cpp_rtti
#include <typeinfo>
#endif

namespace uf {

template <std::size_t N> struct class_text {
  char text[N];
  consteval class_text(const char (&t)[N]) {
    for (std::size_t i = 0; i < N; ++i)
      text[i] = t[i];
  }
};

// A class and its name on the wire.
template <class_text Name, class T> struct named {
  using type = T;
  static constexpr std::string_view name{Name.text, sizeof(Name.text) - 1};
};

template <class... Named> struct one_of {
  using classes = parts<typename Named::type...>;
  static constexpr std::size_t same_name(std::string_view name) {
    return (std::size_t{Named::name == name} + ... + 0);
  }
  static_assert(((same_name(Named::name) == 1) && ...), "two classes have one name");

  // f.template operator()<Named>() for one after the other, until one gives true.
  template <class F> static bool any_of(F &&f) { return (f.template operator()<Named>() || ...); }
  template <class Base> static constexpr bool derived_from =
      ((std::is_base_of_v<Base, typename Named::type> &&
        !std::is_same_v<Base, typename Named::type>)&&...);
};

template <class Base> struct polymorphic; // no definition: not registered

namespace detail {

template <class B> concept names_its_class = requires(const B &b) {
  { class_name(b) } -> std::convertible_to<std::string_view>;
};
#ifdef __cpp_rtti
template <class B> concept knows_its_class = true;
#else
template <class B> concept knows_its_class = names_its_class<B>;
#endif

// A base with a definition of polymorphic<>.
template <class B> concept registered =
    std::is_class_v<B> && std::is_same_v<B, std::remove_cv_t<B>> &&
    requires { sizeof(polymorphic<B>); } && std::has_virtual_destructor_v<B> &&
    polymorphic<B>::template derived_from<B> && knows_its_class<B>;

template <class N, class B> bool is_exactly(const B &b) {
  if constexpr (names_its_class<B>)
    return std::string_view(class_name(b)) == N::name;
#ifdef __cpp_rtti
  else
    return typeid(b) == typeid(typename N::type);
#endif
}

template <class D, class V> auto &as_class(V &v) {
  using to = std::conditional_t<std::is_const_v<V>, const D, D>;
  if constexpr (requires { static_cast<to &>(v); })
    return static_cast<to &>(v);
  else // a virtual base
    return dynamic_cast<to &>(v);
}

// f.template operator()<Named>(object) with the object as its own class; false if that is unknown.
template <class V, class F> bool with_class(V &v, F &&f) {
  return polymorphic<std::remove_const_t<V>>::any_of([&]<class N>() {
    if (!is_exactly<N>(v))
      return false;
    f.template operator()<N>(as_class<typename N::type>(v));
    return true;
  });
}

template <class B> [[noreturn, gnu::cold]] void unlisted_class([[maybe_unused]] const B &b) {
  std::string name = "an object";
  if constexpr (names_its_class<B>)
    name = std::string(class_name(b));
#ifdef __cpp_rtti
  else
    name = typeid(b).name();
#endif
  throw error(errc::type_mismatch, name + ": a class that is not listed in uf::polymorphic");
}

// A new object of the class that is named in the input; P is unique_ptr<B> or shared_ptr<B>.
template <class P> P make_named(reader &r) {
  using base = std::remove_cv_t<typename P::element_type>;
  const std::string_view name = r.string();
  P made;
  const bool known = polymorphic<base>::any_of([&]<class N>() {
    using D = typename N::type;
    if (name != N::name)
      return false;
    r.charge(1, sizeof(D) + 32);
    if constexpr (std::is_same_v<P, std::shared_ptr<typename P::element_type>>)
      made = std::shared_ptr<D>(new D(decode_boxed<D>(r))); // for enable_shared_from_this
    else
      made.reset(new D(decode_boxed<D>(r)));
    return true;
  });
  if (!known)
    r.fail(errc::malformed, "'" + std::string(name.substr(0, 64)) + "' is no class that is listed in uf::polymorphic");
  return made;
}

// What the target of a pointer to T is read from.
template <class T> struct read_parts { using type = parts<T>; };
template <class T>
  requires registered<std::remove_cv_t<T>>
struct read_parts<T> {
  using type = typename polymorphic<std::remove_cv_t<T>>::classes;
};

} // namespace detail

// Only its owners can make one.
template <detail::registered B> struct codec<B> {
  using parts = typename polymorphic<B>::classes;
  static constexpr bool decodable = false;

  static constexpr auto type() { return typestring("t2sa"); }
  static void encode(writer &w, const B &v) {
    const bool known = detail::with_class(v, [&]<class N>(const auto &d) {
      w.string(N::name);
      detail::encode_boxed<typename N::type>(w, d);
    });
    if (!known)
      detail::unlisted_class(v);
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    detail::with_class(v, [&]<class>(auto &d) { static_cast<void>(f(d)); });
  }
};

} // namespace uf
