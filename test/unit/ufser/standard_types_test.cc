// The types of the standard library beyond those of the reference: their bytes, both ways.
#include "both_ways.h"

#include <ufser/ufser.h> // before the headers of the types: the order must not matter

#include <any>
#include <chrono>
#include <complex>
#include <filesystem>
#include <functional>
#include <memory_resource>
#include <mutex>
#include <ranges>
#include <span>
#include <sstream>
#include <system_error>
#include <valarray>

#define YES(...) static_assert(uf::serializable<__VA_ARGS__>)
#define NO(...) static_assert(!uf::serializable<__VA_ARGS__>)

namespace {

using namespace std::chrono;
using namespace std::string_literals;

enum class big : long long { least = std::numeric_limits<long long>::min(), one = 1 };

template <class T> T again(const T &v) { return uf::deserialize_as<T>(uf::serialize(v)); }

// One that can be neither copied nor moved.
class fixed {
public:
  fixed(int v) : v_(v) {}
  fixed(const fixed &) = delete;
  fixed &operator=(const fixed &) = delete;
  auto tuple_for_serialization() const { return std::tie(v_); }
  int value() const { return v_; }
  friend bool operator<(const fixed &a, const fixed &b) { return a.v_ < b.v_; }

private:
  int v_;
};
struct counters { std::string name; std::atomic<int> hits; const std::atomic<bool> on; };

// Strangers that look like the standard types.
struct own_duration { using rep = int; using period = std::ratio<1>; own_duration(int); int count() const; };
template <class T> struct own_complex { using value_type = T; own_complex(T, T); T real() const; T imag() const; T third; };

template <class T> struct own_allocator : std::allocator<T> { // without state
  template <class U> struct rebind { using other = own_allocator<U>; };
};
struct descending { bool operator()(int a, int b) const { return a > b; } };
struct by_modulus { int m = 2; bool operator()(int a, int b) const { return a % m < b % m; } };

} // namespace

YES(fixed); YES(counters); YES(std::vector<counters>);
NO(own_duration); NO(own_complex<double>); NO(duration<__int128>);
NO(std::tuple<std::atomic<int>>); NO(std::atomic_flag); NO(std::reference_wrapper<int>); NO(std::error_code);
NO(std::span<int>); NO(std::wstring_view); NO(std::ranges::iota_view<int, int>); NO(hh_mm_ss<seconds>);
NO(std::pmr::vector<int>); NO(std::pmr::string); NO(std::pmr::map<int, int>); NO(std::pmr::u16string);
NO(std::set<int, bool (*)(int, int)>); NO(std::map<int, int, by_modulus>); NO(std::set<int, std::function<bool(int, int)>>);
NO(std::unordered_set<int, std::size_t (*)(int)>); NO(std::priority_queue<int, std::vector<int>, by_modulus>);
YES(std::vector<int, own_allocator<int>>); YES(std::set<int, descending>); YES(std::basic_string<char, std::char_traits<char>, own_allocator<char>>);
static_assert(uf::encodable<std::pmr::vector<int>> && uf::encodable<std::map<int, int, by_modulus>>);
static_assert(uf::encodable<std::span<const int>> && uf::encodable<std::initializer_list<std::string>> && uf::encodable<std::u32string_view>);
static_assert(!uf::encodable<std::span<std::mutex>> && !uf::encodable<std::any>);

TEST_CASE("numbers that the reference lacks", "[standard]") {
  both_ways(-2LL, "I", "fffffffffffffffe");
  both_ways(0x0102030405060708ULL, "I", "0102030405060708");
  both_ways(big::least, "I", "8000000000000000");
  both_ways(L'x', "i", "00000078");
  both_ways(u'\xfffe', "i", "0000fffe");
  both_ways(U'\x10ffff', "i", "0010ffff");
  both_ways(u8'x', "c", "78");
  both_ways(std::array<std::string, 0>(), "", "");
}

TEST_CASE("durations, time points, dates", "[standard]") {
  both_ways(milliseconds(-2), "I", "fffffffffffffffe");
  both_ways(duration<std::int16_t, std::ratio<60>>(-3), "I", "fffffffffffffffd");
  both_ways(duration<unsigned long long>(~0ull), "I", "ffffffffffffffff");
  both_ways(duration<float>(1.5f), "d", "000000000000f83f");
  both_ways(sys_seconds(seconds(5)), "I", "0000000000000005");
  both_ways(system_clock::time_point(system_clock::duration(7)), "I", "0000000000000007");
  both_ways(steady_clock::time_point(), "I", "0000000000000000");
  both_ways(year(-44), "i", "ffffffd4");
  both_ways(March, "c", "03");
  both_ways(day(31), "c", "1f");
  both_ways(Saturday, "c", "06");
  both_ways(2024y / February, "t2ic", "000007e802");
  both_ways(February / 29, "t2cc", "021d");
  both_ways(2024y / February / 29, "t3icc", "000007e8021d");
  CHECK_THROWS_AS((uf::deserialize_as<duration<std::int16_t>>(uf::serialize(seconds(40'000)))), uf::error);
  CHECK_THROWS_AS((uf::deserialize_as<duration<std::uint16_t>>(uf::serialize(seconds(-1)))), uf::error);
  CHECK_THROWS_AS(uf::deserialize_as<year>(uf::serialize(40'000)), uf::error);
  CHECK_THROWS_AS(uf::deserialize_as<weekday>("\7"), uf::error);
}

TEST_CASE("complex, valarray, bitset", "[standard]") {
  both_ways(std::complex<double>(1.5, -1.5), "t2dd", "000000000000f83f000000000000f8bf");
  both_ways(std::complex<float>(1.5f, 0), "t2dd", "000000000000f83f0000000000000000");
  both_ways(std::valarray<int>{1, 2}, "li", "000000020000000100000002");
  both_ways(std::valarray<std::string>{"a"}, "ls", "000000010000000161");
  both_ways(std::bitset<9>(0x105), "s", "00000009313030303030313031");
  both_ways(std::bitset<0>(), "s", "00000000");
  CHECK(again(std::bitset<100>(77)).to_ulong() == 77);
  const std::complex<long double> third(1.0L / 3, -1.0L / 3);
  std::string bytes, beside;
  uf::writer w(bytes), b(beside);
  w.beside = &b;
  uf::encode(w, third);
  w.finish();
  b.finish();
  uf::reader r(bytes), rb(beside);
  r.beside = &rb;
  CHECK(uf::decode<std::complex<long double>>(r) == third);
}

TEST_CASE("paths and strings of other characters", "[standard]") {
  both_ways(std::filesystem::path("a/../b.txt"), "s", "0000000a612f2e2e2f622e747874");
  both_ways(std::filesystem::path("\xff"), "s", "00000001ff"); // not UTF-8, but a file may be called so
  both_ways(u8"\u00e9"s, "s", "00000002c3a9");
  both_ways(u"a\u00e9\u20ac\U0001f600"s, "s", "0000000a61c3a9e282acf09f9880");
  both_ways(U"a\u00e9\u20ac\U0001f600"s, "s", "0000000a61c3a9e282acf09f9880");
  both_ways(L"a\u00e9\u20ac\U0001f600"s, "s", "0000000a61c3a9e282acf09f9880");
  CHECK(again(U"\U0010ffff\ud7ff\ue000\0x"s) == U"\U0010ffff\ud7ff\ue000\0x"s);
  CHECK(again(u"\U0010ffff\U00010000\uffff"s) == u"\U0010ffff\U00010000\uffff"s);
  CHECK(uf::serialize(std::u16string_view(u"x")) == uf::serialize("x"s));
  for (const std::u16string &half : {u"\xd800"s, u"\xdc00"s, u"\xd800x"s, u"\xdc00\xd800"s})
    CHECK_THROWS_AS(uf::serialize(half), uf::error);
  CHECK_THROWS_AS(uf::serialize(std::u32string(1, char32_t{0x110000})), uf::error);
  CHECK_THROWS_AS(uf::serialize(std::wstring(1, static_cast<wchar_t>(0xdfff))), uf::error);
  for (const char *bad : {"\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\x80"}) {
    CHECK_THROWS_AS(uf::deserialize_as<std::u16string>(uf::serialize(std::string(bad))), uf::error);
    CHECK_THROWS_AS(uf::deserialize_as<std::wstring>(uf::serialize(std::string(bad))), uf::error);
  }
}

TEST_CASE("atomics, and what cannot be moved", "[standard]") {
  both_ways(std::atomic<int>(3), "i", "00000003");
  both_ways(counters{"n", 7, true}, "t3sib", "000000016e0000000701");
  const auto v = uf::deserialize_as<std::vector<std::atomic<int>>>(uf::serialize(std::vector{1, 2}));
  CHECK((v.size() == 2 && v[1] == 2));
  const auto m = uf::deserialize_as<std::map<int, fixed>>(uf::serialize(std::map<int, int>{{1, 2}, {3, 4}}));
  CHECK((m.size() == 2 && m.at(3).value() == 4));
  const auto p = uf::deserialize_as<std::pair<fixed, int>>(uf::serialize(std::pair(1, 2)));
  CHECK((p.first.value() == 1 && p.second == 2));
  const std::string two = uf::serialize(std::vector{1, 2});
  CHECK(uf::deserialize_as<std::list<fixed>>(two).back().value() == 2);
  CHECK(uf::deserialize_as<std::deque<fixed>>(two).back().value() == 2);
  CHECK(uf::deserialize_as<std::vector<fixed>>(two).back().value() == 2);
  CHECK(uf::deserialize_as<std::set<fixed>>(two).begin()->value() == 1);
  CHECK(uf::deserialize_as<std::forward_list<fixed>>(two).front().value() == 1);
  CHECK(uf::deserialize_as<std::queue<fixed>>(two).front().value() == 1);
  CHECK(uf::deserialize_as<std::array<fixed, 2>>(uf::serialize(std::pair(1, 2)))[1].value() == 2);
  stands_damage<std::vector<fixed>>(two);
  stands_damage<std::map<int, fixed>>(uf::serialize(std::map<int, int>{{1, 2}, {3, 4}}));
  stands_damage<std::optional<fixed>>(uf::serialize(std::optional(1)));
  using variant = std::variant<std::string, fixed, bool>;
  const std::string chosen = uf::serialize(std::variant<std::string, int, bool>(5));
  CHECK(std::get<1>(uf::deserialize_as<variant>(chosen)).value() == 5);
  stands_damage<variant>(chosen);
}

TEST_CASE("lists and adaptors", "[standard]") {
  both_ways(std::forward_list<int>{1, 2}, "li", "000000020000000100000002");
  both_ways(std::forward_list<std::monostate>(3), "i", "00000003");
  std::stack<int> s({1, 2});
  both_ways(s, "li", "000000020000000100000002");
  CHECK(again(s).top() == 2);
  std::queue<std::string, std::list<std::string>> q({"a", "b"});
  both_ways(q, "ls", "0000000200000001610000000162");
  CHECK(again(q).front() == "a");
  std::priority_queue<int> p;
  for (int i : {1, 5, 3, 5, 4})
    p.push(i);
  std::priority_queue<int> p2 = again(p);
  for (int i : {5, 5, 4, 3, 1}) {
    CHECK(p2.top() == i);
    p2.pop();
  }
  const std::priority_queue<int, std::vector<int>, std::greater<>> g(std::greater<>(), {1, 2, 3});
  both_ways(g, "li", "00000003000000010000000200000003");
  CHECK_THROWS_AS(uf::deserialize_as<std::priority_queue<int>>(uf::serialize(std::vector{1, 2})), uf::error);
}

TEST_CASE("equal keys stay in order", "[standard]") {
  struct by_first { bool operator()(const std::pair<int, int> &a, const std::pair<int, int> &b) const { return a.first < b.first; } };
  const std::multiset<std::pair<int, int>, by_first> s{{1, 3}, {0, 9}, {1, 1}, {1, 2}};
  CHECK(uf::serialize(again(s)) == uf::serialize(s));
  const std::multimap<int, std::string> m{{1, "c"}, {0, "z"}, {1, "a"}, {1, "b"}};
  CHECK(again(m) == m);
  std::unordered_multimap<int, int> u;
  for (int i = 0; i < 100; ++i)
    u.emplace(i % 5, i);
  const auto u2 = again(u);
  CHECK(u2.size() == 100);
  for (int k = 0; k < 5; ++k) {
    const auto [a, b] = u.equal_range(k);
    const auto [c, d] = u2.equal_range(k);
    CHECK(std::equal(a, b, c, d));
  }
  const std::unordered_set<std::string> names{"a", "b", "c"};
  CHECK(again(names) == names);
}

TEST_CASE("any range can be written", "[standard]") {
  const std::vector<int> v{1, 2, 3, 4};
  const std::string bytes = uf::serialize(v);
  CHECK(uf::serialize(std::span(v)) == bytes);
  CHECK(uf::serialize(std::initializer_list<int>{1, 2, 3, 4}) == bytes);
  CHECK(uf::serialize(std::views::iota(1, 5)) == bytes);
  CHECK(uf::serialize(std::views::iota(0, 9) | std::views::filter([](int i) { return i > 0 && i < 5; })) == bytes);
  std::istringstream in("1 2 3 4");
  CHECK(uf::serialize(std::ranges::istream_view<int>(in)) == bytes);
  CHECK(uf::serialize_type<std::span<const std::string>>() == "ls");
  CHECK(uf::serialize(std::views::iota(0, 0)) == uf::serialize(std::vector<int>()));
}

namespace {

struct throws {};
struct fragile {
  std::string s;
  fragile() = default;
  explicit fragile(throws) { throw 1; }
  auto tuple_for_serialization() const { return std::tie(s); }
  auto tuple_for_serialization() { return std::tie(s); }
};

template <class T> T again_exactly(const T &v) {
  std::string bytes, beside;
  uf::writer w(bytes), b(beside);
  w.beside = &b;
  uf::encode(w, v);
  w.finish();
  b.finish();
  uf::reader r(bytes), rb(beside);
  r.beside = &rb;
  return uf::decode<T>(r);
}

} // namespace

TEST_CASE("a variant without a value survives in exact mode", "[standard]") {
  std::variant<int, std::string, fragile> v(7);
  CHECK_THROWS_AS(v.emplace<fragile>(throws()), int);
  REQUIRE(v.valueless_by_exception());
  CHECK_THROWS_AS(uf::serialize(v), uf::error);
  CHECK(again_exactly(v).valueless_by_exception());
  CHECK(std::get<0>(again_exactly(decltype(v)(7))) == 7);
  using never = std::variant<std::monostate, int>; // stays what it is
  CHECK(again_exactly(never()).index() == 0);
  CHECK_THROWS_AS(uf::deserialize_as<never>("\0\0"s), uf::error);
}

TEST_CASE("types in combination", "[standard]") {
  using variant = std::variant<std::vector<std::complex<float>>, std::bitset<9>>;
  const std::map<std::filesystem::path, variant> m{{"/a", std::vector<std::complex<float>>{{1.5f, 0}}},
                                                   {"/x", std::bitset<9>(1)}};
  both_ways(m, "mst2olt2ddos",
            "00000002" "000000022f61" "0100000001000000000000f83f000000000000000000" "000000022f78"
            "000100000009303030303030303031");
  const std::stack<std::optional<std::forward_list<std::pair<milliseconds, std::u16string>>>> s(
      {std::forward_list<std::pair<milliseconds, std::u16string>>{{milliseconds(1), u"x"}}, std::nullopt});
  both_ways(s, "lolt2Is", "00000002" "010000000100000000000000010000000178" "00");
  both_ways(std::tuple(std::array<int, 0>(), std::chrono::year(1), std::queue<char>({'a'})), "t2ilc", "00000001" "0000000161");
}
