// Pointers, iterators and views into what is saved, and those that lead elsewhere.
#include <ufser/ufser.h>

#include <catch2/catch.hpp>

#include <cstdio>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

struct point {
  int x = 0, y = 0;
  std::string label;
};
struct node {
  int v;
  node *other; // to any, forwards too
  std::vector<node> kids;
};
class own {
public:
  auto tuple_for_serialization() const { return std::tie(items, current); }
  auto tuple_for_serialization() { return std::tie(items, current); }
  std::vector<int> items;
  int *current = nullptr;
};
class from_parts { // its constructor would see a pointer that is not set yet
public:
  explicit from_parts(const int *p) : p_(p) {}
  auto tuple_for_serialization() const { return std::tie(p_); }

private:
  const int *p_;
};
struct incomplete;
struct base {
  virtual ~base() = default;
};
struct has_file {
  std::FILE *f;
};

template <class T> std::shared_ptr<T> again(const T &v) {
  return uf::deserialize_graph<T>(uf::serialize_graph(v));
}
template <class T> uf::errc wrong(const T &v) {
  try {
    uf::serialize_graph(v);
    return {};
  } catch (const uf::error &e) {
    return e.code();
  }
}

} // namespace

TEST_CASE("what takes a graph, and what not even that helps") {
  STATIC_REQUIRE_FALSE(uf::serializable<int *>);
  STATIC_REQUIRE(uf::encodable<int *>);
  STATIC_REQUIRE(uf::encodable<const char *>);
  STATIC_REQUIRE_FALSE(uf::decodable<const char *>);
  STATIC_REQUIRE_FALSE(uf::encodable<char *>);
  STATIC_REQUIRE_FALSE(uf::encodable<const unsigned char *>);
  STATIC_REQUIRE_FALSE(uf::encodable<std::mutex *>);
  STATIC_REQUIRE_FALSE(uf::encodable<incomplete *>);
  STATIC_REQUIRE_FALSE(uf::encodable<base *>);
  STATIC_REQUIRE_FALSE(uf::encodable<std::vector<int>::iterator>);
  STATIC_REQUIRE_FALSE(uf::serializable<node>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::string_view>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::span<int>>);
  STATIC_REQUIRE(uf::encodable<std::span<const int>>);
  STATIC_REQUIRE(uf::graph_serializable<int *>);
  STATIC_REQUIRE(uf::graph_serializable<const point *>);
  STATIC_REQUIRE(uf::graph_serializable<int **>);
  STATIC_REQUIRE(uf::graph_serializable<node>);
  STATIC_REQUIRE(uf::graph_serializable<own>);
  STATIC_REQUIRE(uf::graph_serializable<std::string_view>);
  STATIC_REQUIRE(uf::graph_serializable<std::span<int, 3>>);
  STATIC_REQUIRE(uf::graph_serializable<std::vector<int>::iterator>);
  STATIC_REQUIRE(uf::graph_serializable<std::vector<point>::const_iterator>);
  STATIC_REQUIRE(uf::graph_serializable<std::string::iterator>);
  STATIC_REQUIRE(uf::graph_serializable<std::array<int, 3>::iterator>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<void *>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<void (*)()>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<int point::*>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<int &>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<incomplete *>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::mutex *>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<has_file>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<volatile int *>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<from_parts>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::set<int *>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::map<std::string_view, int>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::unordered_map<const char *, int>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::list<int>::iterator>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::map<int, int>::iterator>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::vector<bool>::iterator>);
  CHECK(uf::serialize_type<std::span<const int>>() == "li");
  CHECK(uf::serialize(std::span<const char>("ab", 2)) == std::string("\0\0\0\2ab", 6));
}

TEST_CASE("without a graph: written by value") {
  int i = 7;
  CHECK(uf::any(&i).print() == "<oi>7");
  CHECK(uf::any(static_cast<const int *>(nullptr)).print() == "<oi>none");
  const char *text = "abc", *nothing = nullptr;
  CHECK(uf::any(text).print() == "<s>\"abc\"");
  CHECK(uf::serialize(std::vector{text, text}) == uf::serialize(std::vector<std::string>{"abc", "abc"}));
  CHECK_THROWS_AS(uf::serialize(nothing), uf::error);
  node last{2, nullptr, {}}, first{1, &last, {}};
  CHECK(uf::any(first).print() == "<a><t3ioala>(1,<t3ioala>(2,none,[]),[])");
  last.other = &first;
  CHECK_THROWS_AS(uf::serialize(first), uf::error); // a circle has no end
}

TEST_CASE("to members, elements, and what others own") {
  struct all {
    const int *in_struct, *in_vector, *in_array, *in_list, *in_map, *in_hash, *in_optional, *in_unique, *in_shared, *none;
    int **to_pointer;
    const std::vector<int> *whole;
    char *letter;
    point p;
    std::vector<std::vector<int>> v;
    int a[3];
    std::list<int> l;
    std::map<std::string, point> m;
    std::unordered_map<std::string, int> h;
    std::optional<point> o;
    std::unique_ptr<point> u;
    std::shared_ptr<point> s;
    int *plain;
    std::string text;
  };
  all x{};
  x.p = {1, 2, "p"};
  x.v = {{1}, {}, {2, 3, 4}};
  x.l = {5, 6, 7};
  x.m = {{"k", {1, 2, "m"}}};
  for (int i = 0; i < 50; ++i)
    x.h[std::to_string(i)] = i;
  x.o = point{3, 4, "o"};
  x.u = std::make_unique<point>(point{5, 6, "u"});
  x.s = std::make_shared<point>(point{7, 8, "s"});
  x.text = "some text";
  x.in_struct = &x.p.y;
  x.in_vector = &x.v[2][1];
  x.in_array = &x.a[2];
  x.in_list = &*std::next(x.l.begin(), 2);
  x.in_map = &x.m["k"].y;
  x.in_hash = &x.h["31"];
  x.in_optional = &x.o->x;
  x.in_unique = &x.u->y;
  x.in_shared = &x.s->y;
  x.plain = &x.a[0];
  x.to_pointer = &x.plain;
  x.whole = &x.v[2];
  x.letter = &x.text[5];
  const auto y = again(x);
  CHECK(y->in_struct == &y->p.y);
  CHECK(y->in_vector == &y->v[2][1]);
  CHECK(y->in_array == &y->a[2]);
  CHECK(y->in_list == &y->l.back());
  CHECK(y->in_map == &y->m["k"].y);
  CHECK(y->in_hash == &y->h["31"]);
  CHECK(y->in_optional == &y->o->x);
  CHECK(y->in_unique == &y->u->y);
  CHECK(y->in_shared == &y->s->y);
  CHECK(y->none == nullptr);
  CHECK(*y->to_pointer == &y->a[0]);
  CHECK(y->whole == &y->v[2]);
  CHECK(y->letter == &y->text[5]);
  CHECK(uf::serialize_graph(*y).size() == uf::serialize_graph(x).size());
}

namespace {
// Pointers to entries as a whole, to keys and to what is mapped, before and behind the map.
template <class Map> struct entries {
  std::vector<typename Map::value_type *> whole;
  Map m;
  std::vector<const typename Map::key_type *> keys;
  std::vector<typename Map::mapped_type *> mapped;
  const std::vector<typename Map::value_type *> *all = nullptr;
};
template <class Map> void all_entries(Map m) {
  entries<Map> v;
  v.m = std::move(m);
  for (auto &e : v.m) {
    v.whole.push_back(&e);
    v.keys.push_back(&e.first);
    v.mapped.push_back(&e.second);
  }
  v.all = &v.whole;
  const auto y = again(v);
  CHECK(y->all == &y->whole);
  REQUIRE((y->whole.size() == v.m.size() && y->keys.size() == v.m.size() && y->mapped.size() == v.m.size()));
  std::set<const void *> there;
  for (auto &e : y->m)
    there.insert(&e);
  for (std::size_t i = 0; i < v.m.size(); ++i) {
    CHECK(there.erase(y->whole[i]) == 1);
    CHECK(*y->whole[i] == *v.whole[i]);
    CHECK(y->keys[i] == &y->whole[i]->first);
    CHECK(y->mapped[i] == &y->whole[i]->second);
  }
}
} // namespace

TEST_CASE("to entries of maps") {
  STATIC_REQUIRE(uf::graph_serializable<std::pair<const int, int> *>);
  all_entries(std::map<int, std::string>{{1, "one"}, {2, "two"}, {3, "three"}});
  all_entries(std::map<std::string, std::vector<int>>{{"a", {1}}, {"b", {}}});
  all_entries(std::multimap<int, int>{{1, 1}, {1, 2}, {1, 3}, {2, 1}});
  std::unordered_map<std::string, int> hash;
  std::unordered_multimap<int, int> equal;
  for (int i = 0; i < 100; ++i)
    hash[std::to_string(i)] = i, equal.emplace(i % 7, i);
  all_entries(hash);
  all_entries(equal);
  all_entries(std::map<int, int>{});
}

TEST_CASE("to an entry of a map that is not saved") {
  std::map<int, int> outside{{1, 2}};
  CHECK(wrong(&*outside.begin()) == uf::errc::outside);
  struct all {
    std::map<int, int> m;
    std::pair<const int, int> *entry;
  };
  CHECK(wrong(all{{{1, 2}}, &*outside.begin()}) == uf::errc::outside);
}

TEST_CASE("to elements with equal keys") {
  struct all {
    std::unordered_multimap<int, int> m;
    std::vector<int *> to;
  };
  all v;
  for (int i = 0; i < 300; ++i)
    v.m.emplace(i % 3, i);
  for (auto &[key, mapped] : v.m)
    v.to.push_back(&mapped);
  const auto y = again(v);
  std::size_t wrong_ones = 0;
  for (std::size_t i = 0; i < v.to.size(); ++i)
    wrong_ones += *y->to[i] != *v.to[i];
  CHECK(wrong_ones == 0);
}

TEST_CASE("forwards, backwards and round about") {
  node n{1, nullptr, {{2, nullptr, {}}, {3, nullptr, {{4, nullptr, {}}}}}};
  n.other = &n.kids[1].kids[0];
  n.kids[1].kids[0].other = &n.kids[0];
  n.kids[0].other = &n;
  n.kids[1].other = &n.kids[1];
  const auto m = again(n);
  CHECK(m->other == &m->kids[1].kids[0]);
  CHECK(m->kids[1].kids[0].other == &m->kids[0]);
  CHECK(m->kids[0].other == m.get());
  CHECK(m->kids[1].other == &m->kids[1]);
  own o;
  o.items = {1, 2, 3};
  o.current = &o.items[1];
  const auto p = again(o);
  CHECK(p->current == &p->items[1]);
}

TEST_CASE("behind the end, iterators, spans") {
  struct all {
    std::vector<int> v, none;
    std::string s;
    std::array<point, 2> a;
    int *end;
    std::vector<int>::iterator i, last;
    std::vector<int>::const_iterator nothing;
    std::string::iterator c;
    std::array<point, 2>::iterator p;
    std::span<int> some, rest;
    std::span<const point, 2> fixed;
    std::span<int> one;
    int single;
    std::string_view view, tail;
  };
  all x{{1, 2, 3}, {}, "text of some length that is not short", {}, {}, {}, {}, {}, {}, {}, {}, {}, std::span<const point, 2>(static_cast<const point *>(nullptr), 2), {}, 7, {}, {}};
  x.end = x.v.data() + 3;
  x.i = x.v.begin() + 1;
  x.last = x.v.end();
  x.c = x.s.begin() + 5;
  x.p = x.a.begin() + 1;
  x.some = std::span(x.v).subspan(1, 2);
  x.rest = std::span(x.v).subspan(3);
  x.fixed = std::span<const point, 2>(x.a);
  x.one = {&x.single, 1};
  x.view = std::string_view(x.s).substr(5, 2);
  x.tail = std::string_view(x.s).substr(x.s.size());
  const auto y = again(x);
  CHECK(y->end == y->v.data() + 3);
  CHECK(y->i == y->v.begin() + 1);
  CHECK(y->last == y->v.end());
  CHECK(y->nothing == std::vector<int>::const_iterator());
  CHECK(y->c == y->s.begin() + 5);
  CHECK(y->p == y->a.begin() + 1);
  CHECK((y->some.data() == &y->v[1] && y->some.size() == 2));
  CHECK((y->rest.data() == y->v.data() + 3 && y->rest.empty()));
  CHECK(y->fixed.data() == y->a.data());
  CHECK((y->one.data() == &y->single && y->one.size() == 1));
  CHECK((y->view == "of" && y->view.data() == y->s.data() + 5));
  CHECK((y->tail.empty() && y->tail.data() == y->s.data() + y->s.size()));
}

TEST_CASE("other text is copied, and overlapping texts stay one") {
  struct all {
    const char *a, *b, *null, *inside;
    std::string_view v, w, empty, nothing;
    std::string s;
  };
  const std::string elsewhere = "not saved";
  static const char literal[] = "a literal";
  all x{literal, literal + 2, nullptr, nullptr, elsewhere, std::string_view(elsewhere).substr(4), std::string_view("", 0), {}, "saved"};
  x.inside = x.s.data() + 2;
  const auto y = again(x);
  CHECK(std::string(y->a) == "a literal");
  CHECK(y->b == y->a + 2);
  CHECK(y->a != x.a);
  CHECK_FALSE(y->null);
  CHECK(y->inside == y->s.data() + 2);
  CHECK(y->v == "not saved");
  CHECK(y->w.data() == y->v.data() + 4);
  CHECK(y->empty.empty());
  CHECK(y->nothing.data() == nullptr);
  CHECK(uf::serialize_graph(*y) == uf::serialize_graph(x));
}

TEST_CASE("a view into text that is shorter now: an error") {
  struct shortened {
    std::string text;
    std::string_view view;
  };
  shortened s{"text", {}};
  s.view = s.text;
  s.text.pop_back();
  CHECK(wrong(s) == uf::errc::outside);
  s.text.clear();
  CHECK(wrong(s) == uf::errc::outside);
  s.view = s.text;
  CHECK(wrong(s) == uf::errc());
}

TEST_CASE("to something else: an error") {
  int other = 0;
  CHECK(wrong(&other) == uf::errc::outside);
  CHECK(wrong(std::span<int>(&other, 1)) == uf::errc::outside);
  char text[] = "text";
  CHECK(wrong(+text) == uf::errc::outside); // not const: somebody may write to it
  struct near {
    long number;
    int *p;
  };
  near n{0, nullptr};
  n.p = reinterpret_cast<int *>(&n.number); // an object, but of another type
  CHECK(wrong(n) == uf::errc::outside);
}

TEST_CASE("many pointers into much") {
  struct all {
    std::vector<int> numbers;
    std::vector<int *> to;
    std::vector<point> points;
    std::vector<std::string *> labels;
  };
  all x;
  x.numbers.resize(1'000'000);
  x.points.resize(20'000);
  for (std::size_t i = 0; i < 100'000; ++i)
    x.to.push_back(&x.numbers[i * 7919 % x.numbers.size()]);
  for (auto &p : x.points)
    x.labels.push_back(&p.label);
  const auto y = again(x);
  for (std::size_t i = 0; i < y->to.size(); ++i)
    REQUIRE(y->to[i] == &y->numbers[i * 7919 % y->numbers.size()]);
  for (std::size_t i = 0; i < y->labels.size(); ++i)
    REQUIRE(y->labels[i] == &y->points[i].label);
}

TEST_CASE("every wrong byte of a document with pointers") {
  struct all {
    std::vector<point> v;
    point *p;
    std::string s;
    std::string_view view;
    const char *c;
    std::span<point> some;
    std::span<int, 2> fixed;
    std::array<int, 3> a;
    std::vector<point>::iterator i;
    std::unordered_map<std::string, int *> h;
    std::shared_ptr<std::vector<int>> shared;
    std::shared_ptr<int> part;
  };
  all x{{{1, 2, "a"}, {3, 4, "b"}}, nullptr, "string", {}, "literal", {}, std::span<int, 2>(static_cast<int *>(nullptr), 2), {}, {}, {}, {}, {}};
  x.p = &x.v[1];
  x.view = std::string_view(x.s).substr(2);
  x.some = x.v;
  x.fixed = std::span(x.a).subspan<1, 2>();
  x.i = x.v.end();
  x.shared = std::make_shared<std::vector<int>>(3);
  x.part = {x.shared, &(*x.shared)[1]};
  x.h = {{"one", &x.v[0].y}, {"two", &(*x.shared)[2]}, {"three", nullptr}};
  const std::string good = uf::serialize_graph(x);
  const auto read = [](const std::string &bytes) {
    try {
      const auto y = uf::deserialize_graph<all>(bytes);
      // Everything that came back can be looked at.
      std::size_t sum = y->view.size() + std::string(y->c ? y->c : "").size();
      for (const point &p : y->some)
        sum += p.label.size();
      if (y->fixed.data())
        sum += static_cast<std::size_t>(y->fixed[0] + y->fixed[1]);
      if (y->part)
        sum += static_cast<std::size_t>(*y->part);
      for (const char c : y->view)
        sum += static_cast<unsigned char>(c);
      for (const auto &[k, p] : y->h)
        sum += p && !(y->shared && p == y->shared->data() + y->shared->size()) && p != y->a.end() ? static_cast<std::size_t>(*p) : k.size();
      return sum != static_cast<std::size_t>(-1);
    } catch (const uf::error &) {
      return false;
    }
  };
  REQUIRE(read(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK_FALSE(read(good.substr(0, i)));
    for (const unsigned bits : {1u, 2u, 4u, 8u, 16u, 32u, 64u, 128u, 255u}) {
      std::string bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ bits);
      read(bad);
    }
  }
}
