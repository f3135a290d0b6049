// serialize.h - the everyday calls.
//
//   std::string bytes = uf::serialize(v);        T v = uf::deserialize_as<T>(bytes);
//   std::string_view t = uf::serialize_type<T>();
//
// The bytes do not name their type; uf::serialize(uf::any(v)) does (any.h).
#pragma once

#include "codec.h"

#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace uf {

template <encodable T> std::string serialize(const T &v) {
  std::string out;
  writer w(out);
  encode(w, v);
  w.finish();
  return out;
}

// Appends, into what `out` has reserved if that is enough. On an exception `out` is as it was.
template <encodable T> void serialize(const T &v, std::string &out) {
  const std::size_t before = out.size();
  writer w(out);
  try {
    encode(w, v);
    w.finish();
  } catch (...) {
    w.discard(before);
    throw;
  }
}

// Into memory of the caller's, without allocating. Returns what the value takes: if that is more
// than `to` has, what is there is not complete (and may be tried again with that much).
template <encodable T> [[nodiscard]] std::size_t serialize_to(std::span<char> to, const T &v) {
  writer w(to.data(), to.size());
  encode(w, v);
  return w.size();
}
template <encodable T> std::size_t serialized_size(const T &v) { return serialize_to({}, v); }

// All of `bytes` must be the value.
template <decodable T> T deserialize_as(std::string_view bytes, const limits &l = {}) {
  reader r(bytes, l);
  if constexpr (std::is_move_constructible_v<T>) {
    T v = decode<T>(r);
    r.expect_done();
    return v;
  } else { // in place; the check must not need another object
    struct at_end {
      reader &r;
      int thrown = std::uncaught_exceptions();
      ~at_end() noexcept(false) {
        if (thrown == std::uncaught_exceptions())
          r.expect_done();
      }
    } check{r};
    return decode<T>(r);
  }
}

// The types whose objects can be given another value without a way to fail.
template <class T> concept replaceable =
    !std::is_const_v<T> && (std::is_nothrow_move_assignable_v<T> || std::is_nothrow_swappable_v<T>);

// Into an object that exists. All of `bytes` must be the value; on an exception `v` is as it was.
template <decodable T>
  requires replaceable<T>
void deserialize(std::string_view bytes, T &v, const limits &l = {}) {
  T now = deserialize_as<T>(bytes, l);
  if constexpr (std::is_nothrow_move_assignable_v<T>) {
    v = std::move(now);
  } else {
    using std::swap;
    swap(v, now);
  }
}

template <encodable T> constexpr std::string_view serialize_type() { return type_v<T>; }

} // namespace uf
