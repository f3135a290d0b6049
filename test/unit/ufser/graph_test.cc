// Shared objects: identity, circles, long chains, and documents that lie.
#include <ufser/ufser.h>

#include <catch2/catch.hpp>

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

struct node {
  int v = 0;
  std::shared_ptr<node> next;
  std::weak_ptr<node> back;
};
struct loop {
  std::shared_ptr<loop> next;
};
struct pair_of {
  std::shared_ptr<node> a, b;
};
struct account {
  std::string name;
  std::vector<int> moves;
};
struct aliases {
  std::shared_ptr<std::string> name; // first: the alias comes before what owns it
  std::shared_ptr<int> move;
  std::shared_ptr<account> whole;
  std::weak_ptr<std::string> watch;
};
class self : public std::enable_shared_from_this<self> {
public:
  self() = default;
  auto tuple_for_serialization() const { return std::tie(v, peer); }
  auto tuple_for_serialization() { return std::tie(v, peer); }
  int v = 0;
  std::weak_ptr<self> peer;
};
// Does not show its bases.
struct first_part {
  long other = 3;
  virtual ~first_part() = default;
};
struct second_part {
  int v = 1;
  auto tuple_for_serialization() const { return std::tie(v); }
  auto tuple_for_serialization() { return std::tie(v); }
};
struct derived_parts : first_part, second_part {
  int more = 2;
  auto tuple_for_serialization() const { return std::tie(v, more); }
  auto tuple_for_serialization() { return std::tie(v, more); }
};
struct leads_to_base {
  std::vector<derived_parts> all;
  second_part *one = nullptr;
  auto tuple_for_serialization() const { return std::tie(all, one); }
  auto tuple_for_serialization() { return std::tie(all, one); }
};
struct team {
  std::vector<std::shared_ptr<self>> all;
};
struct breaks_circles { // so that the sanitizer sees no leak
  std::shared_ptr<node> first;
  explicit breaks_circles(std::shared_ptr<node> f) : first(std::move(f)) {}
  ~breaks_circles() {
    while (first)
      first = std::exchange(first->next, nullptr);
  }
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

std::shared_ptr<node> chain(int n) {
  std::shared_ptr<node> first;
  for (int i = n; i > 0; --i)
    first = std::make_shared<node>(node{i, std::move(first), {}});
  return first;
}

} // namespace

TEST_CASE("without a graph a shared_ptr is a value") {
  STATIC_REQUIRE(uf::serializable<std::shared_ptr<int>>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::weak_ptr<int>>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::shared_ptr<int[]>>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::shared_ptr<std::mutex>>);
  CHECK(uf::serialize_type<std::shared_ptr<int>>() == "oi");
  CHECK(uf::serialize(std::make_shared<int>(7)) == std::string("\1\0\0\0\7", 5));
  CHECK(uf::serialize(std::shared_ptr<int>()) == std::string(1, '\0'));
  CHECK(*uf::deserialize_as<std::shared_ptr<int>>(std::string("\1\0\0\0\7", 5)) == 7);
  const auto p = std::make_shared<const int>(3);
  const auto two = uf::deserialize_as<std::vector<std::shared_ptr<const int>>>(uf::serialize(std::vector{p, p}));
  CHECK(two[0] != two[1]);
  const auto l = std::make_shared<loop>(); // a circle by value has no end
  l->next = l;
  CHECK_THROWS_AS(uf::serialize(l), uf::error);
  l->next = nullptr;
}

TEST_CASE("what may be in a graph") {
  STATIC_REQUIRE(uf::graph_serializable<int>);
  STATIC_REQUIRE(uf::graph_serializable<node>);
  STATIC_REQUIRE(uf::graph_serializable<std::vector<std::weak_ptr<node>>>);
  STATIC_REQUIRE(uf::graph_serializable<std::map<int, std::shared_ptr<node>>>);
  STATIC_REQUIRE(uf::graph_serializable<std::unordered_map<std::string, std::shared_ptr<node>>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::set<std::shared_ptr<node>>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::map<std::shared_ptr<int>, int>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::unordered_map<std::shared_ptr<int>, int>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::unordered_multimap<int, std::shared_ptr<int>>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::shared_ptr<std::mutex>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::shared_ptr<int[]>>);
  STATIC_REQUIRE_FALSE(uf::graph_serializable<std::shared_ptr<void>>);
}

TEST_CASE("one object stays one, circles stay circles") {
  pair_of p{std::make_shared<node>(), nullptr};
  p.b = p.a;
  p.a->v = 5;
  auto q = again(p);
  CHECK(q->a == q->b);
  CHECK(q->a.use_count() == 2);
  CHECK(q->a->v == 5);
  CHECK_FALSE(q->a->next);

  const breaks_circles c(chain(3));
  c.first->next->next->next = c.first;
  c.first->next->back = c.first;
  const std::string bytes = uf::serialize_graph(c.first);
  const auto r = uf::deserialize_graph<std::shared_ptr<node>>(bytes);
  const breaks_circles d(*r);
  CHECK(d.first->next->next->next == d.first);
  CHECK(d.first->next->back.lock() == d.first);
  CHECK(d.first->next->next->v == 3);
  CHECK(uf::serialize_graph(d.first) == bytes);
  *r = nullptr;
}

TEST_CASE("pointers to a part of what is shared") {
  aliases a;
  a.whole = std::make_shared<account>(account{"name", {1, 2, 3}});
  a.name = {a.whole, &a.whole->name};
  a.move = {a.whole, &a.whole->moves[2]};
  a.watch = a.name;
  const auto b = again(a);
  CHECK(b->name.get() == &b->whole->name);
  CHECK(b->move.get() == &b->whole->moves[2]);
  CHECK(b->watch.lock() == b->name);
  CHECK(b->whole.use_count() == 3);
  a.whole = nullptr; // two parts, and nobody to say of what
  CHECK(wrong(a) == uf::errc::outside);
  a.move = nullptr;
  CHECK(*again(a)->name == "name");
  // Another object under this owner.
  a.whole = std::make_shared<account>();
  a.move = std::shared_ptr<int>(a.whole, new int(1));
  const std::unique_ptr<int> mine(a.move.get());
  CHECK(wrong(a) == uf::errc::outside);
  a.move = std::shared_ptr<int>(a.whole, nullptr); // keeps it alive, and does not say what
  CHECK(wrong(a) == uf::errc::outside);
}

TEST_CASE("weak pointers") {
  node n;
  auto p = std::make_shared<node>();
  n.back = p;
  CHECK(wrong(n) == uf::errc::outside); // alive, but not saved
  p = nullptr;
  CHECK(again(n)->back.expired());
  team t;
  t.all = {std::make_shared<self>(), std::make_shared<self>()};
  t.all[0]->peer = t.all[1];
  t.all[1]->peer = t.all[0];
  const auto u = again(t);
  CHECK(u->all[0]->peer.lock() == u->all[1]);
  CHECK(u->all[1]->shared_from_this() == u->all[1]);
}

TEST_CASE("a chain of 100000 shared objects") {
  const breaks_circles c(chain(100'000));
  const std::string bytes = uf::serialize_graph(c.first);
  const auto r = uf::deserialize_graph<std::shared_ptr<node>>(bytes);
  const breaks_circles d(std::move(*r));
  int n = 0;
  for (const node *p = d.first.get(); p; p = p->next.get())
    REQUIRE(p->v == ++n);
  CHECK(n == 100'000);
  CHECK(uf::serialize_graph(d.first) == bytes);
}

TEST_CASE("links in all kinds of containers") {
  struct all {
    std::map<std::string, std::shared_ptr<int>> m;
    std::unordered_map<int, std::shared_ptr<int>> u;
    std::list<std::optional<std::shared_ptr<int>>> l;
    std::deque<std::variant<int, std::shared_ptr<int>>> d;
    std::unique_ptr<std::shared_ptr<int>> p;
    std::array<std::shared_ptr<int>, 2> a;
    std::tuple<int, std::shared_ptr<int>> t;
  };
  std::vector<std::shared_ptr<int>> v;
  for (int i = 0; i < 100; ++i)
    v.push_back(std::make_shared<int>(i));
  all x{{{"a", v[1]}, {"b", v[2]}}, {}, {v[3], std::nullopt, v[1]}, {7, v[2]}, std::make_unique<std::shared_ptr<int>>(v[4]), {v[5], v[1]}, {1, v[2]}};
  for (int i = 0; i < 100; ++i)
    x.u[i * 7] = v[static_cast<std::size_t>(i)];
  const auto y = again(x);
  for (int i = 0; i < 100; ++i)
    CHECK(*y->u.at(i * 7) == i);
  CHECK(y->m.at("a") == y->u.at(7));
  CHECK(y->l.back() == y->m.at("a"));
  CHECK(std::get<1>(y->d.at(1)) == std::get<1>(y->t));
  CHECK(*y->p == y->u.at(28));
  CHECK(y->a[1] == y->m.at("a"));
}

TEST_CASE("every wrong byte and every end is an error or a value") {
  aliases a;
  a.whole = std::make_shared<account>(account{"name", {1, 2, 3}});
  a.name = {a.whole, &a.whole->name};
  a.move = {a.whole, &a.whole->moves[2]};
  a.watch = a.name;
  const breaks_circles c(chain(3));
  c.first->next->back = c.first;
  const auto attack = []<class T>(const T &v) {
    const std::string good = uf::serialize_graph(v);
    const auto read = [](const std::string &bytes) {
      try {
        const auto t = uf::deserialize_graph<T>(bytes);
        try {
          (void)uf::serialize_graph(*t);
        } catch (const uf::error &) {
        }
        if constexpr (requires { t->first; })
          breaks_circles(t->first);
        else if constexpr (std::is_same_v<T, std::shared_ptr<node>>)
          breaks_circles(std::move(*t));
        return true;
      } catch (const uf::error &) {
        return false;
      }
    };
    REQUIRE(read(good));
    CHECK_FALSE(read(good + "x"));
    for (std::size_t i = 0; i < good.size(); ++i) {
      CHECK_FALSE(read(good.substr(0, i)));
      for (const unsigned bits : {1u, 2u, 4u, 8u, 0x80u, 0xffu, 0xfeu, 3u}) {
        std::string bad = good;
        bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ bits);
        read(bad);
      }
    }
  };
  attack(a);
  attack(c.first);
}

TEST_CASE("a pointer to a base of a class that does not show it", "[graph]") {
  leads_to_base v;
  v.all.resize(3);
  v.one = &v.all[1];
  const std::shared_ptr<leads_to_base> back = again(v);
  CHECK(back->one == static_cast<second_part *>(&back->all[1]));
  second_part apart;
  v.one = &apart;
  CHECK_THROWS_AS(uf::serialize_graph(v), uf::error);
}
