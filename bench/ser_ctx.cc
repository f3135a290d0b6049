// Modes c and C with coroutines that can be saved at any moment, built through the plugin.
// The scheduler is the loop that resumes the root: where it stands is the runtime's knowledge.
#include "runs.h"

#include <valor.h>

#include <coroutine>

namespace balor {
namespace {

using valor::ser_ctx;

struct next_turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
};

ser_ctx<int> timer()
{
    co_await next_turn{};
    co_return 1;
}

ser_ctx<std::uint64_t> counter(std::uint64_t left)
{
    std::uint64_t counted = 0;
    for (; left; --left)
        counted += static_cast<std::uint64_t>(co_await timer());
    co_return counted;
}

ser_ctx<std::uint64_t> flat_counter(std::uint64_t left)
{
    std::uint64_t counted = 0;
    for (; left; --left) {
        co_await next_turn{};
        ++counted;
    }
    co_return counted;
}

std::uint64_t run(ser_ctx<std::uint64_t> root)
{
    while (root)
        root.resume();
    return root.get();
}

} // namespace

std::uint64_t run_ser_ctx(std::uint64_t turns) { return run(counter(turns)); }
std::uint64_t run_ser_ctx_flat(std::uint64_t turns) { return run(flat_counter(turns)); }

} // namespace balor
