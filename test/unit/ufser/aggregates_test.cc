// Structs without a word about serialization: bases, bit-fields, arrays, many members.
#include "both_ways.h"

#include <atomic>

namespace {

struct base { int b; };
struct base_2 : base {};
struct other { std::string o; };
struct empty {};
struct empty_2 {};
struct derived : base { int d; };

struct only_base : base {};
struct deeper : base_2 {};
struct two_bases : base, other {};
struct empty_base : empty { int d; };
struct two_empty : empty, empty_2 { int d; std::string s; };
struct list_of : std::vector<int> {};
struct own_copy : empty { empty e; std::optional<empty> o; std::variant<empty, int> v; int i; };
struct holds { only_base o; std::vector<two_bases> t; };

enum class color : unsigned char { red, green };
struct bits { int a : 3; unsigned b : 5; bool c : 1; color d : 2; unsigned long long e : 40; std::string s; int : 4; int last; };
struct bits_and_array { unsigned a : 2; int n[2]; };

class no_default {
public:
  no_default(int a) : a_(a) {}
  auto tuple_for_serialization() const { return std::tie(a_); }
  int get() const { return a_; }

private:
  int a_;
};
struct arrays { no_default n[2]; const int k; no_default m[2][2]; };
struct fixed_array { std::atomic<int> a[2]; int k; };
struct const_arrays { const int a[2]; const std::string s[2]; };

#define TEN(n) int a##n, b##n, c##n, d##n, e##n, f##n, g##n, h##n, i##n, j##n;
struct members_70 { int array[3]; TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) const int one_more; std::string s; TEN(7) };
struct members_130 {
  std::unique_ptr<int> first;
  TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9) TEN(10) TEN(11) TEN(12) TEN(13)
  std::string last;
};

struct __attribute__((packed)) packed { char a; int b; };
struct private_base : private base {};
struct virtual_base : virtual base {};
struct ambiguous : base_2, only_base {};
struct nested { struct { int x, y; } p[2]; struct { std::string s; } q; };

int sub_objects(const auto &v) {
  int n = 0;
  uf::visit_parts(v, [&](auto &) { ++n; });
  return n;
}

template <class T> T again(const T &v) { return uf::deserialize_as<T>(uf::serialize(v)); }

} // namespace

static_assert(!uf::encodable<packed> && !uf::encodable<private_base> && !uf::encodable<virtual_base>);
static_assert(uf::serializable<ambiguous>); // its two bases are not

// Where the bases have members, too (aggregate_layout.h).
struct bits_beside : base { int a : 3; int b; };
struct base_of_bits { int a : 3; };
struct beside_bits : base_of_bits { std::string s; };
struct nothing_beside : base { empty e; int i; };
struct reference_beside : base { int &r; };
struct union_beside : base { union { int i; float f; }; };
struct __attribute__((packed)) packed_beside : base { char c; int i; };
static_assert(!uf::encodable<bits_beside> && !uf::encodable<beside_bits> && !uf::encodable<nothing_beside>);
static_assert(!uf::encodable<reference_beside> && !uf::encodable<union_beside> && !uf::encodable<packed_beside>);

TEST_CASE("bases count as members", "[aggregates]") {
  both_ways(only_base{{7}}, "i", "00000007");
  both_ways(deeper{{{7}}}, "i", "00000007");
  both_ways(two_bases{{7}, {"x"}}, "t2is", "000000070000000178");
  both_ways(empty_base{{}, 7}, "i", "00000007");
  both_ways(two_empty{{}, {}, 7, "x"}, "t2is", "000000070000000178");
  both_ways(list_of{{1, 2}}, "li", "000000020000000100000002");
  both_ways(own_copy{{}, {}, empty(), 3, 4}, "t3bt2boii", "01" "000100000003" "00000004");
  both_ways(holds{{{7}}, {{{8}, {"x"}}}}, "t2ilt2is", "00000007" "00000001" "000000080000000178");
  CHECK(sub_objects(two_bases{{7}, {"x"}}) == 2);
  CHECK(sub_objects(two_empty{{}, {}, 7, "x"}) == 4);
  const two_bases t{{7}, {"x"}};
  const void *found = nullptr;
  uf::visit_parts(t, [&](auto &part) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(part)>, other>)
      found = &part;
  });
  CHECK(found == static_cast<const other *>(&t));
}

TEST_CASE("members beside bases with members", "[aggregates]") {
  both_ways(derived{{7}, 8}, "t2ii", "0000000700000008");
  derived d{{7}, 8};
  int *found = nullptr;
  uf::visit_parts(d, [&](auto &part) {
    if constexpr (std::is_same_v<decltype(part), int &>)
      found = &part;
  });
  CHECK(found == &d.d);
}

#ifdef __clang__ // g++ tells nothing of classes with padding
namespace {

struct tail_base { std::int64_t n; char c; };
struct in_tail : tail_base { char d; };
struct aligned : base { char a; alignas(2) char b; int c; };
struct no_address : other { [[no_unique_address]] tail_base t; char c; };
struct inner { char c; std::string s; };
struct inner_derived : derived { short s; };
struct everything : base, empty, other {
  char text[4];
  inner in;
  bool f, g;
  const std::string k;
  double grid[2][3];
  inner ins[2];
  inner_derived id;
  std::optional<int> o;
  std::unique_ptr<int> u;
};
struct unmovable_beside : base { std::atomic<int> a; std::string s; };
struct hard_beside : base { no_default n; no_default m[2]; };
struct same_beside : base { base b; std::optional<base> o; };
struct list_beside : std::vector<int> { int i; };
struct volatile_beside : base { volatile int v; };
struct misled { // says of another that it is itself
  misled() = default;
  auto tuple_for_serialization() const { return std::tie(first, second); }
  auto tuple_for_serialization() { return std::tie(first, second); }
  auto operator&() { return this + 1; }
  int first = 1, second = 2;
};
struct misled_beside : base { misled m; int i; };
struct recursive_beside : base { std::vector<recursive_beside> r; std::string s; };
struct linked_beside : other { int n; int *at; std::string_view text; };
template <class T> struct template_base { T t; };
template <class T> struct template_beside : template_base<T>, base { T u; template_base<T> v[2]; };

// What is read in order must be what lies where its name says.
bool same(const everything &a, const everything &b) {
  return a.b == b.b && a.other::o == b.other::o && std::string_view(a.text) == b.text && a.in.c == b.in.c && a.in.s == b.in.s && a.f == b.f && a.g == b.g &&
         a.k == b.k && a.grid[0][1] == b.grid[0][1] && a.grid[1][2] == b.grid[1][2] && a.ins[1].s == b.ins[1].s && a.id.b == b.id.b && a.id.d == b.id.d &&
         a.id.s == b.id.s && a.o == b.o && *a.u == *b.u;
}

} // namespace

TEST_CASE("members beside bases, wherever they lie", "[aggregates]") {
  both_ways(in_tail{{1, 'a'}, 'b'}, "t2t2Icc", "0000000000000001" "61" "62");
  both_ways(aligned{{1}, 'a', 'b', 2}, "t4icci", "00000001" "61" "62" "00000002");
  both_ways(no_address{{"x"}, {1, 'a'}, 'b'}, "t3st2Icc", "0000000178" "0000000000000001" "61" "62");
  both_ways(unmovable_beside{{1}, 2, "x"}, "t3iis", "00000001" "00000002" "0000000178");
  both_ways(hard_beside{{1}, 2, {3, 4}}, "t3iit2ii", "00000001" "00000002" "0000000300000004");
  both_ways(same_beside{{1}, {2}, base{3}}, "t3iioi", "00000001" "00000002" "0100000003");
  both_ways(template_beside<std::string>{{"a"}, {1}, "b", {{"c"}, {"d"}}}, "t4sist2ss", "0000000161" "00000001" "0000000162" "0000000163" "0000000164");
  both_ways(list_beside{{1, 2}, 3}, "t2lii", "000000020000000100000002" "00000003");
  static_assert(!uf::encodable<volatile_beside> && !uf::encodable<misled_beside>);
  CHECK(uf::serialize_type<recursive_beside>() == "a");
  CHECK(again(recursive_beside{{1}, {{{2}, {}, "x"}}, "y"}).r.at(0).s == "x");
  everything e{{1}, {}, {"o"}, "abc", {'c', "y"}, true, false, "k", {{1, 2, 3}, {4, 5, 6}}, {{'d', "e"}, {'f', "g"}}, {{{8}, 9}, 10}, 11, std::make_unique<int>(12)};
  CHECK(same(again(e), e));
  CHECK(sub_objects(e) == 13);
  linked_beside l{{"text"}, 5, nullptr, {}};
  l.at = &l.n;
  l.text = std::string_view(l.o).substr(1, 2);
  const auto m = uf::deserialize_graph<linked_beside>(uf::serialize_graph(l));
  CHECK((m->at == &m->n && m->text.data() == m->o.data() + 1));
}
#endif

TEST_CASE("bit-fields", "[aggregates]") {
  const bits b{-4, 31, true, color::green, 0xffffffffffull, "s", -1};
  both_ways(b, "t7iibiIsi", "fffffffc" "0000001f" "01" "00000001" "000000ffffffffff" "0000000173" "ffffffff");
  const bits c = again(b);
  CHECK((c.a == -4 && c.b == 31 && c.c && c.d == color::green && c.e == 0xffffffffffull && c.last == -1));
  using wide = std::tuple<int, unsigned, bool, int, unsigned long long, std::string, int>;
  auto accepts = [](const wide &w) {
    try {
      return uf::deserialize_as<bits>(uf::serialize(w)).last == 0;
    } catch (const uf::error &e) {
      CHECK(e.code() == uf::errc::malformed);
      return false;
    }
  };
  CHECK(accepts({3, 0u, false, 3, 0ull, "", 0}));
  CHECK_FALSE(accepts({4, 0u, false, 0, 0ull, "", 0}));
  CHECK_FALSE(accepts({0, 32u, false, 0, 0ull, "", 0}));
  CHECK_FALSE(accepts({0, 0u, false, 4, 0ull, "", 0}));
  CHECK_FALSE(accepts({0, 0u, false, 0, 1ull << 40, "", 0}));
  CHECK(sub_objects(b) == 2); // only what has an address
  both_ways(bits_and_array{3, {1, 2}}, "t2it2ii", "00000003" "0000000100000002");
  CHECK_THROWS_AS(uf::deserialize_as<bits_and_array>(uf::serialize(std::tuple(4, 1, 2))), uf::error);
}

TEST_CASE("arrays of what is hard to make", "[aggregates]") {
  both_ways(arrays{{1, 2}, 3, {{4, 5}, {6, 7}}}, "t3t2iiit2t2iit2ii", "00000001" "00000002" "00000003" "00000004" "00000005" "00000006" "00000007");
  both_ways(fixed_array{{1, 2}, 3}, "t2t2iii", "00000001" "00000002" "00000003");
  both_ways(const_arrays{{1, 2}, {"x", ""}}, "t2t2iit2ss", "0000000100000002" "000000017800000000");
  both_ways(nested{{{1, 2}, {3, 4}}, {"x"}}, "t2t2t2iit2iis", "00000001000000020000000300000004" "0000000178");
}

TEST_CASE("many members", "[aggregates]") {
  members_70 m{{1, 2, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 61, "s", 71, 2, 3, 4, 5, 6, 7, 8, 9, 80};
  const members_70 n = again(m);
  CHECK((n.array[2] == 3 && n.a1 == 1 && n.j6 == 10 && n.one_more == 61 && n.s == "s" && n.a7 == 71 && n.j7 == 80));
  CHECK(uf::serialize(n).size() == 3 * 4 + 60 * 4 + 4 + 5 + 40);
  members_130 w{};
  w.first = std::make_unique<int>(5);
  w.a1 = 11;
  w.j13 = 12;
  w.last = "end";
  const members_130 x = again(w);
  CHECK((*x.first == 5 && x.a1 == 11 && x.j13 == 12 && x.last == "end"));
  CHECK(uf::serialize_type<members_130>() == "t132oi" + std::string(130, 'i') + "s");
  CHECK(sub_objects(w) == 132);
}
