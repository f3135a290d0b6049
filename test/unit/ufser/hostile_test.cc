// Bytes that nobody should have sent: an error or a value, never a crash, never memory that the
// bytes cannot back.
#include "allocations.h"
#include "samples.h"
#include "vectors.h"

#include <catch2/catch.hpp>
#include <string>
#include <ufser/ufser.h>

namespace {

enum class color : unsigned char { red, green };
struct point { const int x; double y; };
struct everything {
  bool flag;
  short number;
  color c;
  std::string text;
  std::vector<int> ints;
  std::vector<bool> bits;
  std::list<std::string> texts;
  std::map<std::string, point> points;
  std::set<int> set;
  std::optional<point> maybe;
  std::variant<int, std::string, std::monostate> choice;
  std::unique_ptr<std::vector<point>> owned;
  std::array<char, 3> chars;
  char name[5];
  uf::any any;
  uf::expected<int> result;
};

everything sample() {
  return {true, -3, color::green, "text", {1, 2}, {true, false}, {"a", "bc"}, {{"p", {1, 2.5}}}, {4, 5},
          point{6, 7}, "choice", std::make_unique<std::vector<point>>(), {'x', 'y', 'z'}, "name",
          std::vector<uf::any>{1, "x", uf::any(2).wrap()}, uf::error_value("t", "m", 2)};
}

std::string u32(std::uint32_t n) { return uf::serialize(n); }

// Decodes and, for good measure, prints; true if it was a value.
template <class T> bool accepts(std::string_view bytes) {
  try {
    const T v = uf::deserialize_as<T>(bytes);
    const std::string again = uf::serialize(v);
    static_cast<void>(again);
  } catch (const uf::error &e) {
    CHECK((e.offset() <= bytes.size() || e.offset() == uf::error::nowhere));
    return false;
  }
  return true;
}

bool prints(std::string_view bytes) {
  try {
    const auto v = uf::any_view::parse(bytes);
    return !v.print().empty() && !v.print_json().empty();
  } catch (const uf::error &) {
    return false;
  }
}

template <class T> uf::errc code_of(std::string_view bytes, const uf::limits &l = {}) {
  try {
    static_cast<void>(uf::deserialize_as<T>(bytes, l));
  } catch (const uf::error &e) {
    return e.code();
  }
  return uf::errc{};
}

} // namespace

TEST_CASE("every truncation is an error", "[hostile]") {
  const std::string bytes = uf::serialize(sample()), any = uf::serialize(uf::any(sample()));
  REQUIRE(accepts<everything>(bytes));
  REQUIRE(prints(any));
  for (std::size_t n = 0; n < bytes.size(); ++n)
    CHECK_FALSE(accepts<everything>(std::string(bytes, 0, n)));
  for (std::size_t n = 0; n < any.size(); ++n)
    CHECK_FALSE(prints(std::string(any, 0, n)));
  CHECK(code_of<everything>(bytes + '\0') == uf::errc::malformed);
}

TEST_CASE("every flipped byte is an error or a value", "[hostile]") {
  const std::string bytes = uf::serialize(sample()), any = uf::serialize(uf::any(sample()));
  std::size_t tried = 0;
  for (const unsigned flip : {0x01u, 0x02u, 0x80u, 0xffu, 0x55u}) {
    for (std::size_t i = 0; i < bytes.size(); ++i, ++tried) {
      std::string copy(bytes);
      copy[i] = static_cast<char>(copy[i] ^ flip);
      static_cast<void>(accepts<everything>(copy));
    }
    for (std::size_t i = 0; i < any.size(); ++i, ++tried) {
      std::string copy(any);
      copy[i] = static_cast<char>(copy[i] ^ flip);
      static_cast<void>(prints(copy));
    }
  }
  CHECK(tried == 5 * (bytes.size() + any.size()));
}

TEMPLATE_TEST_CASE("a count that the bytes cannot back allocates nothing", "[hostile]", std::string,
                   std::vector<int>, std::vector<double>, std::vector<bool>, std::vector<std::string>,
                   std::list<char>, std::set<int>, (std::map<int, int>), std::deque<point>,
                   std::vector<std::vector<int>>, (std::unordered_map<int, std::string>)) {
  const std::size_t at_rest = peak_of([] { const TestType empty{}; }); // a deque allocates at once
  for (const std::uint32_t n : {0xffffffffu, 0x80000000u, 0x10000000u, 100u}) {
    const std::string bytes = u32(n) + "12345678";
    uf::errc code{};
    const std::size_t spent = peak_of([&] { code = code_of<TestType>(bytes); });
    CHECK(code == uf::errc::truncated);
    CHECK(spent < 600 + at_rest); // the message of the error
  }
}

TEST_CASE("memory is bounded by the limits", "[hostile]") {
  const uf::limits small{.memory = 1000, .depth = 10};
  // Four bytes each on the wire, many more in memory.
  std::string bytes = u32(100);
  for (int i = 0; i < 100; ++i)
    bytes += u32(0);
  CHECK(code_of<std::vector<std::vector<int>>>(bytes, small) == uf::errc::limit_exceeded);
  CHECK(code_of<std::vector<std::vector<int>>>(bytes) == uf::errc{});
  CHECK(code_of<std::list<int>>(bytes, small) == uf::errc::limit_exceeded);
  // No bytes each.
  CHECK(code_of<std::vector<std::monostate>>(u32(0xffffffff)) == uf::errc::limit_exceeded);
  CHECK(code_of<std::vector<std::monostate>>(u32(3)) == uf::errc{});
}

TEST_CASE("values that the type does not have are malformed", "[hostile]") {
  using namespace std::string_literals;
  CHECK(code_of<bool>("\2") == uf::errc::malformed);
  CHECK(code_of<short>(u32(0x8000)) == uf::errc::malformed);
  CHECK(code_of<unsigned short>(u32(0x10000)) == uf::errc::malformed);
  CHECK(code_of<color>(u32(256)) == uf::errc::malformed);
  CHECK(code_of<color>(u32(7)) == uf::errc{}); // of the underlying type
  CHECK(code_of<float>(uf::serialize(1e300)) == uf::errc::malformed);
  CHECK(code_of<std::optional<int>>("\2\0\0\0\0"s) == uf::errc::malformed);
  CHECK(code_of<std::set<int>>(u32(2) + u32(7) + u32(7)) == uf::errc::malformed);
  CHECK(code_of<std::multiset<int>>(u32(2) + u32(7) + u32(7)) == uf::errc{});
  CHECK(code_of<std::map<int, int>>(u32(2) + u32(7) + u32(1) + u32(7) + u32(2)) == uf::errc::malformed);
  using variant = std::variant<bool, char>;
  CHECK(code_of<variant>("\0\0"s) == uf::errc::malformed);
  CHECK(code_of<variant>("\1\1\1x"s) == uf::errc::malformed);
  CHECK(code_of<variant>("\0\1x"s) == uf::errc{});
}

TEST_CASE("nesting that the input chooses", "[hostile]") {
  auto any_of = [](const std::string &type, const std::string &value) {
    return u32(static_cast<std::uint32_t>(type.size())) + type +
           u32(static_cast<std::uint32_t>(value.size())) + value;
  };
  const std::size_t deep = 50'000;
  CHECK_FALSE(prints(any_of(std::string(deep, 'o') + 'i', std::string(deep, '\1') + u32(1))));
  CHECK(prints(any_of(std::string(deep, 'l') + 'i', u32(0))));
  CHECK(prints(any_of(std::string(900, 'o') + 'i', std::string(900, '\1') + u32(1))));
  std::string nested = any_of("", "");
  for (int i = 0; i < 2000; ++i)
    nested = any_of("a", nested);
  CHECK_FALSE(prints(nested));
  // Many short values under a long type: the type is looked at once.
  const std::string many = u32(100'000) + std::string(400'000, '\0');
  CHECK(prints(any_of(std::string(50'001, 'l') + 'i', many)));
}

TEST_CASE("only legal typestrings are accepted, errors say where", "[hostile]") {
  for (const char *good : {"", "i", "t2ii", "mslt2oiX", "xi", "t10iiiiiiiiii", "a", "e"})
    CHECK(uf::check_typestring(good) == uf::legal);
  for (const auto &[bad, where] : std::initializer_list<std::pair<const char *, std::size_t>>{
           {"l", 1}, {"ii", 1}, {"z", 0}, {"lz", 1}, {"t0", 0}, {"t1i", 0}, {"t02ii", 0}, {"t2i", 0}, {"t2li", 4},
           {"t99999999999i", 0}, {"t4294967296i", 0}, {"t", 0}, {"tii", 0}, {"x", 1}, {"o", 1}, {"mi", 2}, {"i ", 1}})
    CHECK(uf::check_typestring(bad) == where);
  try {
    static_cast<void>(uf::deserialize_as<uf::any>(u32(3) + "lzi" + u32(0)));
    FAIL_CHECK("accepted");
  } catch (const uf::error &e) {
    CHECK(e.code() == uf::errc::malformed);
    CHECK(e.offset() == 5);
  }
}

namespace {

// Success must mean the same bytes again, if the type has one form only.
template <class T> bool faithful(const samples::sample &s, std::string_view bytes) {
  try {
    const std::string again = uf::serialize(uf::deserialize_as<T>(bytes));
    return s.form == samples::canonical::no || again == bytes;
  } catch (const uf::error &e) {
    return e.offset() <= bytes.size() || e.offset() == uf::error::nowhere;
  }
}

// f(copy) for each byte of `bytes` with each of the 255 other values; if there are many bytes, with each
// of its bits flipped.
template <class F> std::size_t each_flip(const std::string &bytes, F &&f) {
  std::string copy(bytes);
  std::size_t tried = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned flip = 1; flip < 256; flip += bytes.size() <= 32 ? 1 : flip, ++tried) {
      copy[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ flip);
      f(copy);
    }
    copy[i] = bytes[i];
  }
  return tried;
}

std::string from_hex(std::string_view hex) {
  std::string r;
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    r += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
  return r;
}

} // namespace

TEST_CASE("every truncation and every flip of every byte, whatever the type", "[hostile]") {
  samples::each_sample([](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    const std::string bytes = uf::serialize(v);
    std::size_t truncated = 0, unfaithful = 0;
    for (std::size_t n = 0; n < bytes.size(); ++n)
      truncated += !accepts<T>(bytes.substr(0, n));
    const std::size_t tried = each_flip(bytes, [&](const std::string &flipped) { unfaithful += !faithful<T>(s, flipped); });
    INFO(s.name);
    CHECK(truncated == bytes.size());
    CHECK(unfaithful == 0);
    CHECK(tried >= 8 * bytes.size());
  });
}

TEST_CASE("every truncation and every flip of every byte of the vectors", "[hostile]") {
  std::size_t rows = 0;
  for (const vector_row &row : vector_rows) {
    const std::string bytes = from_hex(row.any);
    CHECK(prints(bytes));
    for (std::size_t n = 0; n < bytes.size(); ++n)
      if (prints(bytes.substr(0, n)))
        FAIL_CHECK(row.cpp << " cut to " << n);
    each_flip(bytes, [](const std::string &flipped) { static_cast<void>(prints(flipped)); });
    ++rows;
  }
  CHECK(rows > 80);
}

TEST_CASE("a hundred thousand levels", "[hostile]") {
  constexpr std::size_t deep = 100'000;
  const uf::limits unlimited{.depth = static_cast<std::size_t>(-1)}; // then only the memory bounds it
  for (const char kind : {'l', 'o', 'x'}) {
    const std::string type = std::string(deep, kind) + 'i';
    std::string value;
    for (std::size_t i = 0; i < deep; ++i)
      value += kind == 'l' ? u32(1) : std::string(1, '\1');
    value += u32(5);
    const uf::any_view v(type, value);
    CHECK_THROWS_AS(v.check(), uf::error);
    CHECK_THROWS_AS(v.print(), uf::error);
    CHECK_NOTHROW(v.check(unlimited));
    CHECK(v.print(unlimited).size() > deep);
    CHECK_FALSE(v.print_json(unlimited).empty());
  }
  std::string tuples;
  for (std::size_t i = 0; i < deep; ++i)
    tuples += "t2i";
  CHECK_NOTHROW(uf::any_view(tuples + 'i', std::string(4 * (deep + 1), '\0')).check(unlimited));
  std::string inside_out; // an any in an any in ..
  std::vector<std::string> heads;
  std::size_t size = 8;
  for (std::size_t i = 0; i < deep; ++i, size += 9)
    heads.push_back(u32(1) + 'a' + u32(static_cast<std::uint32_t>(size)));
  for (auto head = heads.rbegin(); head != heads.rend(); ++head)
    inside_out += *head;
  inside_out += std::string(8, '\0');
  const uf::any decoded = uf::deserialize_as<uf::any>(inside_out);
  CHECK_THROWS_AS(decoded.check(), uf::error);
  CHECK_THROWS_AS(decoded.print_json(), uf::error);
  CHECK_NOTHROW(decoded.check(unlimited));
  CHECK(decoded.print(unlimited).size() > deep);
}
