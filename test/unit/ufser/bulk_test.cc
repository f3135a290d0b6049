// Many numbers at once: the same bytes, values and errors as one element after the other, whatever
// the processor swaps bytes with.
#include "allocations.h"

#include <catch2/catch.hpp>

#include <ufser/ufser.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace {
enum class mine : int {};
}
template <> struct uf::codec<mine> {
  static constexpr auto type() { return uf::typestring("c"); }
  static void encode(uf::writer &w, mine) { w.u8('m'); }
  static mine decode(uf::reader &r) {
    r.u8();
    return {};
  }
};

namespace {

using uf::detail::swap_level;

std::vector<swap_level> levels_here() {
  std::vector<swap_level> v{swap_level::plain};
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("ssse3"))
    v.push_back(swap_level::ssse3);
  if (__builtin_cpu_supports("avx2"))
    v.push_back(swap_level::avx2);
#endif
  return v;
}

template <std::size_t Size> std::string swapped(std::string_view s) {
  std::string r(s);
  for (std::size_t i = 0; i < r.size(); ++i)
    r[i] = s[i / Size * Size + (Size - 1 - i % Size)];
  return r;
}

template <std::size_t Size> void check_swap(swap_level level) {
  constexpr std::size_t most = 70 * Size + 64;
  std::string from(most, '\0'), to(most, '\0');
  std::iota(from.begin(), from.end(), '\1');
  bool good = true;
  for (std::size_t n = 0; n <= 70; ++n)
    for (std::size_t at = 0; at < 33; ++at)
      for (const std::size_t there : {at, (at * 7 + 5) % 33}) {
        const std::size_t bytes = n * Size;
        to.assign(most, '#');
        uf::detail::swap_with<Size>(level, to.data() + there, from.data() + at, bytes);
        good = good && to == std::string(there, '#') + swapped<Size>(from.substr(at, bytes)) +
                                 std::string(most - there - bytes, '#');
      }
  CHECK(good);
  std::string same = from.substr(0, 70 * Size); // in place
  uf::detail::swap_with<Size>(level, same.data(), same.data(), same.size());
  CHECK(same == swapped<Size>(from.substr(0, 70 * Size)));
}

enum class tiny : signed char {};
enum class truth : bool {};
enum class wide : std::uint64_t {};
enum flags : unsigned { one = 1, two = 2 };

template <class T> T nth(std::size_t i) {
  const std::uint64_t bits = (i + 1) * 0x9e3779b97f4a7c15u;
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(static_cast<std::int64_t>(bits)) / T(3);
  else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, truth>)
    return static_cast<T>((bits >> 17 & 1) != 0);
  else
    return static_cast<T>(bits >> 7);
}

// A list has no bulk: what it gives is what is wanted.
template <class T> void check_type() {
  static_assert(uf::detail::bulk_number<T>);
  bool good = true;
  for (std::size_t n : {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 511, 513,
                        1000, 2047, 2049, 5000, 70000}) {
    std::list<T> each;
    std::vector<T> v;
    for (std::size_t i = 0; i < n; ++i) {
      each.push_back(nth<T>(i));
      if constexpr (!std::is_same_v<T, bool>)
        v.push_back(nth<T>(i));
    }
    const std::string want = uf::serialize(each);
    for (std::size_t before = 0; before < (n < 200 ? 9 : 2); ++before) {
      std::string bytes(before, 'x');
      if constexpr (!std::is_same_v<T, bool>) {
        uf::serialize(v, bytes);
        good = good && std::string_view(bytes).substr(before) == want;
        good = good && uf::deserialize_as<std::vector<T>>(std::string_view(bytes).substr(before)) == v;
        std::string memory(want.size(), 'x');
        good = good && uf::serialize_to(memory, std::span<const T>(v)) == want.size() && memory == want;
      }
    }
  }
  CHECK(good);
  std::array<T, 37> a;
  struct { T c[37]; } s;
  std::list<T> each;
  for (std::size_t i = 0; i < a.size(); ++i)
    each.push_back(a[i] = s.c[i] = nth<T>(i));
  const std::string want = uf::serialize(each).substr(4);
  CHECK(uf::serialize(a) == want);
  CHECK(uf::deserialize_as<std::array<T, 37>>(want) == a);
  if constexpr (!std::is_same_v<T, char>) { // those are text
    CHECK(uf::serialize(s) == want);
    const auto back = uf::deserialize_as<decltype(s)>(want);
    CHECK(std::equal(a.begin(), a.end(), back.c));
  }
}

template <class C> std::string failure(std::string_view bytes) {
  try {
    static_cast<void>(uf::deserialize_as<C>(bytes));
  } catch (const uf::error &e) {
    return e.what();
  }
  return "read";
}

// One bad element: found where reading one after the other finds it.
template <class T, class Wide> void check_bad(Wide bad) {
  for (const std::size_t n : {1u, 40u, 3000u})
    for (const std::size_t at : {std::size_t{0}, n / 2, n - 1}) {
      std::vector<Wide> v(n, Wide{});
      v[at] = bad;
      const std::string bytes = uf::serialize(v);
      const std::string want = failure<std::list<T>>(bytes);
      CHECK(want.starts_with("malformed"));
      if constexpr (!std::is_same_v<T, bool>)
        CHECK(failure<std::vector<T>>(bytes) == want);
    }
}

} // namespace

TEST_CASE("bytes are swapped alike by all that the processor has", "[bulk]") {
  for (const swap_level level : levels_here()) {
    CAPTURE(static_cast<int>(level));
    check_swap<2>(level);
    check_swap<4>(level);
    check_swap<8>(level);
  }
  CHECK(levels_here().back() == uf::detail::best_swap_level());
}

TEST_CASE("numbers in bulk are what they are one by one", "[bulk]") {
  check_type<char>();
  check_type<signed char>();
  check_type<unsigned char>();
  check_type<char8_t>();
  check_type<short>();
  check_type<unsigned short>();
  check_type<char16_t>();
  check_type<int>();
  check_type<unsigned>();
  check_type<char32_t>();
  check_type<wchar_t>();
  check_type<long>();
  check_type<unsigned long>();
  check_type<long long>();
  check_type<float>();
  check_type<double>();
  check_type<bool>();
  check_type<std::byte>();
  check_type<tiny>();
  check_type<truth>();
  check_type<flags>();
  check_type<wide>();
}

TEST_CASE("what does not fit is refused where it stands", "[bulk]") {
  check_bad<short>(40000);
  check_bad<short>(-40000);
  check_bad<unsigned short>(-1);
  check_bad<tiny>(128);
  check_bad<truth>(2);
  check_bad<float>(1e39);
  check_bad<bool>(static_cast<unsigned char>(2));
  std::array<char, 3> bytes{0, 1, 2};
  CHECK(failure<std::array<bool, 3>>({bytes.data(), 3}) == "malformed: a flag must be 0 or 1 (at byte 2)");
  const auto floats = uf::deserialize_as<std::vector<float>>(uf::serialize(
      std::vector<double>{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), 1.5}));
  CHECK((floats[0] > 1e38f && floats[1] != floats[1] && floats[2] == 1.5f));
}

TEST_CASE("what is no number for this purpose", "[bulk]") {
  CHECK_FALSE(uf::detail::bulk_number<mine>); // has a codec of its own
  CHECK(uf::serialize(std::vector<mine>{mine{}, mine{}}) == std::string("\0\0\0\2mm", 6));
  CHECK_FALSE(uf::detail::bulk_number<std::vector<int>>);
  CHECK_FALSE(uf::detail::bulk_number<long double>);
  CHECK_FALSE(uf::detail::bulk_number<const int>);
}

TEST_CASE("writing into memory of the caller's", "[bulk]") {
  const std::tuple value(1, std::string(40, 's'), std::vector<int>(300, 7), std::vector<double>(200, 1.5),
                         std::string(2000, 't'), std::list<std::string>(50, "element"));
  const std::string want = uf::serialize(value);
  CHECK(uf::serialized_size(value) == want.size());
  for (std::size_t room = 0; room <= want.size() + 3; room += room < 100 || room + 100 > want.size() ? 1 : 37) {
    std::string memory(room + 8, '#');
    const std::size_t n = uf::serialize_to(std::span(memory.data(), room), value);
    REQUIRE(n == want.size());
    REQUIRE(memory.substr(room) == "########");
    if (room >= want.size())
      REQUIRE(memory.substr(0, n) == want);
  }
  // Lengths that are known later, in all places.
  for (const std::size_t room : {0, 2, 10, 600, 4000}) {
    std::string memory(room, '#'), string;
    uf::writer fixed(memory.data(), room), grows(string);
    for (uf::writer *w : {&fixed, &grows}) {
      const std::size_t all = w->open_length();
      for (int i = 0; i < 100; ++i) {
        const std::size_t mark = w->open_length();
        w->string("0123456789");
        w->close_length(mark);
      }
      w->close_length(all);
      w->finish();
      CHECK(w->size() == 4 + 100 * 18);
    }
    CHECK((room < string.size() || memory.substr(0, string.size()) == string));
    uf::reader r(string);
    CHECK(r.u32() == 1800);
    CHECK(r.u32() == 14);
    CHECK(r.string() == "0123456789");
  }
}

TEST_CASE("writing allocates nothing but the string", "[bulk]") {
  struct state {
    int a;
    double b;
    std::string c;
    std::vector<int> d;
    std::map<std::string, int> e;
  };
  state v{1, 2.5, std::string(32, 's'), std::vector<int>(16, 7), {}};
  for (int i = 0; i < 8; ++i)
    v.e["variable" + std::to_string(i)] = i;
  const std::vector<int> many(100'000, 7);
  std::string out;
  auto allocations_of = [](auto f) {
    const std::size_t before = allocated.number;
    f();
    return allocated.number - before;
  };
  CHECK(allocations_of([&] { out = uf::serialize(v); }) == 1);
  CHECK(allocations_of([&] { out = uf::serialize(many); }) == 1);
  CHECK(out.capacity() < out.size() + 16); // libc++ rounds up
  const auto reused = [&] {
    out.clear();
    uf::serialize(v, out);
    uf::serialize(many, out);
    out.clear();
  };
  reused();
  CHECK(allocations_of(reused) == 0);
  char memory[1000];
  std::size_t size = 0;
  CHECK(allocations_of([&] { size = uf::serialize_to(memory, v) + uf::serialized_size(v); }) == 0);
  CHECK(size == 2 * 256);
  const std::string bytes = uf::serialize(many);
  std::vector<int> back;
  CHECK(allocations_of([&] { back = uf::deserialize_as<std::vector<int>>(bytes); }) == 1);
  CHECK(back == many);
}

TEST_CASE("writing that fails leaves the string as it was", "[bulk]") {
  struct fails {
    bool now;
    std::optional<std::string> tuple_for_serialization() const {
      if (now)
        throw std::length_error("no");
      return std::string(10, 'x');
    }
  };
  std::string out = "before";
  std::vector<fails> v(1000);
  v[999].now = true;
  CHECK_THROWS_AS(uf::serialize(v, out), std::length_error);
  CHECK(out == "before");
}

TEST_CASE("the type of a very long array would be too long", "[bulk]") {
  CHECK(uf::serializable<std::array<int, 5000>>);
  CHECK_FALSE(uf::encodable<std::array<int, 1'000'000>>);
  CHECK_FALSE(uf::encodable<int[1000][1000]>);
  CHECK_FALSE(uf::encodable<std::vector<std::array<std::array<int, 1000>[10], 1000>>>);
}
