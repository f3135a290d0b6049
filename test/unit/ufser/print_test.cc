// Values as text and as JSON.
#include <catch2/catch.hpp>
#include <ufser/ufser.h>

namespace {

struct form { uf::any value; const char *text, *json; };

} // namespace

TEST_CASE("text and JSON of every kind of value", "[print]") {
  using uf::any;
  const form forms[] = {
      {42, "<i>42", "42"},
      {-42L, "<I>-42", "-42"},
      {true, "<b>true", "true"},
      {'x', "<c>'x'", "\"x\""},
      {'\'', "<c>'\\''", "\"'\""},
      {2.0, "<d>2.", "2"},
      {0.1, "<d>0.1", "0.1"},
      {-0.0, "<d>-0.", "-0.0"},
      {'\xff', "<c>'\\xff'", "255"},
      {1e300, "<d>1e+300", "1e+300"},
      {100000., "<d>100000.", "100000"},
      {-999999999999999., "<d>-999999999999999.", "-999999999999999"},
      {1e15, "<d>1e+15", "1e+15"},
      {-std::numeric_limits<double>::infinity(), "<d>-inf", "null"},
      {"plain", "<s>\"plain\"", "\"plain\""},
      {"q\"b\\n\nt\t\x01", "<s>\"q\\\"b\\\\n\\nt\\t\\x01\"", "\"q\\\"b\\\\n\\nt\\t\\u0001\""},
      {"\xc3\xa9\xff\xed\xa0\x80", "<s>\"\xc3\xa9\\xff\\xed\\xa0\\x80\"", "\"\xc3\xa9\\ufffd\\ufffd\\ufffd\\ufffd\""},
      {std::vector<int>{1, 2}, "<li>[1,2]", "[1,2]"},
      {std::vector<int>{}, "<li>[]", "[]"},
      {std::pair(1, std::string("a")), "<t2is>(1,\"a\")", "[1,\"a\"]"},
      {std::map<std::string, int>{{"a", 1}, {"b", 2}}, "<msi>{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}"},
      {std::map<int, std::vector<int>>{{1, {}}, {2, {3}}}, "<mili>{1:[],2:[3]}", "[[1,[]],[2,[3]]]"},
      {std::map<int, int>{}, "<mii>{}", "[]"},
      {std::optional<int>{}, "<oi>none", "null"},
      {std::optional<int>{1}, "<oi>1", "1"},
      {uf::expected<void>{}, "<X>ok", "true"},
      {uf::error_value("t", "m", 3), "<e>error(\"t\",\"m\",<i>3)", "{\"error\":[\"t\",\"m\",3]}"},
      {any(1).wrap(), "<a><i>1", "1"},
      {std::vector<any>{1, "x", any()}, "<la>[<i>1,<s>\"x\",<>]", "[1,\"x\",null]"},
      {any(), "<>", "null"},
  };
  for (const form &f : forms) {
    CHECK(f.value.print() == f.text);
    CHECK(f.value.print_json() == f.json);
  }
}
