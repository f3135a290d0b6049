// Which types are serializable, and that those come back which are hard to make.
#include <any>
#include <atomic>
#include <bitset>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <ufser/ufser.h>

namespace types {

struct point { int x; double y; };
struct nested { point p; std::string s; std::vector<point> v; };
struct hard { const int x; std::unique_ptr<int> p; const std::string s; };
struct empty {};
struct with_empty { empty e; int i; std::monostate m; };
struct arrays { char name[16]; int m[2][3]; std::string s[2]; point p[2]; long last; };
struct large { int a1, a2, a3, a4, a5, a6, a7, a8, a9; std::string s; int b1, b2, b3, b4, b5, b6, b7, b8; };
struct buffer { char bytes[700]; int i; };

class no_default {
public:
  no_default(int a, std::string b) : a_(a), b_(std::move(b)) {}
  auto tuple_for_serialization() const { return std::tie(a_, b_); }
  int a() const { return a_; }

private:
  int a_;
  std::string b_;
};
class by_adl {
  int a_ = 0;
  std::string b_;
  friend auto tuple_for_serialization(by_adl &x) { return std::tie(x.a_, x.b_); }
  friend auto tuple_for_serialization(const by_adl &x) { return std::tie(x.a_, x.b_); }

public:
  by_adl() = default;
  by_adl(int a, std::string b, int) : a_(a), b_(std::move(b)) {}
  int a() const { return a_; }
};
struct holds { int i; no_default n; by_adl b; std::optional<no_default> o; };

struct replaced { const int x; std::unique_ptr<int> p; };
struct const_array { const std::string s; char c[3]; std::optional<replaced> r; };

struct has_mutex { int a; std::mutex m; };
struct base { int b; };
struct derived : base { int d; };
struct only_base : base {};
struct empty_base : empty { int d; };
struct lvalue { int &r; };
struct const_lvalue { const int &r; int k; };
struct xvalue { int k; int &&r; };
struct anonymous_union { int k; union { int a; float f; }; };
union plain_union { int a; float f; };
struct holds_union { plain_union u; };
struct bit_field { int a : 3; int b : 5; };
struct list_node { int v; std::unique_ptr<list_node> next; };
struct tree { std::vector<tree> children; };
struct holds_any { std::any a; int k; };
struct holds_function { std::function<void()> f; int k; };
struct holds_pointer { int k; void *p; };
struct greedy { template <class T> greedy(T &&) {} };
struct holds_greedy { int a; greedy g; int b; };
struct convertible { int i; operator by_adl() const; operator by_adl &() const; }; // its own self, an int
struct own_protocol { int a, b; };
class private_state { int x = 0; public: int get() const { return x; } };
struct no_default_array { no_default n[2]; int i; };
struct incomplete;

inline auto closure = [] {};
inline auto capture = [x = 1] { return x; };

} // namespace types

template <> struct std::tuple_size<types::own_protocol> : std::integral_constant<std::size_t, 1> {};

using namespace types;

#define YES(...) static_assert(uf::serializable<__VA_ARGS__>)
#define NO(...) static_assert(!uf::serializable<__VA_ARGS__>)
YES(int); YES(const int); YES(std::byte); YES(char32_t); YES(long double); YES(std::string);
YES(point); YES(nested); YES(hard); YES(empty); YES(with_empty); YES(arrays); YES(large); YES(buffer);
YES(no_default); YES(by_adl); YES(convertible); YES(const_array); YES(holds);
YES(std::map<std::string, std::vector<std::optional<point>>>); YES(std::pair<const int, hard>);
YES(std::variant<std::monostate, int>); YES(std::vector<std::unique_ptr<nested>>);
YES(std::vector<std::monostate>); YES(std::array<int, 0>); YES(uf::any); YES(std::tuple<uf::any>);
NO(int &); NO(volatile int); NO(void); NO(int[3]); NO(int *); NO(const char *); NO(void (*)()); NO(std::nullptr_t);
NO(std::string_view); NO(std::mutex); NO(std::thread); NO(std::any); NO(std::function<void()>);
YES(std::atomic<int>); YES(std::bitset<3>); YES(std::filesystem::path);
NO(std::vector<std::mutex>); NO(std::optional<std::mutex>); NO(std::map<int, std::mutex>);
NO(std::variant<int, std::mutex>); NO(std::tuple<int &>); NO(std::unique_ptr<int[]>);
NO(std::unique_ptr<incomplete>); NO(std::unique_ptr<int, void (*)(int *)>); NO(std::initializer_list<int>);
NO(has_mutex); NO(std::vector<has_mutex>); YES(derived); YES(only_base); YES(empty_base); NO(lvalue);
NO(const_lvalue); NO(xvalue); NO(anonymous_union); NO(plain_union); NO(holds_union); YES(bit_field);
YES(list_node); YES(tree); NO(holds_any); NO(holds_function); NO(holds_pointer); NO(holds_greedy);
NO(greedy); NO(own_protocol); NO(private_state); YES(no_default_array);
NO(decltype(closure)); NO(decltype(capture)); NO(uf::any_view);
static_assert(uf::encodable<std::string_view> && uf::encodable<char[4]> && uf::encodable<uf::any_view>);
static_assert(uf::encodable<std::tuple<int &, const std::string &>>);

#define TYPE(s, ...) static_assert(uf::serialize_type<__VA_ARGS__>() == s)
TYPE("t2id", point);
TYPE("t3t2idslt2id", nested);
TYPE("t3iois", hard);
TYPE("i", with_empty);
TYPE("", empty);
TYPE("i", convertible);
TYPE("t5st2t3iiit3iiit2sst2t2idt2idI", arrays);
TYPE("t4it2ist2isot2is", holds);
TYPE("i", std::vector<std::monostate>); // their count
TYPE("b", std::optional<empty>);
TYPE("t2boi", std::variant<std::monostate, int>);
TYPE("I", long long);

namespace {

template <class T> T again(const T &v) { return uf::deserialize_as<T>(uf::serialize(v)); }

int visited = 0;
void count_all(auto &v) {
  ++visited;
  uf::visit_parts(v, [](auto &part) { count_all(part); });
}

// A type of somebody else, with a context.
template <class T> struct handle { T *to; };
struct table { std::vector<int> numbers; };

} // namespace

template <class T> struct uf::codec<handle<T>> {
  static constexpr auto type() { return uf::typestring("i"); }
  static void encode(writer &w, const handle<T> &v) {
    w.u32(static_cast<std::uint32_t>(v.to - static_cast<table *>(w.context)->numbers.data()));
  }
  static handle<T> decode(reader &r) {
    auto &numbers = static_cast<table *>(r.context)->numbers;
    const std::uint32_t i = r.u32();
    if (i >= numbers.size())
      r.fail(errc::malformed, "no such number");
    return {&numbers[i]};
  }
};
static_assert(uf::serializable<std::vector<handle<int>>>);
static_assert(uf::serialize_type<std::pair<handle<int>, handle<int>>>() == "t2ii");

TEST_CASE("structs come back without default constructors or assignment", "[types]") {
  const hard h = again(hard{7, std::make_unique<int>(3), "x"});
  CHECK((h.x == 7 && *h.p == 3 && h.s == "x"));
  const holds v = again(holds{1, {2, "n"}, {3, "b", 0}, no_default(4, "o")});
  CHECK((v.i == 1 && v.n.a() == 2 && v.b.a() == 3 && v.o->a() == 4));
  const arrays a = again(arrays{"name", {{1, 2, 3}, {4, 5, 6}}, {"p", "q"}, {{1, 2}, {3, 4}}, 9});
  CHECK((std::string(a.name) == "name" && a.m[1][2] == 6 && a.s[1] == "q" && a.p[1].y == 4 && a.last == 9));
  const const_array c = again(const_array{"s", "c", replaced{8, nullptr}});
  CHECK((c.s == "s" && c.c[0] == 'c' && c.r->x == 8));
  CHECK(again(large{1, 2, 3, 4, 5, 6, 7, 8, 9, "s", 1, 2, 3, 4, 5, 6, 7, 8}).b8 == 8);
  CHECK(again(std::vector<std::monostate>(3)).size() == 3);
  CHECK(again(std::array<int, 100>{1, 2, 3})[2] == 3);
}

namespace {

int destroyed = 0;
struct mortal {
  int id;
  ~mortal() { ++destroyed; }
};
template <class T> int destroyed_by_reading(const T &v) {
  const std::string bytes = uf::serialize(v);
  destroyed = 0;
  const T copy = uf::deserialize_as<T>(bytes);
  return destroyed;
}

} // namespace

TEST_CASE("elements with a destructor are made where they stay", "[types]") {
  CHECK(destroyed_by_reading(std::vector<mortal>(2)) == 0);
  CHECK(destroyed_by_reading(std::list<mortal>(2)) == 0);
  CHECK(destroyed_by_reading(std::deque<mortal>(2)) == 0);
  CHECK(destroyed_by_reading(std::map<int, mortal>{{1, {1}}, {2, {2}}}) == 0);
  CHECK(destroyed_by_reading(std::unordered_map<int, mortal>{{1, {1}}}) == 0);
#ifdef __clang__
  CHECK(destroyed_by_reading(std::optional<mortal>(mortal{1})) == 0);
  CHECK(destroyed_by_reading(std::variant<int, mortal>(mortal{1})) == 0);
  CHECK(destroyed_by_reading(std::pair<int, mortal>(1, mortal{1})) == 0);
  CHECK(destroyed_by_reading(std::unordered_map<int, std::optional<mortal>>{{1, mortal{1}}}) == 0);
#endif
}

TEST_CASE("char arrays: text, of any length up to theirs", "[types]") {
  struct full { char c[3]; int i; };
  CHECK(uf::serialize(full{{'a', 'b', 'c'}, 1}).size() == 4 + 3 + 4);
  CHECK(again(full{{'a', 'b', 'c'}, 1}).c[2] == 'c');
  CHECK(again(full{{'a', '\0', 'c'}, 1}).c[2] == '\0');
}

TEST_CASE("exact mode keeps what the format has no room for", "[types]") {
  struct precise { long double l; char c[3]; std::vector<long double> v; };
  const long double third = 1.0L / 3, huge = std::numeric_limits<long double>::max();
  std::string bytes, beside;
  uf::writer w(bytes), b(beside);
  w.beside = &b;
  uf::encode(w, precise{third, {'a', '\0', 'c'}, {-huge, std::numeric_limits<long double>::denorm_min()}});
  w.finish();
  b.finish();
  uf::reader r(bytes), rb(beside);
  r.beside = &rb;
  const precise p = uf::decode<precise>(r);
  CHECK((r.done() && rb.done()));
  CHECK((p.l == third && p.c[2] == 'c' && p.v[0] == -huge && p.v[1] == std::numeric_limits<long double>::denorm_min()));
}

TEST_CASE("visit reaches every sub-object", "[types]") {
  nested n{{1, 2}, "s", {{3, 4}, {5, 6}}};
  visited = 0;
  count_all(n);
  CHECK(visited == 1 + 3 + 1 + 1 + 2 * 3);
  const hard h{7, std::make_unique<int>(3), "x"};
  visited = 0;
  count_all(h);
  CHECK(visited == 1 + 1 + 2 + 1);
  const std::map<int, std::variant<int, point>> m{{1, 2}, {3, point{4, 5}}};
  visited = 0;
  count_all(m);
  CHECK(visited == 1 + 2 * 2 + 1 + 3);
  by_adl a;
  visited = 0;
  count_all(a);
  CHECK(visited == 3);
  const void *found = nullptr; // addresses are those of the object itself
  uf::visit_parts(n, [&](auto &part) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(part)>, std::string>)
      found = &part;
  });
  CHECK(found == &n.s);
}

TEST_CASE("codecs from outside find their context", "[types]") {
  table t{{10, 20, 30}};
  std::string bytes;
  {
    uf::writer w(bytes);
    w.context = &t;
    uf::encode(w, std::vector<handle<int>>{{&t.numbers[2]}, {&t.numbers[0]}});
  }
  uf::reader r(bytes);
  r.context = &t;
  const auto v = uf::decode<std::vector<handle<int>>>(r);
  CHECK((*v[0].to == 30 && *v[1].to == 10));
}

TEST_CASE("the writer: chunks, lengths, what is appended to", "[types]") {
  std::string out = "before";
  uf::writer w(out);
  const std::size_t mark = w.open_length();
  for (int i = 0; i < 1000; ++i)
    w.i32(i);
  w.close_length(mark);
  w.finish();
  REQUIRE(out.size() == 6 + 4 + 4000);
  uf::reader r(std::string_view(out).substr(6));
  CHECK(r.u32() == 4000);
  CHECK(r.i32() == 0);
  const std::vector<std::uint64_t> numbers(1000, 0x0102030405060708u);
  CHECK(again(numbers) == numbers);
  std::variant<int, std::string> v; // an exception takes back what was written
  struct throws { operator std::string() const { throw 1; } };
  CHECK_THROWS(v.emplace<std::string>(throws()));
  if (v.valueless_by_exception())
    CHECK_THROWS_AS(uf::serialize(std::tuple(1, v), out), uf::error);
  CHECK(out.size() == 6 + 4 + 4000);
}

TEST_CASE("any: asked for another type", "[types]") {
  const uf::any a(42);
  CHECK(a.get_as<int>() == 42);
  try {
    static_cast<void>(a.get_as<std::string>());
    FAIL_CHECK("converted");
  } catch (const uf::error &e) {
    CHECK(e.code() == uf::errc::type_mismatch);
  }
  CHECK(a.wrap().get_as<uf::any>() == a);
}
