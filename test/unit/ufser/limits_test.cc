// What decoding may spend: memory, levels, bytes, time; and that a failure costs the target nothing.
#include "allocations.h"
#include "samples.h"

#include <catch2/catch.hpp>
#include <cstring>

namespace {

std::string u32(std::size_t n) { return uf::serialize(static_cast<std::uint32_t>(n)); }

template <class F> uf::errc code_of(F &&f) {
  try {
    f();
  } catch (const uf::error &e) {
    return e.code();
  }
  return uf::errc{};
}

template <class T> uf::errc decoding(std::string_view bytes, const uf::limits &l) {
  return code_of([&] { static_cast<void>(uf::deserialize_as<T>(bytes, l)); });
}

// The bytes, and the bytes with some number in place of each four of them: counts among others.
template <class F> void each_damage(const std::string &bytes, F &&f) {
  f(bytes);
  for (std::size_t at = 0; at + 4 <= bytes.size(); ++at)
    for (const std::size_t n : {0xffffffffu, 0x7fffffffu, 0x01000000u, 0x00010000u, 100u, 17u}) {
      std::string copy(bytes);
      copy.replace(at, 4, u32(n));
      f(copy);
    }
}

// An error and its message; what is allocated without being asked about, once.
constexpr std::size_t slack = 1024;

// What a byte may become: an empty deque of libstdc++ takes 4 bytes, and 656 in memory; one of libc++ with an element 8, and 4160.
#ifdef _LIBCPP_VERSION
constexpr std::size_t most_for_a_byte = 600;
#else
constexpr std::size_t most_for_a_byte = 200;
#endif

} // namespace

TEST_CASE("memory stays within the budget, whatever the type", "[limits]") {
  samples::each_sample([](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    const std::string bytes = uf::serialize(v);
    std::size_t worst = 0, tried = 0;
    for (const std::size_t budget : {0u, 100u, 1000u, 10'000u, 200'000u})
      each_damage(bytes, [&](const std::string &damaged) {
        const std::size_t peak = peak_of([&] { decoding<T>(damaged, uf::limits{.memory = budget}); });
        const std::size_t allowed = budget + budget / 8 + slack;
        worst = std::max(worst, peak > allowed ? peak - allowed : 0);
        ++tried;
      });
    INFO(s.name);
    CHECK(worst == 0);
    CHECK(tried >= 5);
  });
}

TEST_CASE("an error names the limit", "[limits]") {
  const auto said = [](const std::string &bytes, const uf::limits &l) {
    try {
      static_cast<void>(uf::deserialize_as<std::vector<std::string>>(bytes, l));
    } catch (const uf::error &e) {
      return std::string(e.what());
    }
    return std::string();
  };
  using Catch::Matchers::Contains;
  const std::string bytes = uf::serialize(std::vector<std::string>(9, std::string(100, 'x')));
  CHECK_THAT(said(bytes, {.memory = 500}), Contains("more memory than limits::memory allows"));
  CHECK_THAT(said(bytes, {.size = 20}), Contains("more bytes than limits::size allows (20)"));
  CHECK_THAT(said(bytes, {}), Catch::Matchers::Equals(""));
}

TEST_CASE("counts that the bytes cannot back allocate nothing, whatever the type", "[limits]") {
  samples::each_sample([](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    if (s.name == "vector<monostate>")
      return; // its elements take no bytes: only the budget bounds them
    std::size_t worst = 0;
    each_damage(uf::serialize(v), [&](const std::string &damaged) {
      const std::size_t peak = peak_of([&] { decoding<T>(damaged, {}); });
      const std::size_t allowed = most_for_a_byte * damaged.size() + slack;
      worst = std::max(worst, peak > allowed ? peak : 0);
    });
    INFO(s.name);
    CHECK(worst == 0);
  });
}

TEST_CASE("a failure leaves the target as it was", "[limits]") {
  std::size_t types = 0;
  samples::each_sample([&](const samples::sample &s, const auto &v) {
    using T = std::remove_cvref_t<decltype(v)>;
    if constexpr (uf::replaceable<T>) {
      const std::string bytes = uf::serialize(v);
      T target = uf::deserialize_as<T>(bytes);
      const std::string before = uf::serialize(target); // an unordered one may be in another order
      std::size_t changed = 0, accepted = 0;
      for (std::size_t n = 0; n < bytes.size(); ++n) {
        try {
          uf::deserialize(std::string_view(bytes).substr(0, n), target);
          ++accepted;
        } catch (const uf::error &) {
          changed += uf::serialize(target) != before;
        }
      }
      INFO(s.name);
      CHECK(changed == 0);
      CHECK(accepted == 0);
      CHECK(code_of([&] { uf::deserialize(bytes + "x", target); }) == uf::errc::malformed);
      CHECK(uf::serialize(target) == before);
      CHECK_NOTHROW(uf::deserialize(bytes, target));
      CHECK(uf::serialize(target) == before);
      ++types;
    }
  });
  CHECK(types > 40);
  CHECK_FALSE(uf::replaceable<const int>);
  CHECK_FALSE(uf::replaceable<samples::point>); // a const member
  std::vector<int> other{9};
  uf::deserialize(uf::serialize(std::vector<int>{1, 2}), other);
  CHECK(other == std::vector<int>{1, 2});
}

TEST_CASE("the size of the input is bounded", "[limits]") {
  const std::string bytes = uf::serialize(std::vector<int>(10));
  CHECK(decoding<std::vector<int>>(bytes, {.size = 44}) == uf::errc{});
  CHECK(decoding<std::vector<int>>(bytes, {.size = 43}) == uf::errc::limit_exceeded);
  CHECK(code_of([&] { uf::any_view("li", bytes).check({.size = 43}); }) == uf::errc::limit_exceeded);
}

TEST_CASE("lengths over 4 GiB are errors and nothing of them is touched", "[limits]") {
  if constexpr (sizeof(std::size_t) > 4) {
    const char byte = 0;
    const std::string_view huge(&byte, std::size_t{1} << 32); // only its size is looked at
    CHECK(code_of([&] { uf::serialize(huge); }) == uf::errc::too_long);
    CHECK(code_of([&] { uf::serialize(uf::any_view("s", huge)); }) == uf::errc::too_long);
    std::string out = "before";
    CHECK(code_of([&] { uf::serialize(std::pair(1, huge), out); }) == uf::errc::too_long);
    CHECK(out == "before");
    std::string counted;
    uf::writer w(counted);
    CHECK(code_of([&] { w.count(std::size_t{1} << 32); }) == uf::errc::too_long);
    CHECK(code_of([&] { w.count((std::size_t{1} << 32) - 1); }) == uf::errc{});
    CHECK(code_of([&] { w.count(~std::size_t{0}); }) == uf::errc::too_long);
    w.finish();
    CHECK(counted == "\xff\xff\xff\xff");
  }
}

namespace {

struct one_bucket {
  std::size_t operator()(int) const { return 7; }
};
template <class C> uf::errc decoded(std::size_t n, std::size_t most) {
  std::string bytes = u32(n);
  for (std::size_t i = 0; i < n; ++i) {
    bytes += u32(i);
    if constexpr (requires { typename C::mapped_type; })
      bytes += u32(0);
  }
  return decoding<C>(bytes, {.collisions = most});
}

} // namespace

TEST_CASE("keys that meet in one bucket are bounded", "[limits]") {
  using set = std::unordered_set<int, one_bucket>;
  CHECK(decoded<set>(100, 100) == uf::errc{});
  CHECK(decoded<set>(101, 100) == uf::errc::limit_exceeded);
  CHECK(decoded<std::unordered_multiset<int, one_bucket>>(300, 100) == uf::errc::limit_exceeded);
  CHECK(decoded<std::unordered_map<int, int, one_bucket>>(300, 100) == uf::errc::limit_exceeded);
  CHECK(decoded<std::unordered_multimap<int, int, one_bucket>>(300, 100) == uf::errc::limit_exceeded);
  CHECK(decoded<std::unordered_set<int>>(100'000, 10) == uf::errc{});
  // Equal keys are one key.
  const std::unordered_multimap<int, int> equal = [] {
    std::unordered_multimap<int, int> m;
    for (int i = 0; i < 5000; ++i)
      m.emplace(1, i);
    return m;
  }();
  CHECK(decoding<std::unordered_multimap<int, int>>(uf::serialize(equal), {.collisions = 100}) == uf::errc{});
  // The same remainder for libstdc++'s number of buckets: minutes, were there no bound.
  const std::size_t n = 100'000;
  std::unordered_set<std::uint64_t> probe;
  for (std::size_t i = 0; i < n; ++i)
    probe.insert(i);
  std::string bytes = u32(n);
  for (std::uint64_t i = 0; i < n; ++i)
    bytes += uf::serialize(i * probe.bucket_count());
  CHECK(decoding<std::unordered_set<std::uint64_t>>(bytes, {}) == uf::errc::limit_exceeded);
}
