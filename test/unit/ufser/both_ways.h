// both_ways.h - what every type has to stand: known bytes, a round trip, damaged bytes.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <ufser/ufser.h>

namespace both_ways_detail {

inline std::string hex(std::string_view s) {
  std::string r;
  for (const unsigned char c : s)
    (r += "0123456789abcdef"[c >> 4]) += "0123456789abcdef"[c & 15];
  return r;
}

// False if the bytes are refused, by an error that says where. What is accepted can be written.
template <class T> bool accepts(std::string_view bytes) {
  try {
    const T v = uf::deserialize_as<T>(bytes);
    CHECK_FALSE((uf::serialize(v).empty() && !bytes.empty()));
  } catch (const uf::error &e) {
    CHECK((e.offset() <= bytes.size() || e.offset() == uf::error::nowhere));
    return false;
  }
  return true;
}

} // namespace both_ways_detail

// Each truncation is an error, each flipped byte an error or a value; never a crash.
template <class T> void stands_damage(const std::string &bytes) {
  using namespace both_ways_detail;
  for (std::size_t n = 0; n < bytes.size(); ++n)
    CHECK_FALSE(accepts<T>(std::string(bytes, 0, n)));
  CHECK_FALSE(accepts<T>(bytes + '\0'));
  for (const unsigned flip : {0x01u, 0x02u, 0x80u, 0xffu, 0x55u})
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string copy(bytes);
      copy[i] = static_cast<char>(copy[i] ^ flip);
      static_cast<void>(accepts<T>(copy));
    }
}

template <class T> void both_ways(const T &v, std::string_view type, std::string_view value) {
  using namespace both_ways_detail;
  static_assert(uf::serializable<T>);
  INFO(type);
  CHECK(uf::serialize_type<T>() == type);
  const std::string bytes = uf::serialize(v);
  CHECK(hex(bytes) == value);
  const T again = uf::deserialize_as<T>(bytes);
  CHECK(hex(uf::serialize(again)) == value);
  const uf::any any(v);
  CHECK_NOTHROW(any.check()); // the bytes are what the type says
  CHECK(any.value() == bytes);
  CHECK(hex(uf::serialize(any.get_as<T>())) == value);
  stands_damage<T>(bytes);
}
