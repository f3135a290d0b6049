#include "contender.h"

#include "runs.h"

#include <algorithm>
#include <array>

namespace balor {

// A turn of the fibers is two switches: f2 yields, f1 yields back. A turn of a coroutine is counted as one: it
// suspends and is resumed. That counting is the less favourable one for coroutines.
static constexpr std::array all{
    contender{"fiber", mode::fibers, run_fibers, 2, 1},
    contender{"plain", mode::coroutine, run_plain, 1, 8},
    contender{"plain", mode::flat, run_plain_flat, 1, 8},
    contender{"ser_ctx", mode::coroutine, run_ser_ctx, 1, 8},
    contender{"ser_ctx", mode::flat, run_ser_ctx_flat, 1, 8},
};

std::span<const contender> contenders() { return all; }

const contender *find_contender(std::string_view name, char form)
{
    const auto found = std::ranges::find_if(all, [&](const contender &c) { return c.name == name && static_cast<char>(c.form) == form; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace balor
