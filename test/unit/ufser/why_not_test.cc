// What the compiler is told about a type that is not serializable.
#include <catch2/catch.hpp>
#include <mutex>
#include <string_view>
#include <ufser/ufser.h>

namespace {

class handle {
public:
  explicit handle(int fd) : fd_(fd) {}

private:
  int get() const { return fd_; }
  int fd_;
};
struct client { std::string name; handle sock_; };
class writes_only_if_mutable {
public:
  writes_only_if_mutable() {}
  auto tuple_for_serialization() { return std::tie(n_); }

private:
  int n_ = 0;
};
struct order { int number; client client_; };
struct archive { std::vector<std::map<int, std::optional<client>>> all_; };
struct with_union { int a; union { int b; float c; }; };
struct node { int v; std::unique_ptr<node> next; std::vector<handle> handles; };
struct derived : client {};
struct bits { int a : 3; handle h; };
struct compare { bool (*f)(int, int); bool operator()(int, int) const; };
struct sorted { std::set<int, compare> names; };
struct base { int i; };
struct with_pointer { int i; int *at; };
struct both : base { int j; handle to; };
struct hidden : base { int j : 5; };
struct holder { both h[2]; };
struct with_virtual { virtual ~with_virtual() = default; };

template <class T> bool says(std::string_view wanted) {
  INFO(uf::why_not<T>);
  CHECK_FALSE(uf::serializable<T>);
  return uf::why_not<T>.substr(0, wanted.size()) == wanted || (uf::why_not<T>.find(wanted) != std::string_view::npos && wanted[0] == '.');
}

template <class T> concept can_serialize = requires(const T &v) { uf::serialize(v); };
template <class T> concept can_deserialize = requires { uf::deserialize_as<T>(""); };

} // namespace

static_assert(uf::why_not<int>.empty() && uf::why_not<std::vector<std::pair<int, base>>>.empty());
static_assert(can_serialize<base> && can_deserialize<base>);
static_assert(!can_serialize<order> && !can_deserialize<order> && !can_serialize<std::mutex> && !can_deserialize<std::mutex>);
static_assert(can_serialize<std::string_view> && !can_deserialize<std::string_view>);
static_assert(uf::must_be_serializable<base>() && uf::must_be_graph_serializable<std::pair<int, int *>>());

TEST_CASE("the reason names the way to the member", "[why_not]") {
  CHECK(says<order>(".client_.sock_: "));
  CHECK(says<archive>(".all_[][] (value)*.sock_: "));
  CHECK(says<node>(".handles[]: "));
  CHECK(uf::why_not<derived>.find(" (base 1).sock_: ") != std::string_view::npos);
  CHECK(says<bits>(".member 2: ")); // bit-fields have no address, so nobody knows the names
  CHECK(says<sorted>(".names: "));
  CHECK(says<holder>(".h[]."));
  CHECK(uf::why_not<writes_only_if_mutable>.find("has a tuple_for_serialization() that is not const") != std::string_view::npos);
  CHECK(uf::why_not<hidden>.find("hidden has members beside a base that has some") != std::string_view::npos);
  CHECK(says<with_pointer>(".at: int"));
  CHECK(uf::why_not<with_pointer>.find("can be written, but to be read it needs a graph") != std::string_view::npos);
  CHECK(says<std::tuple<int, std::mutex>>("std::tuple<int, std::mutex><1>: std::mutex has no codec"));
  CHECK(says<std::unique_ptr<std::mutex>>("std::unique_ptr<std::mutex>*: std::mutex has no codec"));
  CHECK(uf::why_not<std::shared_ptr<with_virtual>>.find(" owns a class with virtual functions") != std::string_view::npos);
  CHECK(uf::why_not<with_union>.find("is a struct whose members cannot be found") != std::string_view::npos);
  CHECK(uf::why_not<sorted>.find("can be written, but not read") != std::string_view::npos);
  struct local { std::mutex m_; };
  CHECK(says<local>(".m_: std::mutex has no codec"));
}
