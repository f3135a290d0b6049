// What reading a graph may spend: as limits_test.cc, for what is shared and pointed to.
#include "allocations.h"

#include <catch2/catch.hpp>
#include <memory>
#include <span>
#include <string>
#include <ufser/ufser.h>
#include <vector>

namespace {

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
  std::shared_ptr<std::string> owner, other;
  std::span<int> some;
};

template <class T> std::size_t peak_of_reading(const std::string &bytes, std::size_t budget) {
  return peak_of([&] {
    try {
      static_cast<void>(uf::deserialize_graph<T>(bytes, uf::limits{.memory = budget}));
    } catch (const uf::error &) {
    }
  });
}

// The bytes, and with some number in place of each four of them; what `f` says must be 0.
template <class F> std::size_t worst_damage(const std::string &good, F &&f) {
  std::size_t worst = f(good);
  for (std::size_t at = 0; at + 4 <= good.size(); ++at)
    for (const std::uint32_t n : {0xffffffffu, 0x7fffffffu, 0x01000000u, 0x00010000u, 100u, 17u}) {
      std::string copy(good);
      copy.replace(at, 4, uf::serialize(n));
      worst = std::max(worst, f(copy));
    }
  return worst;
}

template <class T> void stays_within(const T &v) {
  const std::string good = uf::serialize_graph(v);
  for (const std::size_t budget : {0u, 100u, 1000u, 10'000u, 200'000u}) {
    const std::size_t allowed = budget + budget / 4 + 2048; // what is remembered of each object is estimated
    CHECK(worst_damage(good, [&](const std::string &bytes) {
            const std::size_t peak = peak_of_reading<T>(bytes, budget);
            return peak > allowed ? peak - allowed : 0;
          }) == 0);
  }
  CHECK(worst_damage(good, [](const std::string &bytes) { // counts that the bytes cannot back
          const std::size_t peak = peak_of_reading<T>(bytes, uf::limits().memory);
          return peak > 200 * bytes.size() + 1024 ? peak : 0;
        }) == 0);
}

} // namespace

TEST_CASE("memory stays within the budget for graphs, too", "[limits]") {
  const auto first = std::make_shared<circle>();
  first->next = std::make_shared<circle>();
  first->next->back = first;
  stays_within(first);
  stays_within(std::vector<std::shared_ptr<int>>(5, std::make_shared<int>(3)));
  std::vector<std::shared_ptr<int>> many;
  for (int i = 0; i < 20; ++i)
    many.push_back(std::make_shared<int>(i));
  stays_within(many);
  linked l;
  l.numbers = {1, 2, 3};
  l.one = &l.numbers[1];
  l.text = "text that is long enough to be outside";
  l.part = std::string_view(l.text).substr(2, 5);
  l.owner = l.other = std::make_shared<std::string>("x");
  l.some = l.numbers;
  stays_within(l);
  stays_within(std::vector<const char *>{"a", "bcd", "e"});
}
