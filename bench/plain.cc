// Modes c and C with plain C++20 coroutines.
#include "plain_task.h"
#include "runs.h"

namespace balor {
namespace {

using plain::scheduler;
using plain::task;

struct next_turn {
    scheduler &loop;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const noexcept { loop.post(h); }
    void await_resume() const noexcept {}
};

task<int> timer(scheduler &loop)
{
    co_await next_turn{loop};
    co_return 1;
}

task<std::uint64_t> counter(scheduler &loop, std::uint64_t left)
{
    std::uint64_t counted = 0;
    for (; left; --left)
        counted += static_cast<std::uint64_t>(co_await timer(loop));
    co_return counted;
}

task<std::uint64_t> flat_counter(scheduler &loop, std::uint64_t left)
{
    std::uint64_t counted = 0;
    for (; left; --left) {
        co_await next_turn{loop};
        ++counted;
    }
    co_return counted;
}

std::uint64_t run(scheduler &loop, const task<std::uint64_t> &root)
{
    loop.post(root.handle());
    loop.run();
    return root.result();
}

} // namespace

std::uint64_t run_plain(std::uint64_t turns)
{
    scheduler loop;
    return run(loop, counter(loop, turns));
}

std::uint64_t run_plain_flat(std::uint64_t turns)
{
    scheduler loop;
    return run(loop, flat_counter(loop, turns));
}

} // namespace balor
