// Base classes that stand for the classes derived from them: owned alone, shared, pointed to, nested.
#include <ufser/ufser.h>

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

struct shape {
  virtual ~shape() = default;
  virtual double area() const = 0;
};
struct circle final : shape {
  double r = 1;
  circle() = default;
  explicit circle(double radius) : r(radius) {}
  double area() const override { return 3 * r * r; }
  auto tuple_for_serialization() const { return std::tie(r); }
  auto tuple_for_serialization() { return std::tie(r); }
};
struct square final : shape, std::enable_shared_from_this<square> {
  double side = 1;
  std::string name;
  double area() const override { return side * side; }
  auto tuple_for_serialization() const { return std::tie(side, name); }
  auto tuple_for_serialization() { return std::tie(side, name); }
};
struct group : shape {
  std::vector<std::unique_ptr<shape>> parts;
  double area() const override {
    double sum = 0;
    for (const auto &p : parts)
      sum += p->area();
    return sum;
  }
  auto tuple_for_serialization() const { return std::tie(parts); }
  auto tuple_for_serialization() { return std::tie(parts); }
};
struct unlisted : shape {
  double area() const override { return 0; }
};

// A base that has state and a tuple of its own; virtual inheritance; links in both directions.
struct actor {
  virtual ~actor() = default;
  int health = 100;
  std::weak_ptr<actor> target;
  auto tuple_for_serialization() const { return std::tie(health, target); }
  auto tuple_for_serialization() { return std::tie(health, target); }
};
struct player : virtual actor {
  std::string name;
  auto tuple_for_serialization() const { return std::tie(health, target, name); }
  auto tuple_for_serialization() { return std::tie(health, target, name); }
};
struct monster : virtual actor {
  int teeth = 0;
  std::shared_ptr<actor> prey;
  auto tuple_for_serialization() const { return std::tie(health, target, teeth, prey); }
  auto tuple_for_serialization() { return std::tie(health, target, teeth, prey); }
};

struct not_registered {
  virtual ~not_registered() = default;
};

} // namespace

template <> struct uf::polymorphic<shape>
    : uf::one_of<uf::named<"circle", circle>, uf::named<"square", square>, uf::named<"group", group>> {};
template <> struct uf::polymorphic<actor> : uf::one_of<uf::named<"player", player>, uf::named<"monster", monster>> {};

static_assert(uf::serializable<std::unique_ptr<shape>>);
static_assert(uf::serializable<std::vector<std::shared_ptr<shape>>>);
static_assert(uf::type_v<std::unique_ptr<shape>> == uf::typestring("ot2sa"));
static_assert(uf::type_v<std::shared_ptr<const shape>> == uf::typestring("ot2sa"));
static_assert(!uf::serializable<shape>);
static_assert(!uf::serializable<std::unique_ptr<not_registered>>);
static_assert(!uf::serializable<std::shared_ptr<not_registered>>);
static_assert(uf::graph_serializable<std::shared_ptr<actor>>);
static_assert(!uf::serializable<std::unique_ptr<actor>>); // a weak_ptr inside takes a graph
static_assert(uf::graph_serializable<std::unique_ptr<actor>>);

namespace {

std::unique_ptr<shape> sample() {
  auto all = std::make_unique<group>();
  auto s = std::make_unique<square>();
  s->side = 2;
  s->name = "two";
  all->parts.push_back(std::make_unique<circle>(3.));
  all->parts.push_back(std::move(s));
  all->parts.push_back(nullptr);
  all->parts.pop_back();
  return all;
}

std::string bytes_of_graph() {
  auto p = std::make_shared<player>();
  auto m = std::make_shared<monster>();
  p->name = "a player with a name";
  p->target = m;
  m->target = p;
  m->prey = p;
  return uf::serialize_graph(std::vector<std::shared_ptr<actor>>{p, m, nullptr, p});
}

} // namespace

TEST_CASE("an object comes back as the class that it was") {
  const std::unique_ptr<shape> v = sample();
  const std::string bytes = uf::serialize(v);
  const auto back = uf::deserialize_as<std::unique_ptr<shape>>(bytes);
  REQUIRE(back);
  REQUIRE(dynamic_cast<group *>(back.get()));
  CHECK(back->area() == v->area());
  const auto &parts = static_cast<const group &>(*back).parts;
  REQUIRE(parts.size() == 2);
  CHECK(dynamic_cast<const circle *>(parts[0].get()));
  CHECK(static_cast<const square &>(*parts[1]).name == "two");
  CHECK(uf::serialize(back) == bytes);
  CHECK(uf::any(v).print() ==
        R"(<ot2sa>("group",<lot2sa>[("circle",<d>3.),("square",<t2ds>(2.,"two"))]))");
  CHECK(uf::serialize(std::unique_ptr<shape>()) == std::string(1, '\0'));
}

TEST_CASE("a class that is not listed is an error") {
  std::unique_ptr<shape> v = std::make_unique<unlisted>();
  CHECK_THROWS_AS(uf::serialize(v), uf::error);
  std::string bytes = uf::serialize(std::unique_ptr<shape>(std::make_unique<circle>(3.)));
  bytes.replace(bytes.find("circle"), 6, "Circle");
  CHECK_THROWS_AS(uf::deserialize_as<std::unique_ptr<shape>>(bytes), uf::error);
}

TEST_CASE("a polymorphic object is shared as it was") {
  auto s = std::make_shared<square>();
  s->name = "shared";
  std::pair<std::vector<std::shared_ptr<shape>>, std::shared_ptr<square>> v{{s, s, std::make_shared<circle>(2.)}, s};
  const std::string bytes = uf::serialize_graph(v);
  const auto back = uf::deserialize_graph<decltype(v)>(bytes);
  CHECK(back->first[0] == back->first[1]);
  CHECK(back->first[0] == back->second);
  CHECK(back->second.use_count() == 3);
  CHECK(back->second->name == "shared");
  CHECK(back->second->shared_from_this() == back->second);
  CHECK(dynamic_cast<circle *>(back->first[2].get()));
  CHECK(uf::serialize_graph(*back) == bytes);
}

TEST_CASE("circles of polymorphic objects, virtual bases") {
  const auto back = uf::deserialize_graph<std::vector<std::shared_ptr<actor>>>(bytes_of_graph());
  REQUIRE(back->size() == 4);
  auto p = std::dynamic_pointer_cast<player>((*back)[0]);
  auto m = std::dynamic_pointer_cast<monster>((*back)[1]);
  REQUIRE(p);
  REQUIRE(m);
  CHECK(p->name == "a player with a name");
  CHECK(p->target.lock() == m);
  CHECK(m->target.lock() == p);
  CHECK(m->prey == p);
  CHECK((*back)[2] == nullptr);
  CHECK((*back)[3] == p);
}

TEST_CASE("pointers to the base and to the class of an owned object") {
  struct scene {
    std::unique_ptr<shape> owned;
    shape *base;
    square *exact;
    double *part;
  };
  auto s = std::make_unique<square>();
  s->side = 5;
  square *const raw = s.get();
  scene v{std::move(s), raw, raw, &raw->side};
  const auto back = uf::deserialize_graph<scene>(uf::serialize_graph(v));
  CHECK(back->base == back->owned.get());
  CHECK(back->exact == back->owned.get());
  REQUIRE(back->part == &back->exact->side);
  CHECK(*back->part == 5);
}

TEST_CASE("hostile polymorphic objects") {
  const std::string one = uf::serialize(sample()), many = bytes_of_graph();
  auto read = [](const std::string &b, bool graph) {
    try {
      if (graph) {
        const auto all = uf::deserialize_graph<std::vector<std::shared_ptr<actor>>>(b);
        for (const auto &a : *all) // a changed link may make an object own itself
          if (auto *m = dynamic_cast<monster *>(a.get()))
            m->prey.reset();
      } else
        static_cast<void>(uf::deserialize_as<std::unique_ptr<shape>>(b));
      return true;
    } catch (const uf::error &) {
      return false;
    }
  };
  for (const bool graph : {false, true}) {
    const std::string &good = graph ? many : one;
    for (std::size_t n = 0; n < good.size(); ++n)
      CHECK_FALSE(read(good.substr(0, n), graph));
    int accepted = 0;
    for (std::size_t i = 0; i < good.size(); ++i)
      for (int bit = 0; bit < 8; ++bit) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
        accepted += read(bad, graph);
      }
    CHECK(accepted < static_cast<int>(good.size()) * 8);
  }
}

TEST_CASE("nesting is limited") {
  std::unique_ptr<shape> v = std::make_unique<circle>();
  for (int i = 0; i < 1500; ++i) {
    auto outer = std::make_unique<group>();
    outer->parts.push_back(std::move(v));
    v = std::move(outer);
  }
  CHECK_THROWS_AS(uf::serialize(v), uf::error);
}
