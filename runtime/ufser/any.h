// any.h - values that carry their type: any (owns), any_view (refers), and printing them.
//
//   a | length and typestring, length and value. An any without a value is eight zero bytes.
//
// Invariant: the typestring is legal and, if it is empty, so is the value. The value of an any
// that was read is checked when it is used (get_as, print, check), not before.
// Left to others: conversions between types (convert.h), JSON to values (json.h).
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

inline std::vector<any_view> any_view::elements(const limits &l) const {
  std::vector<any_view> r;
  if (type_.empty())
    return r;
  reader in(value_, l);
  no_sink ignored;
  detail::walker<no_sink> w(type_, in, ignored);
  auto put = [&](std::string_view type, auto read) {
    const std::size_t start = in.offset();
    read();
    in.charge(2 * sizeof(any_view)); // the vector grows by doubling
    r.push_back(any_view(type, value_.substr(start, in.offset() - start)));
  };
  auto value = [&](std::size_t at) {
    put(type_.substr(at, w.end_of(at) - at), [&] { w.value(at); });
  };
  auto simple = [&](std::string_view type) {
    put(type, [&] { type == "a" ? void(read_raw_any(in)) : void(in.string()); });
  };
  auto error = [&] {
    put("e", [&] { in.bytes(in.remaining()); });
    r.back().check(l);
  };
  std::size_t at = 1;
  switch (type_[0]) {
  case 'l':
    for (std::size_t n = in.count(1); n > 0; --n)
      value(1);
    break;
  case 'm':
    for (std::size_t n = in.count(2); n > 0; --n) {
      value(1);
      value(w.end_of(1));
    }
    break;
  case 't':
    for (std::uint64_t n = detail::tuple_count(type_, at); n > 0; --n, at = w.end_of(at))
      value(at);
    break;
  case 'o':
    if (in.flag())
      value(1);
    break;
  case 'x':
    in.flag() ? value(1) : error();
    break;
  case 'X':
    if (!in.flag())
      error();
    break;
  case 'e':
    simple("s");
    simple("s");
    simple("a");
    break;
  case 'a':
    if (const any_view v = read(in); v.has_value())
      r.push_back(v);
    break;
  default: w.value(0); break;
  }
  in.expect_done();
  return r;
}

inline any_view any_view::find(std::string_view key, const limits &l) const {
  if (type_.substr(0, 2) != "ms")
    throw error(errc::type_mismatch, "no map with text as keys: " + detail::shown(type_));
  const std::vector<any_view> all = elements(l);
  for (std::size_t i = 0; i < all.size(); i += 2)
    if (all[i].value().substr(4) == key) // behind the length
      return all[i + 1];
  return {};
}

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
