// Types that contain themselves: an any with one level in it, as deep as the limit allows.
#include <ufser/ufser.h>

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace {

struct node {
  int v;
  std::unique_ptr<node> next;
};
struct tree {
  int v;
  std::vector<tree> kids;
  bool operator==(const tree &) const = default;
};
struct forest { // mutual
  std::map<std::string, std::optional<int>> names;
  std::vector<tree> trees;
};
struct left;
struct right {
  std::unique_ptr<left> l;
  int n;
};
struct left {
  std::vector<right> r;
};
struct json {
  std::variant<std::monostate, double, std::string, std::vector<json>, std::map<std::string, json>> v;
  bool operator==(const json &) const = default;
};
class own {
public:
  own() = default;
  explicit own(int v) : v_(v) {}
  own &add(own o) { return kids_.push_back(std::move(o)), *this; }
  auto tuple_for_serialization() const { return std::tie(v_, kids_); }
  auto tuple_for_serialization() { return std::tie(v_, kids_); }
  bool operator==(const own &) const = default;

private:
  int v_ = 0;
  std::vector<own> kids_;
};
struct locked {
  std::mutex m;
  std::vector<locked> more;
};
struct hides_mutex {
  std::vector<std::pair<int, std::unique_ptr<hides_mutex>>> kids;
  std::unique_ptr<std::mutex> m;
};

// Not a class of members: no any to stop at.
template <class T> struct nest {
  std::vector<nest> kids;
};

std::unique_ptr<node> chain(int n) {
  std::unique_ptr<node> first;
  for (int i = n; i > 0; --i)
    first = std::make_unique<node>(node{i, std::move(first)});
  return first;
}
void cut(std::unique_ptr<node> n) { // destroying it would recurse
  while (n)
    n = std::move(n->next);
}

template <class T> T again(const T &v) { return uf::deserialize_as<T>(uf::serialize(v)); }

} // namespace

template <class T> struct uf::codec<nest<T>> {
  using parts = uf::parts<std::vector<nest<T>>>;
  static constexpr auto type() { return uf::type_v<std::vector<nest<T>>>; }
  static void encode(uf::writer &w, const nest<T> &v) { uf::encode(w, v.kids); }
  static nest<T> decode(uf::reader &r) { return {uf::decode<std::vector<nest<T>>>(r)}; }
};

TEST_CASE("a class that contains itself is an any") {
  STATIC_REQUIRE(uf::serializable<node>);
  STATIC_REQUIRE(uf::serializable<std::unique_ptr<node>>);
  CHECK(uf::serialize_type<node>() == "a");
  CHECK(uf::serialize_type<std::unique_ptr<node>>() == "oa");
  CHECK(uf::serialize_type<std::vector<tree>>() == "la");
  CHECK(uf::serialize_type<tree>() == "a");
  CHECK(uf::serialize_type<forest>() == "t2msoila");
  CHECK(uf::serialize_type<right>() == "a");
  CHECK(uf::serialize_type<left>() == "a");
  CHECK(uf::serialize_type<json>() == "a");
  CHECK(uf::serialize_type<own>() == "a");
}

TEST_CASE("the concepts look through it, whoever asks first") {
  STATIC_REQUIRE(uf::serializable<std::vector<right>>);
  STATIC_REQUIRE(uf::serializable<left>);
  STATIC_REQUIRE(uf::serializable<right>);
  STATIC_REQUIRE_FALSE(uf::serializable<locked>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::vector<locked>>);
  STATIC_REQUIRE_FALSE(uf::serializable<hides_mutex>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::vector<std::pair<int, std::unique_ptr<hides_mutex>>>>);
  STATIC_REQUIRE_FALSE(uf::serializable<nest<int>>);
  STATIC_REQUIRE_FALSE(uf::serializable<std::vector<nest<int>>>);
}

TEST_CASE("bytes of one level") {
  const node n{7, nullptr};
  CHECK(uf::serialize(n) == std::string("\0\0\0\5t2ioa\0\0\0\5\0\0\0\7\0", 18));
  const auto back = again(n);
  CHECK(back.v == 7);
  CHECK_FALSE(back.next);
  CHECK(uf::any(tree{1, {{2, {}}}}).print().find("<a>") == 0);
}

TEST_CASE("there and back") {
  const tree t{1, {{2, {}}, {3, {{4, {}}, {5, {{6, {}}}}}}}};
  CHECK(again(t) == t);
  json j{std::map<std::string, json>{{"a", {1.5}}, {"b", {std::vector<json>{{"x"}, {}}}}}};
  CHECK(again(j) == j);
  const own o = own(1).add(own(2).add(own(3))).add(own(4));
  CHECK(again(o) == o);
  left l;
  l.r.push_back({std::make_unique<left>(), 3});
  l.r[0].l->r.push_back({nullptr, 4});
  const left b = again(l);
  CHECK(b.r.at(0).l->r.at(0).n == 4);
  auto c = again(chain(900));
  int n = 0;
  for (const node *p = c.get(); p; p = p->next.get())
    CHECK(p->v == ++n);
  CHECK(n == 900);
}

TEST_CASE("too deep is an error, both ways") {
  auto c = chain(1'000'000);
  std::string out = "before";
  try {
    uf::serialize(c, out);
    FAIL("no error");
  } catch (const uf::error &e) {
    CHECK(e.code() == uf::errc::limit_exceeded);
    CHECK(std::string(e.what()).find("1000 levels") != std::string::npos);
  }
  CHECK(out == "before");
  cut(std::move(c));

  const std::string bytes = uf::serialize(chain(100));
  CHECK_NOTHROW(uf::deserialize_as<std::unique_ptr<node>>(bytes));
  uf::limits l;
  l.depth = 99;
  try {
    uf::deserialize_as<std::unique_ptr<node>>(bytes, l);
    FAIL("no error");
  } catch (const uf::error &e) {
    CHECK(e.code() == uf::errc::limit_exceeded);
  }
}

TEST_CASE("what is inside the any must be the class") {
  const auto wrong = [](const std::string &bytes) {
    try {
      uf::deserialize_as<tree>(bytes);
      return uf::errc{};
    } catch (const uf::error &e) {
      return e.code();
    }
  };
  CHECK(wrong(uf::serialize(node{1, nullptr})) == uf::errc::type_mismatch);
  CHECK(wrong(std::string(8, '\0')) == uf::errc::type_mismatch);
  CHECK(wrong(uf::serialize(uf::any(std::tuple<int, std::vector<uf::any>, int>()))) == uf::errc::type_mismatch);
  const std::string good = uf::serialize(tree{1, {{2, {}}}});
  CHECK(wrong(good + "x") == uf::errc::malformed);
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK(wrong(good.substr(0, i)) != uf::errc{});
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      wrong(bad);
    }
  }
}
