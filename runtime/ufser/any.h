// any.h - values that carry their type: any (owns), any_view (refers), and printing them.
//
//   a | length and typestring, length and value. An any without a value is eight zero bytes.
//
// Invariant: the typestring is legal and, if it is empty, so is the value. The value of an any
// that was read is checked when it is used (get_as, print, check), not before.
// Left to others: conversions between types (convert.h), JSON to values (json.h), the values inside
// a value (elements.h).
#pragma once

#include "convert.h"
#include "print.h"
#include "serialize.h"
#include "strings.h"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace uf {

class any;
class any_view;

// Declared before the classes: a concept asked about a type without its codec stays false.
template <> struct codec<any_view> { // written only: it does not own what it would read
  static constexpr auto type() { return typestring("a"); }
  static void encode(writer &w, const any_view &v);
};
template <> struct codec<any> {
  static constexpr auto type() { return typestring("a"); }
  static void encode(writer &w, const any &v);
  static any decode(reader &r);
};

class any_view {
public:
  any_view() = default;
  any_view(const any &a);
  // Throws errc::malformed if the typestring is illegal.
  any_view(std::string_view type, std::string_view value) : type_(type), value_(value) {
    if (const std::size_t bad = check_typestring(type); bad != legal)
      throw error(errc::malformed, "not a typestring", bad);
    if (type.empty() && !value.empty())
      throw error(errc::malformed, "a value without a type");
  }
  // Of a serialized any; refers to `bytes`.
  static any_view parse(std::string_view bytes, const limits &l = {}) {
    reader r(bytes, l);
    const any_view v = read(r);
    r.expect_done();
    return v;
  }
  // Takes an any out of the reader's input and refers to it there.
  static any_view read(reader &r) {
    const raw_any a = read_raw_any(r);
    any_view v;
    v.type_ = a.type;
    v.value_ = a.value;
    return v;
  }

  std::string_view type() const { return type_; }
  std::string_view value() const { return value_; }
  bool has_value() const { return !type_.empty(); }

  // Exactly this type; conversions are another matter.
  template <decodable T> T get_as(const limits &l = {}) const {
    if (type_ != std::string_view(type_v<T>))
      throw error(errc::type_mismatch, "the value is a <" + std::string(type_) + ">, not a <" +
                                           std::string(type_v<T>.view()) + ">");
    return deserialize_as<T>(value_, l);
  }
  // Converting what is not this type, as far as allowed (convert.h).
  template <decodable T> T get_as(convert allowed, const limits &l = {}) const {
    return deserialize_as<T>(value_, type_, allowed, l);
  }
  // Throws if the bytes are not a value of the type.
  void check(const limits &l = {}) const {
    no_sink s;
    walk(s, l);
  }
  std::string print(const limits &l = {}) const {
    std::string out = "<" + std::string(type_) + ">";
    detail::text_sink s(out);
    walk(s, l);
    return out;
  }
  std::string print_json(const limits &l = {}) const {
    std::string out;
    detail::json_sink s(out);
    if (has_value())
      walk(s, l);
    else
      s.none();
    return out;
  }
  // The values directly in this one: of a list or tuple; of a map key, value, key, ..; what is in
  // an optional, expected or any; type, message and value of an error. None of a simple value.
  std::vector<any_view> elements(const limits &l = {}) const;
  // The value of a key in a map with s keys; no value if it has none.
  any_view find(std::string_view key, const limits &l = {}) const;
  // Tells a sink (walk.h) what is in the value.
  template <class Sink> void walk(Sink &sink, const limits &l = {}) const {
    reader r(value_, l);
    uf::walk(type_, r, sink);
    r.expect_done();
  }

  friend bool operator==(const any_view &, const any_view &) = default;

private:
  std::string_view type_;
  std::string_view value_;
};

namespace detail {

template <class T> concept no_any = !std::is_same_v<T, any> && !std::is_same_v<T, any_view>;

} // namespace detail

class any {
public:
  any() = default;
  template <class T>
    requires(detail::no_any<T> && encodable<T>)
  any(const T &v) : type_(serialize_type<T>()), value_(serialize(v)) {}
  explicit any(any_view v) : type_(v.type()), value_(v.value()) {}

  std::string_view type() const { return type_; }
  std::string_view value() const { return value_; }
  bool has_value() const { return !type_.empty(); }
  any_view view() const { return *this; }

  template <decodable T> T get_as(const limits &l = {}) const { return view().get_as<T>(l); }
  template <decodable T> T get_as(convert allowed, const limits &l = {}) const {
    return view().get_as<T>(allowed, l);
  }
  void check(const limits &l = {}) const { view().check(l); }
  std::string print(const limits &l = {}) const { return view().print(l); }
  std::string print_json(const limits &l = {}) const { return view().print_json(l); }
  // An any that holds this any (the constructor copies).
  any wrap() const {
    any r;
    r.type_ = "a";
    r.value_ = serialize(*this);
    return r;
  }

  // Only for two of them: asking whether, say, an iterator of a container of these converts to one
  // would be asking about the container.
  template <std::same_as<any> A> friend bool operator==(const A &a, const A &b) {
    return a.view() == b.view();
  }

private:
  std::string type_;
  std::string value_;
};

inline any_view::any_view(const any &a) : type_(a.type()), value_(a.value()) {}

inline void codec<any_view>::encode(writer &w, const any_view &v) {
  w.string(v.type());
  w.string(v.value());
}
inline void codec<any>::encode(writer &w, const any &v) { codec<any_view>::encode(w, v); }
inline any codec<any>::decode(reader &r) {
  const any_view v = any_view::read(r);
  r.charge(v.type().size() + v.value().size());
  return any(v);
}

} // namespace uf

#include "elements.h" // the rest of any_view; it needs the classes
