// JSON both ways: what is accepted, what is refused and where, and that values come back.
#include "samples.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <ufser/json.h>

#if __has_include(<nlohmann/json.hpp>)
#include <nlohmann/json.hpp>
#endif

using uf::any;

namespace {

struct failure {
  uf::errc code{};
  std::size_t offset = 0;
  bool operator==(const failure &) const = default;
};

failure reading(std::string_view json, std::string_view type, const uf::limits &l = {}) {
  try {
    static_cast<void>(uf::from_json(json, type, l));
  } catch (const uf::error &e) {
    return {e.code(), e.offset()};
  }
  return {};
}
failure guessing(std::string_view json, const uf::limits &l = {}) {
  try {
    static_cast<void>(uf::from_json(json, l));
  } catch (const uf::error &e) {
    return {e.code(), e.offset()};
  }
  return {};
}
constexpr failure none{};
failure malformed(std::size_t at) { return {uf::errc::malformed, at}; }
failure truncated(std::size_t at) { return {uf::errc::truncated, at}; }

std::string text(std::string_view json, std::string_view type) { return uf::from_json(json, type).print(); }
std::string text(std::string_view json) { return uf::from_json(json).print(); }

std::string repeated(std::string_view s, std::size_t n) {
  std::string r;
  while (n-- > 0)
    r += s;
  return r;
}

} // namespace

TEST_CASE("JSON of a given type", "[json]") {
  CHECK(text("true", "b") == "<b>true");
  CHECK(text(" -12 ", "i") == "<i>-12");
  CHECK(text("-9223372036854775808", "I") == "<I>-9223372036854775808");
  CHECK(text("9007199254740993", "I") == "<I>9007199254740993");
  CHECK(text("2", "d") == "<d>2.");
  CHECK(text("-0", "d") == "<d>-0.");
  CHECK(text("-0", "i") == "<i>0");
  CHECK(text("1.5e3", "d") == "<d>1500.");
  CHECK(text("\"x\"", "c") == "<c>'x'");
  CHECK(text("255", "c") == "<c>'\\xff'");
  CHECK(text("-1", "c") == "<c>'\\xff'");
  CHECK(text(R"("a\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00")", "s") == "<s>\"a\\\"\\\\/\\b\\f\\n\\r\\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
  CHECK(text("[1, 2 ,3]", "li") == "<li>[1,2,3]");
  CHECK(text(" [ ] ", "li") == "<li>[]");
  CHECK(text(R"({"a":[1],"b":[ ]})", "msli") == "<msli>{\"a\":[1],\"b\":[]}");
  CHECK(text("{ }", "msi") == "<msi>{}");
  CHECK(text("[[1,\"x\"],[2,\"y\"]]", "mis") == "<mis>{1:\"x\",2:\"y\"}");
  CHECK(text("[]", "mis") == "<mis>{}");
  CHECK(text("[1,[true,\"x\"],null]", "t3it2bsoi") == "<t3it2bsoi>(1,(true,\"x\"),none)");
  CHECK(text("[null,5]", "looi") == "<looi>[none,5]");
  CHECK(text("[1,{\"error\":[\"t\",\"m\",null]}]", "lxi") == "<lxi>[1,error(\"t\",\"m\",<>)]");
  CHECK(text("[true,{\"error\":[\"t\",\"m\",[1]]}]", "lX") == "<lX>[ok,error(\"t\",\"m\",<la>[<i>1])]");
  CHECK(text("{ \"error\" : [ \"t\" , \"m\" , 5 ] }", "e") == "<e>error(\"t\",\"m\",<i>5)");
  CHECK(uf::from_json("null", "") == any());
}

TEST_CASE("JSON without a type", "[json]") {
  CHECK(text("null") == "<>");
  CHECK(text("true") == "<b>true");
  CHECK(text("2147483647") == "<i>2147483647");
  CHECK(text("-2147483649") == "<I>-2147483649");
  CHECK(text("1.0") == "<d>1.");
  CHECK(text("1e2") == "<d>100.");
  CHECK(text("-0") == "<d>-0.");
  CHECK(text("\"s\"") == "<s>\"s\"");
  CHECK(text("[1,\"x\",null,[],{}]") == "<la>[<i>1,<s>\"x\",<>,<la>[],<msa>{}]");
  CHECK(text("{\"a\":{\"b\":[false]}}") == "<msa>{\"a\":<msa>{\"b\":<la>[<b>false]}}");
  CHECK(text("[1]", "a") == "<a><la>[<i>1]");
  CHECK(guessing("9223372036854775808") == malformed(0));
  CHECK(uf::from_json("{\"k\":[1,2.5]}") == any(std::map<std::string, any>{{"k", std::vector<any>{1, 2.5}}}));
}

TEST_CASE("what is no JSON is refused, with the place", "[json]") {
  CHECK(guessing("") == truncated(0));
  CHECK(guessing("  ") == truncated(2));
  CHECK(guessing("[1,2") == truncated(4));
  CHECK(guessing("[1,]") == malformed(3));
  CHECK(guessing("[,1]") == malformed(1));
  CHECK(guessing("[1 2]") == malformed(3));
  CHECK(guessing("[1]]") == malformed(3));
  CHECK(guessing("{\"a\" 1}") == malformed(5));
  CHECK(guessing("{\"a\":1,}") == malformed(7));
  CHECK(guessing("{a:1}") == malformed(1));
  CHECK(guessing("{\"a\":1,\"b\":2,\"a\":3}") == malformed(13));
  CHECK(guessing("{\"a\":1,\"\\u0061\":3}") == malformed(7));
  for (const char *word : {"tru", "nul", "True", "NaN", "Infinity", "'x'", "undefined", "/**/1", "+1", ".5"})
    CHECK(guessing(word) != none);
  CHECK(guessing("01") == malformed(1));
  CHECK(guessing("1.") == truncated(2));
  CHECK(guessing("1.e1") == malformed(2));
  CHECK(guessing("1e") == truncated(2));
  CHECK(guessing("-") == truncated(1));
  CHECK(guessing("0x10") == malformed(1));
  CHECK(guessing("\"abc") == truncated(4));
  CHECK(guessing("\"a\nb\"") == malformed(2));
  CHECK(guessing("\"\\x41\"") == malformed(2));
  CHECK(guessing("\"\\") == truncated(2));
  CHECK(guessing("\"\\u12g4\"") == malformed(5));
  CHECK(guessing("\"\xff\"") == malformed(1));
  CHECK(guessing("\"\xc0\x80" "\"") == malformed(1));
  CHECK(guessing("\"\xed\xa0\x80\"") == malformed(1));
  for (const char *half : {R"("\ud800")", R"("\ud800x")", R"("\udc00")", R"("\ud800\u0041")", R"("\ud800\ud800")"})
    CHECK(guessing(half) == malformed(1));
  CHECK(guessing("\xef\xbb\xbf" "1") == malformed(0));
  CHECK(guessing(std::string_view("1\0", 2)) == malformed(1));
}

TEST_CASE("what is not of the type is refused, with the place", "[json]") {
  CHECK(reading("2147483648", "i") == malformed(0));
  CHECK(reading("[-2147483649]", "li") == malformed(1));
  CHECK(reading("9223372036854775808", "I") == malformed(0));
  CHECK(reading("1.0", "i") == malformed(0));
  CHECK(reading("1e400", "d") == malformed(0));
  CHECK(reading("[1, -1e400]", "ld") == malformed(4));
  CHECK(reading("1e-400", "d") == malformed(0));
  CHECK(reading("0e-400", "d") == none);
  CHECK(reading("null", "d") == malformed(0));
  CHECK(reading("1", "b") == malformed(0));
  CHECK(reading("256", "c") == malformed(0));
  CHECK(reading("\"ab\"", "c") == malformed(0));
  CHECK(reading("\"\\u00e9\"", "c") == malformed(0));
  CHECK(reading("1", "s") == malformed(0));
  CHECK(reading("[1]", "t2ii") == malformed(2));
  CHECK(reading("[1,2,3]", "t2ii") == malformed(4));
  CHECK(reading("{}", "li") == malformed(0));
  CHECK(reading("[]", "msi") == malformed(0));
  CHECK(reading("[[1]]", "mii") == malformed(3));
  CHECK(reading("[[1,2,3]]", "mii") == malformed(5));
  CHECK(reading("{\"error\":[\"t\",\"m\"]}", "e") == malformed(17));
  CHECK(reading("false", "X") == malformed(0));
  CHECK(reading("1", "lz") == malformed(1)); // of the type
  CHECK_THROWS_AS(uf::from_json_as<short>("40000"), uf::error);
  CHECK_THROWS_AS(uf::from_json_as<std::set<int>>("[1,1]"), uf::error);
}

TEST_CASE("JSON within the limits", "[json]") {
  constexpr std::size_t deep = 100'000;
  const std::string nested = repeated("[", deep) + repeated("]", deep);
  const uf::limits unlimited{.depth = static_cast<std::size_t>(-1)};
  CHECK(guessing(nested).code == uf::errc::limit_exceeded);
  CHECK(guessing(nested, unlimited) == none);
  CHECK(guessing(repeated("[", deep), unlimited) == truncated(deep));
  CHECK(guessing(repeated("{\"k\":", deep), unlimited).code == uf::errc::truncated);
  CHECK(uf::from_json(nested, unlimited).print_json(unlimited) == nested);
  CHECK(reading("1", std::string(deep, 'o') + 'i').code == uf::errc::limit_exceeded);
  CHECK(reading("1", std::string(deep, 'o') + 'i', unlimited) == none);
  CHECK(guessing("[" + repeated("1,", 10'000) + "1]", {.memory = 10'000}).code == uf::errc::limit_exceeded);
  CHECK(guessing("[1,2]", {.size = 4}).code == uf::errc::limit_exceeded);
}

namespace {

template <class T> inline constexpr bool has_any_inside = uf::serialize_type<T>().find_first_of("aexX") != std::string_view::npos;

} // namespace

TEST_CASE("values come back from JSON", "[json]") {
  std::size_t types = 0;
  samples::each_sample([&](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    INFO(s.name);
    const any before(v);
    const std::string json = before.print_json();
    if constexpr (!has_any_inside<T>) {
      if (s.name == "optional of optional")
        return; // two kinds of none are one null
      CHECK(uf::from_json(json, before.type()) == before);
      CHECK(uf::serialize(uf::from_json_as<T>(json)).size() == before.value().size());
    } else {
      CHECK(uf::from_json(json, before.type()).print_json() == json);
    }
    CHECK(uf::from_json(json).print_json() == json);
    ++types;
  });
  CHECK(types > 50);
  const std::int64_t wide[] = {INT64_MIN, INT64_MAX, (std::int64_t{1} << 53) + 1};
  CHECK(uf::from_json_as<std::vector<std::int64_t>>(any(wide).print_json().c_str()) == std::vector<std::int64_t>(wide, wide + 3));
  std::vector<double> reals{0.1, -0.0, 5e-324, 1.7976931348623157e308, 1e22, 123456789.125, 1.0 / 3};
  const auto again = uf::from_json_as<std::vector<double>>(any(reals).print_json());
  CHECK(uf::serialize(again) == uf::serialize(reals));
  std::vector<char> every_char;
  std::string every_text;
  for (int c = 0; c < 256; ++c)
    every_char.push_back(static_cast<char>(c));
  CHECK(uf::from_json_as<std::vector<char>>(any(every_char).print_json()) == every_char);
  for (std::uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 0x101)
    if (c < 0xd800 || c > 0xdfff)
      uf::detail::append_utf8(every_text, c);
  CHECK(uf::from_json_as<std::string>(any(every_text).print_json()) == every_text);
}

TEST_CASE("damaged JSON is an error or a value, never more", "[json]") {
  std::size_t accepted = 0, cut = 0;
  samples::each_sample([&](const samples::sample &, const auto &v) {
    const any before(v);
    const std::string json = before.print_json();
    for (std::size_t n = 0; n < json.size(); ++n) {
      const std::string_view part(json.data(), n);
      const char last = n > 0 ? part.back() : ' ';
      if (reading(part, before.type()) == none && !(last >= '0' && last <= '9') && last != '.')
        ++accepted; // only a number is a number when cut
      ++cut;
    }
    for (std::size_t i = 0; i < json.size(); ++i)
      for (const char c : std::string_view("\"\\[]{},:0-e.tn \0\xff", 18)) {
        std::string copy(json);
        copy[i] = c;
        if (reading(copy, before.type()) == none)
          CHECK_NOTHROW(uf::from_json(copy, before.type()).check());
      }
  });
  CHECK(cut > 500);
  CHECK(accepted == 0);
}

TEST_CASE("the elements of a value without its C++ type", "[json]") {
  const any v(std::map<std::string, std::tuple<int, std::vector<double>, std::optional<char>>>{{"a", {1, {2.5}, 'c'}}, {"b", {2, {}, {}}}});
  const uf::any_view a = v.view().find("a");
  CHECK(a.type() == "t3ildoc");
  const auto parts = a.elements();
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].get_as<int>() == 1);
  CHECK(parts[1].elements().at(0).get_as<double>() == 2.5);
  CHECK(parts[2].elements().at(0).print() == "<c>'c'");
  CHECK(v.view().find("b").elements()[2].elements().empty());
  CHECK_FALSE(v.view().find("c").has_value());
  CHECK(v.view().elements().size() == 4);
  CHECK_THROWS_AS(a.find("a"), uf::error);
  const any failed(uf::error_value("t", "m", 5)), unexpected(uf::expected<int>(uf::error_value("t", "m")));
  const auto error = failed.view().elements();
  REQUIRE(error.size() == 3);
  CHECK(error[2].elements().at(0).get_as<int>() == 5);
  CHECK(unexpected.view().elements().at(0).type() == "e");
  CHECK(any(5).view().elements().empty());
  CHECK_THROWS_AS(uf::any_view("li", "\0\0\0\2\0\0\0\1").elements(), uf::error);
}

#ifdef NLOHMANN_JSON_VERSION_MAJOR
TEST_CASE("another library accepts what is printed", "[json]") {
  samples::each_sample([](const samples::sample &s, const auto &v) {
    INFO(s.name);
    CHECK(nlohmann::json::accept(any(v).print_json()));
  });
}
#endif
