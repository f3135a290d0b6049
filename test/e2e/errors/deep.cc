// A chain of 100,000 coroutines: run, saved, restored and destroyed without recursion on the machine's stack.
#include "check.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace {
using valor::ser_ctx;

ser_ctx<int> deep(int depth) {
    if (depth == 0) co_return co_await check::wait{7};
    int below = co_await deep(depth - 1);
    co_return below + 1;
}
constexpr int depth = 99'000; // the default limit is 100,000 frames

// Children that are held, or run side by side, nest like values.
ser_ctx<int> nested(int depth) {
    if (depth == 0) co_return co_await check::wait{7};
    auto [below] = co_await valor::when_all(nested(depth - 1));
    co_return below + 1;
}
ser_ctx<std::string> text(std::vector<std::string> lines) {
    co_await check::wait{0};
    co_return lines.front();
}

// Many references into one map: a walk over it for each would take minutes.
ser_ctx<int> looks(int &value) {
    co_await check::wait{0};
    co_return value;
}
ser_ctx<int> refers(int n) {
    std::unordered_map<int, int> map;
    std::vector<ser_ctx<int>> all;
    for (int i = 0; i < n; ++i) all.push_back(looks(map[i] = i));
    co_await check::wait{0};
    for (auto &[key, value] : map) value = 1;
    int sum = 0;
    for (auto &c : all) sum += co_await c;
    co_return sum;
}
void references() {
    auto c = valor::restore<int>(valor::start(refers(20'000)).serialize());
    CHECK(check::finish(c) == 20'000);
}

// The last parameter of each of the three.
template <class F> void within(const std::string &bytes, F function, valor::limits enough, valor::limits less) {
    using context = decltype(function());
    using result = typename context::result_type;
    (void)valor::restore<result>(bytes, enough);
    (void)valor::continue_from(bytes, function, enough);
    auto target = function();
    CHECK_ERROR(limit_exceeded, (void)valor::restore<result>(bytes, less));
    CHECK_ERROR(limit_exceeded, (void)valor::continue_from(bytes, function, less));
    const auto untouched = target.serialize();
    CHECK_ERROR(limit_exceeded, target.deserialize(bytes, less));
    CHECK(target.serialize() == untouched);
    target.deserialize(bytes, enough);
}
static_assert(valor::limits{}.memory == 256u << 20 && valor::limits{}.frames == 100'000 && valor::limits{}.depth == 1'000);
void limits() {
    const auto chain = valor::start(deep(20)).serialize(), group = valor::start(nested(50)).serialize();
    within(chain, [] { return deep(1); }, {.frames = 21}, {.frames = 20});
    within(group, [] { return nested(1); }, {.depth = 51}, {.depth = 49});
    const std::vector<std::string> lines(1000, std::string(100, 'x'));
    const auto big = valor::start(text(lines)).serialize();
    within(big, [] { return text({}); }, {.memory = 1'000'000}, {.memory = 90'000});
    CHECK_ERROR(limit_exceeded, (void)valor::restore<int>(valor::start(nested(1'100)).serialize()));
    auto copy = valor::start(nested(900)).clone();
    CHECK(check::finish(copy) == 907);
}
} // namespace

int main() {
    auto c = valor::start(deep(depth));
    const auto bytes = c.serialize();
    CHECK(c.serialize() == bytes);
    {
        auto dropped = valor::restore<int>(bytes);
    }
    auto again = valor::restore<int>(bytes);
    CHECK(again.serialize() == bytes);
    CHECK(check::finish(again) == depth + 7);
    CHECK(check::finish(c) == depth + 7);
    const auto too_deep = valor::start(deep(101'000)).serialize();
    CHECK_ERROR(limit_exceeded, (void)valor::restore<int>(too_deep));
    CHECK_ERROR(limit_exceeded, (void)valor::restore<int>(bytes, valor::limits{.frames = 10}));
    limits();
    references();
    return check::report();
}
