// Reading a value as another type: what is allowed, what fits, and nothing else.
#include "samples.h"

#include <catch2/catch.hpp>
#include <limits>

using uf::any;
using uf::convert;

namespace {

template <class T> uf::errc code_of(const any &v, convert allowed, const uf::limits &l = {}) {
  try {
    static_cast<void>(v.get_as<T>(allowed, l));
  } catch (const uf::error &e) {
    return e.code();
  }
  return uf::errc{};
}

template <class T> std::string message_of(const any &v, convert allowed = convert::all) {
  try {
    static_cast<void>(v.get_as<T>(allowed));
  } catch (const uf::error &e) {
    return e.what();
  }
  return "";
}

// Converts with all flags and with `needed` alone, and with all others does not.
template <class To, class From> To converted(const From &from, convert needed) {
  const any v(from);
  const auto others = static_cast<convert>(static_cast<unsigned>(convert::all) & ~static_cast<unsigned>(needed));
  CHECK(code_of<To>(v, others) == uf::errc::type_mismatch);
  CHECK(code_of<To>(v, convert::none) == uf::errc::type_mismatch);
  CHECK(uf::serialize(v.get_as<To>(needed)) == uf::serialize(v.get_as<To>(convert::all)));
  return v.get_as<To>(needed);
}

// Is of a convertible type, but has a value that the other type does not have.
template <class To, class From> bool does_not_fit(const From &from) {
  return code_of<To>(any(from), convert::all) == uf::errc::type_mismatch;
}

using ints = std::vector<int>;
using anys = std::vector<any>;

} // namespace

TEST_CASE("integers become wider", "[convert]") {
  CHECK(converted<int>('a', convert::widen) == 97);
  CHECK(converted<std::int64_t>('a', convert::widen) == 97);
  CHECK(converted<std::int64_t>(-7, convert::widen) == -7);
  CHECK(converted<int>(static_cast<signed char>(-1), convert::widen) == -1);
}

TEST_CASE("integers become narrower if they fit", "[convert]") {
  CHECK(converted<int>(std::int64_t{-7}, convert::narrow) == -7);
  CHECK(converted<char>(97, convert::narrow) == 'a');
  CHECK(converted<signed char>(std::int64_t{-128}, convert::narrow) == -128);
  CHECK(converted<int>(std::int64_t{INT32_MAX}, convert::narrow) == INT32_MAX);
  CHECK(does_not_fit<int>(std::int64_t{INT32_MAX} + 1));
  CHECK(does_not_fit<int>(std::int64_t{INT32_MIN} - 1));
  CHECK(does_not_fit<char>(128));
  CHECK(does_not_fit<char>(std::int64_t{-129}));
  // The C++ type is narrower than the i that it is written as.
  CHECK(code_of<short>(any(std::int64_t{40'000}), convert::all) == uf::errc::malformed);
}

TEST_CASE("integers and real numbers, exactly", "[convert]") {
  CHECK(converted<double>(3, convert::real) == 3.0);
  CHECK(converted<int>(-3.0, convert::real) == -3);
  CHECK(converted<double>(std::int64_t{1} << 60, convert::real) == 0x1p60);
  CHECK(converted<std::int64_t>(-0x1p63, convert::real) == INT64_MIN);
  CHECK(does_not_fit<double>((std::int64_t{1} << 53) + 1));
  CHECK(does_not_fit<double>(INT64_MAX));
  for (const double d : {0.5, 0x1p31, -0x1p31 - 1, 1e300, std::numeric_limits<double>::infinity(), std::nan("")})
    CHECK(does_not_fit<int>(d));
  CHECK(does_not_fit<std::int64_t>(0x1p63));
  CHECK(code_of<double>(any('a'), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<bool>(any(1.0), convert::all) == uf::errc::type_mismatch);
}

TEST_CASE("truth values are 0 and 1", "[convert]") {
  CHECK(converted<int>(true, convert::boolean) == 1);
  CHECK(converted<char>(false, convert::boolean) == 0);
  CHECK(converted<std::int64_t>(true, convert::boolean) == 1);
  CHECK(converted<bool>(1, convert::boolean));
  CHECK_FALSE(converted<bool>('\0', convert::boolean));
  CHECK(converted<bool>(std::int64_t{1}, convert::boolean));
  CHECK(does_not_fit<bool>(2));
  CHECK(does_not_fit<bool>(-1));
}

TEST_CASE("conversion of values that may be absent", "[convert]") {
  CHECK(converted<std::optional<int>>(5, convert::optional) == 5);
  CHECK(converted<int>(std::optional<int>(5), convert::optional) == 5);
  CHECK(does_not_fit<int>(std::optional<int>()));
  CHECK(*converted<std::unique_ptr<std::string>>(std::string("x"), convert::optional) == "x");
  using twice = std::optional<std::optional<int>>;
  CHECK(converted<twice>(5, convert::optional) == twice(5));
  CHECK(converted<int>(twice(5), convert::optional) == 5);
  CHECK(converted<std::optional<std::int64_t>>(5, convert::optional | convert::widen) == 5);
  CHECK(any(std::optional<int>()).get_as<std::optional<std::int64_t>>(convert::all) == std::nullopt);
}

TEST_CASE("values with their type", "[convert]") {
  CHECK(converted<any>(5, convert::any) == any(5));
  CHECK(converted<int>(any(5).wrap(), convert::any) == 5);
  CHECK(converted<int>(any(5).wrap().wrap(), convert::any) == 5);
  CHECK(converted<std::int64_t>(any(5).wrap(), convert::any | convert::widen) == 5);
  CHECK(does_not_fit<int>(any().wrap()));
  CHECK(code_of<int>(any("x").wrap(), convert::all) == uf::errc::type_mismatch);
  CHECK(converted<anys>(ints{1, 2}, convert::any) == anys{1, 2});
  CHECK(converted<ints>(anys{1, 2}, convert::any) == ints{1, 2});
  CHECK(code_of<ints>(any(anys{1, "x"}), convert::all) == uf::errc::type_mismatch);
  CHECK(any(anys{1, 2.0, 'c', true}).get_as<std::vector<std::int64_t>>(convert::all) == std::vector<std::int64_t>{1, 2, 99, 1});
  CHECK(converted<std::optional<any>>(5, convert::optional | convert::any) == any(5));
  CHECK(any(std::monostate()).get_as<any>(convert::any) == any());
  CHECK(uf::serialize(any(any().wrap()).get_as<std::monostate>(convert::any)).empty());
  CHECK(code_of<std::monostate>(any(5).wrap(), convert::all) == uf::errc::type_mismatch);
}

TEST_CASE("lists and tuples", "[convert]") {
  CHECK(converted<ints>(std::pair(1, 2), convert::sequence) == ints{1, 2});
  CHECK(converted<std::pair<int, int>>(ints{1, 2}, convert::sequence) == std::pair(1, 2));
  CHECK(does_not_fit<std::pair<int, int>>(ints{1, 2, 3}));
  CHECK(does_not_fit<std::pair<int, int>>(ints{1}));
  CHECK(converted<anys>(std::tuple(1, std::string("x")), convert::sequence | convert::any) == anys{1, "x"});
  CHECK(converted<std::pair<int, std::string>>(anys{1, "x"}, convert::sequence | convert::any) == std::pair(1, std::string("x")));
  CHECK(code_of<ints>(any(std::pair(1, std::string("x"))), convert::all) == uf::errc::type_mismatch);
}

namespace {

struct old_state { int a; std::map<std::string, int> m; std::vector<char> c; std::pair<int, int> p; uf::expected<int> e; };
struct new_state { std::int64_t a; std::map<std::string, std::optional<double>> m; ints c; ints p; uf::expected<any> e; };

} // namespace

TEST_CASE("conversions reach into structs, lists, maps and expected", "[convert]") {
  const old_state before{1, {{"k", 2}}, {'a', 'b'}, {3, 4}, 5};
  const any v(before);
  const auto after = v.get_as<new_state>(convert::all);
  CHECK(after.a == 1);
  CHECK(after.m == std::map<std::string, std::optional<double>>{{"k", 2.0}});
  CHECK(after.c == ints{97, 98});
  CHECK(after.p == ints{3, 4});
  CHECK(after.e.value() == any(5));
  const auto back = any(after).get_as<old_state>(convert::all);
  CHECK(uf::serialize(back) == uf::serialize(before));
  // And by bytes and type.
  CHECK(uf::deserialize_as<new_state>(v.value(), v.type(), convert::all).a == 1);
  const uf::expected<int> failed(uf::error_value("t", "m", 3));
  CHECK(any(failed).get_as<uf::expected<std::int64_t>>(convert::widen).error() == failed.error());
}

TEST_CASE("other types do not convert", "[convert]") {
  CHECK(code_of<int>(any("5"), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<std::string>(any(5), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<std::string>(any(std::vector<char>{'a'}), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<std::tuple<int, int, int>>(any(std::pair(1, 2)), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<std::map<int, int>>(any(ints{}), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<int>(any(uf::expected<int>(5)), convert::all) == uf::errc::type_mismatch);
  CHECK(code_of<int>(any(), convert::all) == uf::errc::type_mismatch);
}

TEST_CASE("errors name the places in both types and in the value", "[convert]") {
  const any v(std::tuple(1, ints{2}, std::string("x")));
  CHECK(message_of<std::tuple<int, ints, int>>(v) ==
        "type_mismatch: character 5 of <t3ilis> does not convert to character 5 of <t3ilii> (at byte 12)");
  CHECK(message_of<char>(any(300)) == "type_mismatch: 300 does not fit a <c> (at byte 4)");
  CHECK(message_of<int>(any("x"), convert::none) == "type_mismatch: the value is a <s>, not a <i>");
}

TEST_CASE("damaged bytes are errors, and cost no more than the limits allow", "[convert]") {
  samples::each_sample([](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    INFO(s.name);
    const std::string bytes = uf::serialize(v), type(uf::serialize_type<T>());
    if (type == "a")
      return; // it would be the any itself: nothing to convert
    const any inside = any(uf::any_view(type, bytes)).wrap(); // so that there is something to convert
    CHECK(uf::serialize(inside.get_as<T>(convert::all)).size() == bytes.size());
    CHECK(uf::deserialize_as<any>(bytes, type, convert::any).value() == bytes);
    std::size_t accepted = 0;
    for (std::size_t n = 0; n < bytes.size(); ++n)
      for (const convert c : {convert::all, convert::any})
        try {
          static_cast<void>(any(uf::any_view(type, bytes.substr(0, n))).wrap().get_as<T>(c));
          ++accepted;
        } catch (const uf::error &) {
        }
    CHECK(accepted == 0);
  });
  CHECK(code_of<anys>(any(ints(1000)), convert::all, {.memory = 10'000}) == uf::errc::limit_exceeded);
  // A hundred thousand levels, each with a type of its own.
  std::string nested = std::string(8, '\0');
  for (int i = 0; i < 1000; ++i)
    nested = uf::serialize(uf::any_view("a", nested));
  CHECK(code_of<int>(any(uf::any_view("a", nested)), convert::all, {.depth = 100}) == uf::errc::limit_exceeded);
  const std::string type = std::string(100'000, 'o') + 'i', value = std::string(100'000, '\1') + uf::serialize(7);
  CHECK(code_of<int>(any(uf::any_view(type, value)), convert::all) == uf::errc::limit_exceeded);
  CHECK(any(uf::any_view(type, value)).get_as<int>(convert::all, {.depth = 200'000}) == 7);
  // A long type for each of many short values.
  const std::string lists = uf::serialize(std::vector<int>(10'000));
  const any blown_up(uf::any_view(std::string(50'001, 'l') + 'i', lists));
  CHECK(code_of<anys>(blown_up, convert::all, {.memory = 1 << 20}) == uf::errc::limit_exceeded);
}
