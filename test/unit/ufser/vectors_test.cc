// Byte for byte what the reference library writes, both ways.
#include "vectors.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <ufser/ufser.h>

namespace {

std::set<std::string_view> used;

std::string hex(std::string_view s) {
  std::string r;
  for (const unsigned char c : s)
    (r += "0123456789abcdef"[c >> 4]) += "0123456789abcdef"[c & 15];
  return r;
}

struct form {
  std::string_view type;
  std::string value, any, again;
};

void compare(std::string_view cpp, const form &f) {
  INFO(cpp);
  for (const vector_row &row : vector_rows)
    if (row.cpp == cpp) {
      used.insert(row.cpp);
      CHECK(f.type == row.type);
      CHECK(f.value == row.value);
      CHECK(f.any == row.any);
      CHECK(f.again == row.value);
      return;
    }
  FAIL_CHECK("no such row");
}

// In the order of the wire only: some are not copyable, some not comparable.
template <class T> void row(std::string_view cpp, const T &v) {
  const std::string value = uf::serialize(v), any = uf::serialize(uf::any(v));
  std::string again = value;
  if constexpr (uf::decodable<T>)
    again = uf::serialize(uf::deserialize_as<T>(value));
  compare(cpp, {uf::serialize_type<T>(), hex(value), hex(any), hex(again)});
  const uf::any_view parsed = uf::any_view::parse(any);
  CHECK_NOTHROW(parsed.check());
  if constexpr (uf::decodable<T> && uf::detail::no_any<T>)
    CHECK(hex(uf::serialize(parsed.get_as<T>())) == hex(value));
}

enum e5 { e5_none = 0, e5_five = 5 };
enum negative { below = -1, above = 1 };
enum class small : std::uint8_t { two_hundred = 200 };
struct P1 { int a; };
struct P2 { int a; double b; };
struct PN { P2 p; std::string s; std::vector<P2> v; int i; };
struct with_void { int a; std::monostate m; std::string s; };
struct all_arithmetic {
  bool b; char c; std::int8_t i8; std::uint8_t u8; std::int16_t i16; std::uint16_t u16;
  std::int32_t i32; std::uint32_t u32; std::int64_t i64; std::uint64_t u64; float f; double d;
};
struct state {
  int i; double d; std::string s; std::vector<int> v; std::map<std::string, int> m;
};
class man_one {
public:
  man_one() = default;
  explicit man_one(int v) : v_(v) {}
  auto tuple_for_serialization() const { return std::tie(v_); }
  auto tuple_for_serialization() { return std::tie(v_); }

private:
  int v_ = 0;
};
class man_void {
public:
  man_void() {}
  std::monostate tuple_for_serialization() const { return {}; }
};

template <class... T> using tup = std::tuple<T...>;
using limits64 = std::numeric_limits<std::int64_t>;
using limitsd = std::numeric_limits<double>;

} // namespace

TEST_CASE("void-like values leave nothing", "[vectors]") {
  row("std::monostate{}", std::monostate{});
  row("std::tuple<>{}", std::tuple<>{});
  row("std::tuple<std::monostate,std::tuple<>>", tup<std::monostate, std::tuple<>>{});
  row("std::map<int,monostate>{{1,{}},{2,{}}}", std::map<int, std::monostate>{{1, {}}, {2, {}}});
  row("std::pair<int,monostate>{5,{}}", std::pair<int, std::monostate>{5, {}});
  row("(tup<int,std::monostate>{1,{}})", tup<int, std::monostate>{1, {}});
  row("struct {int;monostate;string} (pfr)", with_void{1, {}, "b"});
  row("struct ManVoid returns monostate", man_void{});
}

TEST_CASE("numbers", "[vectors]") {
  row("true", true);
  row("(char)0xff", static_cast<char>(0xff));
  row("(int16_t)-2", std::int16_t{-2});
  row("(int)1", 1);
  row("(int)-1", -1);
  row("(int)0x01020304", 0x01020304);
  row("(uint32_t)0x80000000u", 0x80000000u);
  row("(int64_t)0", std::int64_t{0});
  row("(int64_t)-1", std::int64_t{-1});
  row("(int64_t)0x0102030405060708LL", std::int64_t{0x0102030405060708});
  row("std::numeric_limits<int64_t>::min()", limits64::min());
  row("(uint64_t)0xffffffffffffffffull", ~std::uint64_t{0});
  row("0.0", 0.0);
  row("-0.0", -0.0);
  row("-1.5", -1.5);
  row("3.141592653589793", 3.141592653589793);
  row("1e300", 1e300);
  row("std::numeric_limits<double>::infinity()", limitsd::infinity());
  row("-std::numeric_limits<double>::infinity()", -limitsd::infinity());
  row("std::numeric_limits<double>::quiet_NaN()", limitsd::quiet_NaN());
  row("0.1f", 0.1f);
  row("1.5f", 1.5f);
  row("std::numeric_limits<float>::quiet_NaN()", std::numeric_limits<float>::quiet_NaN());
  row("1.25L", 1.25L);
  row("unscoped enum e5=5", e5_five);
  row("unscoped enum -1", below);
  row("enum class:uint8_t 200", small::two_hundred);
  row("struct Bits all arith (pfr)", all_arithmetic{true, 'c', -8, 8, -16, 16, -32, 32, -64, 64, 1.5f, 2.5});
}

TEST_CASE("text and containers", "[vectors]") {
  row("\"\"s", std::string());
  row("\"hello\"s", std::string("hello"));
  row("\"\\xc3\\xa9\\n\\t\\\"\\\\%\"s", std::string("\xc3\xa9\n\t\"\\%"));
  row("char[] \"arr\"", "arr");
  CHECK(uf::serialize(std::string(300, 'x')) == std::string("\0\0\1\x2c", 4) + std::string(300, 'x'));
  row("std::vector<int>{}", std::vector<int>{});
  row("std::vector<bool>{true,false,true}", std::vector<bool>{true, false, true});
  row("(std::vector<char>{'a','b'})", std::vector<char>{'a', 'b'});
  row("(std::vector<uint8_t>{1,255})", std::vector<std::uint8_t>{1, 255});
  row("(std::vector<std::string>{\"a\",\"\",\"ccc\"})", std::vector<std::string>{"a", "", "ccc"});
  row("(std::list<double>{1.5,-2})", std::list<double>{1.5, -2});
  row("(std::deque<int64_t>{1,2})", std::deque<std::int64_t>{1, 2});
  row("(std::set<int>{3,1,2})", std::set<int>{3, 1, 2});
  row("(std::map<std::string,int>{})", std::map<std::string, int>{});
  row("(std::map<std::string,int>{{\"a\",1},{\"b\",-1}})", std::map<std::string, int>{{"a", 1}, {"b", -1}});
  row("(std::map<int,std::string>{{2,\"two\"},{1,\"one\"}})", std::map<int, std::string>{{2, "two"}, {1, "one"}});
  row("(std::multimap<int,int>{{1,1},{1,2}})", std::multimap<int, int>{{1, 1}, {1, 2}});
  row("(std::unordered_map<std::string,double>{{\"k\",2.5}})", std::unordered_map<std::string, double>{{"k", 2.5}});
  row("std::map<std::pair<int,int>,std::string>", std::map<std::pair<int, int>, std::string>{{{1, 2}, "x"}});
  row("std::vector<std::pair<std::string,int>>{{a,1}}", std::vector<std::pair<std::string, int>>{{"a", 1}});
}

TEST_CASE("tuples and structs", "[vectors]") {
  row("(std::pair<int,std::string>{1,\"x\"})", std::pair<int, std::string>{1, "x"});
  row("(tup<tup<tup<int>>>{tup<tup<int>>{tup<int>{5}}})", tup<tup<tup<int>>>{tup<tup<int>>{tup<int>{5}}});
  row("(tup<int,double,std::string>{1,2.0,\"s\"})", tup<int, double, std::string>{1, 2.0, "s"});
  row("(tup<tup<int,int>,tup<std::string,tup<bool,char>>>{{1,2},{\"s\",{true,'c'}}})",
      tup<tup<int, int>, tup<std::string, tup<bool, char>>>{{1, 2}, {"s", {true, 'c'}}});
  row("(std::array<int,1>{9})", std::array<int, 1>{9});
  row("(std::array<std::string,2>{\"a\",\"b\"})", std::array<std::string, 2>{"a", "b"});
  row("(std::array<std::array<int,2>,2>{{{1,2},{3,4}}})", std::array<std::array<int, 2>, 2>{{{1, 2}, {3, 4}}});
  const int c_array[3] = {1, 2, 3};
  row("int[3]{1,2,3}", c_array);
  row("tuple of 12 ints", std::tuple(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
  row("std::array<char,4>{'a','b','c','d'}", std::array<char, 4>{'a', 'b', 'c', 'd'});
  row("struct P2{int 1;double 2.5} (pfr)", P2{1, 2.5});
  row("struct PN nested (pfr)", PN{{1, 2.5}, "s", {{3, 4.5}}, 6});
  row("struct ManOne manual single", man_one(7));
  row("std::map<int,P2>", std::map<int, P2>{{1, {2, 3}}});
  row("std::optional<P2>{{1,2}}", std::optional<P2>{{1, 2}});
  row("std::vector<P1> (single-member struct)", std::vector<P1>{{1}, {2}});
  const unsigned pc = 3;
  const std::string loc = "loc";
  row("valor-style state: forward_as_tuple(unsigned(3), int 5, string \"loc\", vector<int>{1})",
      std::forward_as_tuple(pc, 5, loc, std::vector<int>{1}));
  row("coroutine-like {int,double,string,vector<int>,map<string,int>}",
      state{7, 1.5, "state", {1, 2, 3}, {{"a", 1}, {"b", 2}}});
}

TEST_CASE("values that may be absent", "[vectors]") {
  using nested = std::optional<std::optional<int>>;
  row("std::optional<int>{}", std::optional<int>{});
  row("std::optional<std::string>{}", std::optional<std::string>{});
  row("std::optional<std::string>{\"x\"}", std::optional<std::string>{"x"});
  row("optional<optional<int>>{optional{}} inner empty", nested{std::optional<int>{}});
  row("optional<optional<int>> full", nested{std::optional<int>{1}});
  row("(std::vector<std::optional<int>>{1,std::nullopt,3})", std::vector<std::optional<int>>{1, std::nullopt, 3});
  row("std::unique_ptr<std::vector<int>>", std::make_unique<std::vector<int>>(1, 1));
  row("std::shared_ptr<std::string>(\"p\")", std::make_shared<std::string>("p"));
  row("std::shared_ptr<int>(null)", std::shared_ptr<int>());
  row("int* (raw, null)", static_cast<int *>(nullptr));
  const auto four = std::make_shared<int>(4);
  row("shared_ptr aliasing: pair of same shared_ptr<int>(4)", std::pair(four, four));
  row("optional<map<int,optional<vector<bool>>>>",
      std::optional<std::map<int, std::optional<std::vector<bool>>>>{{{1, {{true}}}, {2, {}}}});
  using variant = std::variant<double, int, std::string>;
  row("std::variant<double,int,std::string>{\"aaa\"}", variant{"aaa"});
  row("std::variant<double,int,std::string>{7}", variant{7});
}

TEST_CASE("self-describing values and errors", "[vectors]") {
  using uf::any;
  const uf::error_value error("type", "msg");
  row("uf::any{} (void any, as value)", any{});
  row("uf::any(42)", any(42));
  row("uf::any(\"str\")", any("str"));
  row("uf::any(uf::any(42)) [ctor copies]", any(any(42)));
  row("uf::any(42).wrap() nested any", any(42).wrap());
  row("uf::any(42).wrap().wrap() 3-level any", any(42).wrap().wrap());
  row("any(vector<any>{any(map<string,any>)})",
      any(std::vector<any>{any(std::map<std::string, any>{{"k", std::vector<int>{1, 2}}})}));
  row("tuple<int,any,string>", tup<int, any, std::string>{1, 2.5, "s"});
  row("uf::any_view of any(1)", any(1).view().type() == "i" ? any(1) : any());
  CHECK(uf::serialize(any(1).view()) == uf::serialize(any(1)));
  row("std::vector<uf::any>{any(1),any(\"x\"),any()}", std::vector<any>{1, "x", any()});
  row("std::map<std::string,uf::any>{{\"i\",1},{\"d\",2.5},{\"v\",void}}",
      std::map<std::string, any>{{"i", 1}, {"d", 2.5}, {"v", any()}});
  row("uf::expected<int>{error_value(\"type\",\"msg\")}", uf::expected<int>{error});
  row("uf::expected<void>{}", uf::expected<void>{});
  row("uf::expected<void>{error_value(\"t\",\"m\",any(1))}", uf::expected<void>{uf::error_value("t", "m", 1)});
  row("uf::error_value(\"t\",\"m\",42)", uf::error_value("t", "m", 42));
  row("std::vector<uf::expected<int>>{1,err}", std::vector<uf::expected<int>>{1, uf::error_value("t", "m")});
  row("uf::expected<std::vector<int>>{{1}}", uf::expected<std::vector<int>>{std::vector<int>{1}});
}

TEST_CASE("every row of the table has been used", "[vectors]") {
  if (used.empty())
    return; // run alone
  for (const vector_row &r : vector_rows)
    CHECK(used.count(r.cpp) == 1);
}
