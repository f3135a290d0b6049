// expected.h - error_value, and expected<T>: a value or the reason why there is none.
//
//   e | as t3ssa: type, message, value        x type, X | flag 1 and the value, or flag 0 and an e
//
// expected of void, or of a void-like type, is X. Left to others: throwing what it holds.
#pragma once

#include "any.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace uf {

struct error_value {
  std::string type;
  std::string message;
  any value;

  error_value() = default;
  error_value(std::string type, std::string message, any value = {})
      : type(std::move(type)), message(std::move(message)), value(std::move(value)) {}
  friend bool operator==(const error_value &, const error_value &) = default;
};

template <class T> class expected {
public:
  using value_type = T;

  expected()
    requires std::is_default_constructible_v<T>
  = default;
  expected(T v) : v_(std::in_place_index<0>, std::move(v)) {}
  expected(error_value e) : v_(std::in_place_index<1>, std::move(e)) {}

  bool has_value() const { return v_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  // Throw errc::valueless if it is the other.
  T &value() & { return checked(*this); }
  const T &value() const & { return checked(*this); }
  T &&value() && { return std::move(checked(*this)); }
  const error_value &error() const {
    if (const auto *e = std::get_if<1>(&v_))
      return *e;
    throw uf::error(errc::valueless, "an expected without an error");
  }
  T &operator*() { return *std::get_if<0>(&v_); }
  const T &operator*() const { return *std::get_if<0>(&v_); }
  T *operator->() { return std::get_if<0>(&v_); }
  const T *operator->() const { return std::get_if<0>(&v_); }

  friend bool operator==(const expected &, const expected &) = default;

private:
  template <class Self> static auto &checked(Self &self) {
    if (auto *v = std::get_if<0>(&self.v_))
      return *v;
    throw uf::error(errc::valueless, "an expected without a value: " + self.error().message);
  }
  std::variant<T, error_value> v_;
};

template <> class expected<void> {
public:
  using value_type = void;

  expected() = default;
  expected(error_value e) : e_(std::move(e)) {}

  bool has_value() const { return !e_; }
  explicit operator bool() const { return has_value(); }
  void value() const {
    if (e_)
      throw uf::error(errc::valueless, "an expected without a value: " + e_->message);
  }
  const error_value &error() const {
    if (e_)
      return *e_;
    throw uf::error(errc::valueless, "an expected without an error");
  }

  friend bool operator==(const expected &, const expected &) = default;

private:
  std::optional<error_value> e_;
};

template <> struct codec<error_value> {
  static constexpr auto type() { return typestring("e"); }
  static void encode(writer &w, const error_value &v) {
    uf::encode(w, v.type);
    uf::encode(w, v.message);
    uf::encode(w, v.value);
  }
  static error_value decode(reader &r) {
    std::string type = uf::decode<std::string>(r);
    std::string message = uf::decode<std::string>(r);
    return error_value(std::move(type), std::move(message), uf::decode<any>(r));
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    f(v.type);
    f(v.message);
    f(v.value);
  }
};

template <class T> struct codec<expected<T>> {
  using parts = uf::parts<T>;
  static constexpr bool decodable = std::is_move_constructible_v<T>;

  static constexpr auto type() {
    if constexpr (void_like<T>)
      return typestring("X");
    else
      return typestring("x") + type_v<T>;
  }
  static void encode(writer &w, const expected<T> &v) {
    w.u8(v ? 1 : 0);
    if (v)
      uf::encode<std::remove_cv_t<T>>(w, *v);
    else
      uf::encode(w, v.error());
  }
  static expected<T> decode(reader &r) {
    if (r.flag())
      return expected<T>(uf::decode<T>(r));
    return expected<T>(uf::decode<error_value>(r));
  }
  template <class V, class F> static void visit(V &v, F &&f) {
    if (v)
      f(*v);
    else
      f(v.error());
  }
};

template <> struct codec<expected<void>> {
  static constexpr auto type() { return typestring("X"); }
  static void encode(writer &w, const expected<void> &v) {
    w.u8(v ? 1 : 0);
    if (!v)
      uf::encode(w, v.error());
  }
  static expected<void> decode(reader &r) {
    if (r.flag())
      return {};
    return uf::decode<error_value>(r);
  }
};

} // namespace uf
