// Functions of a class that run around its serialization, and tuple_for_serialization as users write it.
#include "both_ways.h"

#include <atomic>

namespace hooked {

std::string ran; // what ran, in order

struct plain {
  int i = 0;
  int twice = 0;
  void before_serialization() const { ran += "b"; }
  void after_serialization(bool success) const { ran += success ? "a" : "f"; }
  void after_deserialization_simple() { ran += "d"; twice = 2 * i; }
};
class filled {
public:
  filled() = default;
  explicit filled(int i) : i_(i) {}
  auto tuple_for_serialization() const { return std::tie(i_); }
  auto tuple_for_serialization() { return std::tie(i_); }
  void after_deserialization_simple() {
    ran += "d";
    if (i_ < 0)
      throw std::domain_error("negative");
    square_ = i_ * i_;
  }
  void after_deserialization_error() noexcept { ran += "e"; }
  int square() const { return square_; }

private:
  int i_ = 0, square_ = 0;
};
class constructed { // no default constructor
public:
  explicit constructed(int i) : i_(i) {}
  auto tuple_for_serialization() const { return std::make_tuple(i_); }
  void after_deserialization_simple() { after_ = i_ + 1; }
  int after() const { return after_; }

private:
  int i_, after_ = 0;
};
struct transformed { // as the reference's users do it
  double d = 0;
  std::atomic<int> *target = nullptr;
  int i = 0;
  auto tuple_for_serialization() const noexcept { return uf::tie(d, int(i)); }
  auto tuple_for_serialization() noexcept { return uf::tie(d, int(0)); }
  void after_deserialization(std::tuple<double &, int> &&t) { i = std::get<1>(t) + 1; }
};
struct number { // one value, not a tuple
  double d = 0;
  std::string tuple_for_serialization() const { return std::to_string(static_cast<int>(d)); }
  std::string tuple_for_serialization() { return {}; }
  void after_deserialization(std::string &&s) { d = std::atof(s.c_str()); }
};
class by_adl {
  int i_ = 0;
  friend auto tuple_for_serialization(const by_adl &v) { return std::tie(v.i_); }
  friend auto tuple_for_serialization(by_adl &v) { return std::tie(v.i_); }
  friend void before_serialization(const by_adl &) { ran += "b"; }
  friend void after_serialization(const by_adl &, bool ok) { ran += ok ? "a" : "f"; }
  friend void after_deserialization_simple(by_adl &v) { ran += "d"; ++v.i_; }

public:
  by_adl() = default;
  explicit by_adl(int i) : i_(i) {}
  int get() const { return i_; }
};
struct throws_before {
  int i;
  void before_serialization() const { ran += "b"; throw 5; }
  void after_serialization(bool success) const { ran += success ? "a" : "f"; }
};
template <class T> class box { // in a class template, move-only
public:
  box() = default;
  explicit box(std::unique_ptr<T> p) : p_(std::move(p)) {}
  auto tuple_for_serialization() const { return std::tie(p_); }
  auto tuple_for_serialization() { return std::tie(p_); }
  const T &get() const { return *p_; }

private:
  std::unique_ptr<T> p_;
};
template <class T> struct free_box { std::shared_ptr<T> unused{}; T v{}; };
template <class T> auto tuple_for_serialization(const free_box<T> &b) { return std::tie(b.v); }
template <class T> auto tuple_for_serialization(free_box<T> &b) { return std::tie(b.v); }
struct fixed_hook { std::atomic<int> a; void after_deserialization_simple() {} };
struct derived : filled { int more = 0; }; // is what its base says

} // namespace hooked

using namespace hooked;

static_assert(!uf::decodable<fixed_hook>); // there is no object with a name to call it for

TEST_CASE("hooks run once, in order", "[hooks]") {
  ran.clear();
  const std::string bytes = uf::serialize(std::pair(plain{3, 0}, plain{4, 0}));
  CHECK(ran == "baba");
  const auto p = uf::deserialize_as<std::pair<plain, plain>>(bytes);
  CHECK(ran == "babadd");
  CHECK((p.first.twice == 6 && p.second.twice == 8));
  ran.clear();
  CHECK(uf::deserialize_as<by_adl>(uf::serialize(by_adl(7))).get() == 8);
  CHECK(ran == "bad");
  const auto f = uf::deserialize_as<std::vector<filled>>(uf::serialize(std::vector<filled>{filled(5)}));
  CHECK(f[0].square() == 25);
  CHECK(uf::deserialize_as<constructed>(uf::serialize(constructed(5))).after() == 6);
}

TEST_CASE("hooks and exceptions", "[hooks]") {
  ran.clear();
  CHECK_THROWS_AS(uf::serialize(throws_before{1}), int);
  CHECK(ran == "bf");
  ran.clear();
  struct later { plain p; std::u16string s; };
  CHECK_THROWS_AS(uf::serialize(later{{1, 0}, std::u16string(1, u'\xd800')}), uf::error);
  CHECK(ran == "ba"); // its own part was written
  ran.clear();
  CHECK_THROWS_AS(uf::deserialize_as<filled>("\0\0"), uf::error);
  CHECK(ran == "e");
  ran.clear();
  CHECK_THROWS_AS(uf::deserialize_as<filled>(uf::serialize(-1)), std::domain_error);
  CHECK(ran == "d"); // the error hook is for errors of reading
}

TEST_CASE("values that the class transforms itself", "[hooks]") {
  transformed t;
  t.d = 1.5;
  t.i = 4;
  const transformed u = uf::deserialize_as<transformed>(uf::serialize(t));
  CHECK((u.d == 1.5 && u.i == 5));
  CHECK(uf::serialize_type<transformed>() == "t2di");
  CHECK(uf::deserialize_as<number>(uf::serialize(number{42})).d == 42);
  CHECK(uf::serialize_type<number>() == "s");
  stands_damage<transformed>(uf::serialize(t));
  stands_damage<number>(uf::serialize(number{42}));
}

TEST_CASE("tuple_for_serialization in templates, move-only, inherited", "[hooks]") {
  CHECK(uf::deserialize_as<box<std::string>>(uf::serialize(box(std::make_unique<std::string>("x")))).get() == "x");
  both_ways(box(std::make_unique<std::string>("x")), "os", "010000000178");
  free_box<int> b;
  b.v = 3;
  both_ways(b, "i", "00000003");
  CHECK(uf::serialize(derived{filled(2), 9}) == uf::serialize(2));
  const derived d = uf::deserialize_as<derived>(uf::serialize(3));
  CHECK((d.square() == 9 && d.more == 0));
}
