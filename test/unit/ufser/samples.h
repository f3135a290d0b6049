// samples.h - a value of every family of types, for tests that hold for all of them.
//
// `each_sample(f)` calls f(sample{..}, value) for each. A new family of codecs adds a line.
#pragma once

#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <complex>
#include <deque>
#include <filesystem>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <ufser/ufser.h>
#include <unordered_map>
#include <unordered_set>
#include <valarray>
#include <variant>
#include <vector>

namespace samples {

// A value has one form in bytes, so bytes that are accepted are written again as they were.
enum class canonical { yes, no };

struct sample {
  std::string_view name;
  canonical form = canonical::yes;
};

enum class color : unsigned char { red, green };
enum class wide : std::uint64_t { low = 1, high = ~std::uint64_t{0} };
struct point { const int x; double y; };
struct base { int a; };
struct derived : base { int b; };
struct named { char name[6]; int grid[2][2]; };
struct nested { std::vector<point> points; std::map<std::string, std::vector<int>> lists; std::optional<named> name; };
struct tree { std::string label; std::vector<std::unique_ptr<point>> leaves; };
struct recursive { int v; std::vector<recursive> branches; std::unique_ptr<recursive> other; };
class closed {
public:
  closed() = default;
  closed(int a, std::string b) : a_(a), b_(std::move(b)) {}
  auto tuple_for_serialization() const { return std::tie(a_, b_); }
  auto tuple_for_serialization() { return std::tie(a_, b_); }

private:
  int a_ = 0;
  std::string b_;
};

inline tree make_tree() {
  tree t{"root", {}};
  t.leaves.push_back(std::make_unique<point>(point{1, 2}));
  t.leaves.push_back(nullptr);
  return t;
}

template <class F> void each_number(F &&f) {
  f(sample{"bool"}, true);
  f(sample{"char"}, 'x');
  f(sample{"signed char"}, static_cast<signed char>(-1));
  f(sample{"short"}, short{-3});
  f(sample{"unsigned short"}, static_cast<unsigned short>(65535));
  f(sample{"char16_t"}, u'\u20ac');
  f(sample{"int"}, 42);
  f(sample{"unsigned"}, 0xdeadbeefu);
  f(sample{"int64"}, std::int64_t{-5'000'000'000});
  f(sample{"uint64"}, ~std::uint64_t{0});
  f(sample{"float", canonical::no}, 0.5f); // a double that is no float is rounded
  f(sample{"double"}, -0.1);
  f(sample{"long double", canonical::no}, 1.25L);
  f(sample{"enum"}, color::green);
  f(sample{"64-bit enum"}, wide::high);
  f(sample{"byte"}, std::byte{7});
}

template <class F> void each_container(F &&f) {
  using strings = std::vector<std::string>;
  f(sample{"string"}, std::string("a text that is not short enough to be inside"));
  f(sample{"vector<char>"}, std::vector<char>{'a', 'b'});
  f(sample{"vector<bool>"}, std::vector<bool>{true, false, true});
  f(sample{"vector<short>"}, std::vector<short>{1, -1});
  f(sample{"vector<int>"}, std::vector<int>{1, 2, 3});
  f(sample{"vector<int64>"}, std::vector<std::int64_t>{1, -1});
  f(sample{"vector<double>"}, std::vector<double>{1.5, -0.0});
  f(sample{"vector<string>"}, strings{"one", "", "three"});
  f(sample{"vector<vector<int>>"}, std::vector<std::vector<int>>{{1}, {}, {2, 3}});
  f(sample{"vector<monostate>"}, std::vector<std::monostate>(3));
  f(sample{"vector<deque<int>>"}, std::vector<std::deque<int>>{{1}, {}});
  f(sample{"list<string>"}, std::list<std::string>{"a", "bc"});
  f(sample{"deque<point>"}, std::deque<point>{{1, 2}, {3, 4}});
  f(sample{"set<int>", canonical::no}, std::set<int>{3, 1, 2});
  f(sample{"multiset<char>", canonical::no}, std::multiset<char>{'b', 'a', 'b'});
  f(sample{"unordered_set<string>", canonical::no}, std::unordered_set<std::string>{"k", "l"});
  f(sample{"unordered_multiset<int>", canonical::no}, std::unordered_multiset<int>{4, 4, 5});
  f(sample{"map<string,int>", canonical::no}, std::map<std::string, int>{{"a", 1}, {"b", -1}});
  f(sample{"map<int,vector<string>>", canonical::no}, std::map<int, strings>{{1, {"x"}}, {2, {}}});
  f(sample{"map<int,monostate>", canonical::no}, std::map<int, std::monostate>{{1, {}}, {2, {}}});
  f(sample{"multimap<int,int>", canonical::no}, std::multimap<int, int>{{1, 1}, {1, 2}});
  f(sample{"unordered_map<int,double>", canonical::no}, std::unordered_map<int, double>{{7, 2.5}});
  f(sample{"unordered_multimap<char,char>", canonical::no}, std::unordered_multimap<char, char>{{'a', 'b'}, {'a', 'c'}});
}

template <class F> void each_compound(F &&f) {
  f(sample{"monostate"}, std::monostate());
  f(sample{"pair"}, std::pair<int, std::string>{1, "x"});
  f(sample{"tuple"}, std::tuple<bool, std::monostate, std::vector<char>>{true, {}, {'c'}});
  f(sample{"array"}, std::array<std::string, 2>{"a", "b"});
  f(sample{"long array"}, std::array<char, 20>{'a', 'b'});
  f(sample{"optional"}, std::optional<std::string>("maybe"));
  f(sample{"optional of optional"}, std::optional<std::optional<int>>(std::in_place));
  f(sample{"unique_ptr"}, std::make_unique<std::vector<int>>(2, 1));
  f(sample{"variant"}, std::variant<double, int, std::string>("text"));
  f(sample{"variant with monostate"}, std::variant<std::monostate, int>());
  f(sample{"aggregate"}, point{1, 2.5});
  f(sample{"aggregate with arrays", canonical::no}, named{"name", {{1, 2}, {3, 4}}}); // NULs at the end
  f(sample{"nested aggregates", canonical::no}, nested{{{1, 2}, {3, 4}}, {{"k", {5}}}, named{"n", {}}});
  f(sample{"aggregate with a base"}, derived{{1}, 2});
  f(sample{"tree"}, make_tree());
  f(sample{"tuple_for_serialization"}, closed(3, "private"));
}

template <class F> void each_dynamic(F &&f) {
  f(sample{"any"}, uf::any(42));
  f(sample{"any without value"}, uf::any());
  f(sample{"any in any"}, uf::any(std::map<std::string, uf::any>{{"k", std::vector<int>{1, 2}}}).wrap());
  f(sample{"vector<any>"}, std::vector<uf::any>{1, "x", uf::any()});
  f(sample{"error_value"}, uf::error_value("type", "message", 42));
  f(sample{"expected<int>"}, uf::expected<int>(7));
  f(sample{"expected<string>"}, uf::expected<std::string>(uf::error_value("t", "m", uf::any(1).wrap())));
  f(sample{"expected<void>"}, uf::expected<void>());
}

template <class F> void each_library_type(F &&f) {
  using namespace std::chrono;
  f(sample{"milliseconds"}, milliseconds(-1500));
  f(sample{"duration<double>"}, duration<double>(0.5));
  f(sample{"time_point"}, system_clock::time_point(system_clock::duration(1'700'000'000'000)));
  f(sample{"year_month_day", canonical::no}, year_month_day(year(2024), month(2), day(29)));
  f(sample{"weekday_indexed", canonical::no}, weekday_indexed(weekday(3), 2));
  f(sample{"year_month_day_last", canonical::no}, year_month_day_last(year(2024), month_day_last(month(2))));
  f(sample{"month_weekday", canonical::no}, month_weekday(month(5), weekday_indexed(weekday(0), 4)));
  f(sample{"month_weekday_last", canonical::no}, month_weekday_last(month(5), weekday_last(weekday(1))));
  f(sample{"year_month_weekday", canonical::no},
    year_month_weekday(year(2024), month(5), weekday_indexed(weekday(0), 4)));
  f(sample{"year_month_weekday_last", canonical::no},
    year_month_weekday_last(year(2024), month(5), weekday_last(weekday(1))));
  f(sample{"complex<double>"}, std::complex<double>(1, -2));
  f(sample{"valarray<int>"}, std::valarray<int>{1, 2, 3});
  f(sample{"bitset"}, std::bitset<11>(0x5a5));
  f(sample{"path"}, std::filesystem::path("/a/directory/with a/name.txt"));
  f(sample{"u16string", canonical::no}, std::u16string(u"\u20ac\xd83d\xde00"));
  f(sample{"u32string", canonical::no}, std::u32string(U"\u20ac"));
  f(sample{"u8string"}, std::u8string(u8"text"));
  f(sample{"forward_list<string>"}, std::forward_list<std::string>{"a", "b"});
  f(sample{"stack<int>"}, std::stack<int>({1, 2, 3}));
  f(sample{"queue<string>"}, std::queue<std::string>({"a", "b"}));
  f(sample{"priority_queue<int>", canonical::no}, std::priority_queue<int>(std::less<int>(), std::vector<int>{3, 1, 2}));
  f(sample{"atomic<int>"}, std::atomic<int>(5));
}

template <class F> void each_recursive(F &&f) {
  recursive r{1, {}, nullptr};
  r.branches.push_back({2, {}, nullptr});
  r.branches.push_back({3, {}, std::make_unique<recursive>(recursive{4, {}, nullptr})});
  f(sample{"a tree in a vector"}, r);
}

template <class F> void each_sample(F &&f) {
  each_number(f);
  each_container(f);
  each_compound(f);
  each_dynamic(f);
  each_library_type(f);
  each_recursive(f);
}

} // namespace samples
