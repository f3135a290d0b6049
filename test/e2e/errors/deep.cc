// A chain of 100,000 coroutines: run, saved, restored and destroyed without recursion on the machine's stack.
#include "check.h"

namespace {
using valor::ser_ctx;

ser_ctx<int> deep(int depth) {
    if (depth == 0) co_return co_await check::wait{7};
    int below = co_await deep(depth - 1);
    co_return below + 1;
}
constexpr int depth = 99'000; // the default limit is 100,000 frames
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
    return check::report();
}
