// libFuzzer target for everything in ufser that takes bytes from outside.
//
// The first byte of the input chooses a decoder, the rest is what it gets. Each gives a value or a uf::error,
// within a small budget; a value of a type with one form only is written again as the same bytes.
// Run it by scripts/fuzz. The sanitizers and -malloc_limit_mb watch over the rest.
#include <bitset>
#include <chrono>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <forward_list>
#include <queue>
#include <span>
#include <stack>
#include <string>
#include <string_view>
#include <ufser/json.h>
#include <ufser/ufser.h>

namespace {

constexpr uf::limits unbounded{.depth = static_cast<std::size_t>(-1)};
constexpr uf::limits small{.memory = 1 << 20, .depth = 200, .collisions = 100};

[[noreturn]] void broken(const char *what) {
  std::fprintf(stderr, "ufser_fuzz: %s\n", what);
  std::abort();
}
void require(bool holds, const char *what) {
  if (!holds)
    broken(what);
}

enum class color : unsigned char { red, green };
struct point { const int x; double y; };
struct weighted : point { std::string name; std::vector<int> weights; };
struct named { char name[6]; short grid[2][2]; };
struct everything {
  bool flag;
  short number;
  color c;
  std::string text;
  std::vector<bool> bits;
  std::map<std::string, point> points;
  std::optional<named> name;
  std::variant<int, std::string, std::monostate> choice;
  std::unique_ptr<std::vector<point>> owned;
  uf::any any;
  uf::expected<int> result;
};
class closed {
public:
  auto tuple_for_serialization() const { return std::tie(a_, b_); }
  auto tuple_for_serialization() { return std::tie(a_, b_); }

private:
  int a_ = 0;
  std::string b_;
};

enum class form { one, several };

template <class T, form F> void decode(std::string_view bytes) {
  const T v = uf::deserialize_as<T>(bytes, small);
  const std::string again = uf::serialize(v);
  if constexpr (F == form::one) {
    require(again == bytes, "decoded, but not written again as the same bytes");
  } else {
    const std::string twice = uf::serialize(uf::deserialize_as<T>(again));
    require(twice.size() == again.size(), "written, but not read again");
  }
  uf::any_view(uf::serialize_type<T>(), again).check();
}

// An any: what check() accepts can be printed, and the other way round.
void any(std::string_view bytes) {
  const uf::any_view v = uf::any_view::parse(bytes, small);
  require(uf::serialize(v) == bytes, "an any_view that is not written again as it was");
  bool sound = true;
  try {
    v.check(small);
  } catch (const uf::error &) {
    sound = false;
  }
  try {
    const std::string text = v.print(small), json = v.print_json(small);
    require(sound && !text.empty() && !json.empty(), "printed what check() refuses");
  } catch (const uf::error &) {
    require(!sound, "accepted by check(), but not printed");
  }
}

// A typestring and a value, with a zero byte between them.
void typed(std::string_view bytes) {
  const std::size_t end = bytes.find('\0');
  const std::string_view type = bytes.substr(0, end);
  const std::string_view value = end == bytes.npos ? "" : bytes.substr(end + 1);
  const uf::any_view v(type, value);
  v.check(small);
  require(!v.print(small).empty(), "no text");
  require(uf::serialize(v).size() == 8 + type.size() + value.size(), "the size of an any");
}

void typestring(std::string_view bytes) {
  const std::size_t bad = uf::check_typestring(bytes);
  require(bad == uf::legal || bad <= bytes.size(), "an error outside of the typestring");
  if (bad != uf::legal)
    require(uf::check_typestring(bytes.substr(0, bad)) != uf::legal || bad == 0 || bad < bytes.size(),
            "an error behind a legal typestring");
}

void into_object(std::string_view bytes) {
  std::map<std::string, std::vector<int>> target{{"kept", {1, 2}}};
  try {
    uf::deserialize(bytes, target, small);
  } catch (const uf::error &) {
    require(target.size() == 1 && target["kept"].size() == 2, "a failure changed the target");
    throw;
  }
}

// Text behind a typestring and a zero byte. If the type has only one JSON for each value, it comes back.
void json_of_type(std::string_view bytes) {
  const std::size_t end = bytes.find('\0');
  const std::string type(bytes.substr(0, end));
  const uf::any v = uf::from_json(end == bytes.npos ? "" : bytes.substr(end + 1), type, small);
  v.check(unbounded);
  const std::string json = v.print_json(unbounded);
  const bool one_form = type.find_first_of("aexX") == type.npos && type.find("oo") == type.npos;
  const uf::any again = uf::from_json(json, type, unbounded);
  require(one_form ? again == v : again.print_json(unbounded) == json, "not the same JSON again");
}
void json(std::string_view bytes) {
  const uf::any v = uf::from_json(bytes, small);
  v.check(unbounded);
  const std::string json = v.print_json(unbounded);
  require(uf::from_json(json, unbounded).print_json(unbounded) == json, "not the same JSON again");
}
template <class T> void json_as(std::string_view bytes) {
  const T v = uf::from_json_as<T>(bytes, small);
  require(!uf::any(v).print_json().empty(), "no JSON");
}

// A byte with the flags, the typestring, a zero byte, the value.
template <class T> void converted(std::string_view bytes) {
  if (bytes.empty())
    return;
  const auto allowed = static_cast<uf::convert>(static_cast<unsigned char>(bytes[0]) & 127u);
  const std::size_t end = bytes.find('\0', 1);
  const std::string_view type = bytes.substr(1, end == bytes.npos ? end : end - 1);
  const std::string_view value = end == bytes.npos ? "" : bytes.substr(end + 1);
  const T v = uf::deserialize_as<T>(value, type, allowed, small);
  require(type == uf::serialize_type<T>() || allowed != uf::convert::none, "converted without leave");
  const std::string again = uf::serialize(v);
  static_cast<void>(uf::deserialize_as<T>(again));
}

// The elements of a sound value are sound values.
void elements(std::string_view bytes) {
  const uf::any_view v = uf::any_view::parse(bytes, small);
  v.check(small);
  for (const uf::any_view &e : v.elements(unbounded)) {
    e.check(unbounded);
    if (!v.type().empty() && v.type()[0] == 'm')
      static_cast<void>(e.elements(unbounded));
  }
}

struct circle {
  int n = 0;
  std::shared_ptr<circle> next;
  std::weak_ptr<circle> back;
};
struct linked {
  std::vector<int> numbers;
  int *one = nullptr;
  std::string text;
  std::string_view part;
  std::shared_ptr<std::string> owner;
  std::shared_ptr<std::string> other;
  std::span<int> some;
};
template <class T> void graph(std::string_view bytes) {
  const auto v = uf::deserialize_graph<T>(bytes, small);
  static_cast<void>(uf::deserialize_graph<T>(uf::serialize_graph(*v)));
}
void circles(std::string_view bytes) {
  auto v = uf::deserialize_graph<std::shared_ptr<circle>>(bytes, small);
  const std::string again = uf::serialize_graph(*v);
  auto twice = uf::deserialize_graph<std::shared_ptr<circle>>(again);
  for (auto *first : {v.get(), twice.get()}) // or they would keep each other
    while (*first)
      *first = std::exchange((*first)->next, nullptr);
}

struct tree {
  int n;
  std::vector<tree> branches;
  std::unique_ptr<tree> one;
};

struct base {
  virtual ~base() = default;
};
struct leaf final : base {
  std::string text;
  auto tuple_for_serialization() const { return std::tie(text); }
  auto tuple_for_serialization() { return std::tie(text); }
};
struct branch final : base {
  std::vector<std::unique_ptr<base>> parts;
  auto tuple_for_serialization() const { return std::tie(parts); }
  auto tuple_for_serialization() { return std::tie(parts); }
};
struct owned {
  std::unique_ptr<base> all;
  std::shared_ptr<base> shared;
  base *some = nullptr;
};

} // namespace

template <> struct uf::polymorphic<base> : uf::one_of<uf::named<"l", leaf>, uf::named<"b", branch>> {};

namespace {

using decoder = void (*)(std::string_view);
using ints = std::vector<int>;
constexpr decoder decoders[] = {
    any,
    typed,
    typestring,
    into_object,
    decode<everything, form::several>,
    decode<closed, form::one>,
    decode<named, form::several>,
    decode<std::vector<point>, form::one>,
    decode<std::string, form::one>,
    decode<ints, form::one>,
    decode<std::vector<double>, form::one>,
    decode<std::vector<std::string>, form::one>,
    decode<std::vector<bool>, form::one>,
    decode<std::vector<std::monostate>, form::one>,
    decode<std::list<std::deque<short>>, form::one>,
    decode<std::map<std::string, ints>, form::several>,
    decode<std::multimap<int, std::string>, form::several>,
    decode<std::unordered_map<std::string, uf::any>, form::several>,
    decode<std::unordered_multiset<int>, form::several>,
    decode<std::set<std::optional<int>>, form::several>,
    decode<std::variant<std::monostate, int, std::string, ints>, form::one>,
    decode<uf::any, form::one>,
    decode<std::vector<uf::any>, form::one>,
    decode<uf::expected<std::vector<uf::expected<void>>>, form::one>,
    decode<uf::error_value, form::one>,
    decode<std::tuple<bool, char, float, std::unique_ptr<std::string>>, form::several>,
    decode<std::array<std::pair<std::uint64_t, std::optional<std::string>>, 2>, form::one>,
    decode<tree, form::one>,
    decode<std::tuple<std::chrono::milliseconds, std::complex<double>, std::bitset<9>, std::filesystem::path>, form::one>,
    decode<std::pair<std::u16string, std::wstring>, form::several>,
    decode<std::tuple<std::forward_list<int>, std::stack<int>, std::priority_queue<short>>, form::several>,
    decode<std::chrono::year_month_day, form::several>,
    json,
    json_of_type,
    json_as<everything>,
    json_as<std::vector<std::map<std::string, std::optional<double>>>>,
    converted<everything>,
    converted<std::vector<uf::any>>,
    converted<std::map<std::string, std::optional<std::int64_t>>>,
    converted<std::tuple<double, std::optional<bool>, char, std::pair<int, uf::any>>>,
    elements,
    circles,
    graph<linked>,
    decode<std::unique_ptr<base>, form::one>,
    graph<owned>,
    decode<weighted, form::one>,
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
  try {
    decoders[data[0] % std::size(decoders)](bytes);
  } catch (const uf::error &e) {
    require(e.offset() == uf::error::nowhere || e.offset() <= size, "an error behind the end");
  }
  return 0;
}
