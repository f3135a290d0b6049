#include "measure.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace balor {

measurement measure(const contender &c, std::uint64_t turns)
{
    using clock = std::chrono::steady_clock;
    const auto before = clock::now();
    const std::uint64_t taken = c.run(turns);
    const std::chrono::duration<double, std::nano> elapsed = clock::now() - before;
    if (taken != turns)
        throw std::runtime_error(std::string(c.name) + " took " + std::to_string(taken) + " turns of " + std::to_string(turns));
    return {turns, turns * c.switches_per_turn, elapsed.count()};
}

std::string line(const contender &c, const measurement &m)
{
    char text[160];
    std::snprintf(text, sizeof text, "%c %-8.*s turns %10llu  switches %10llu  ns %13.0f  ns/switch %10.2f", static_cast<char>(c.form),
                  static_cast<int>(c.name.size()), c.name.data(), static_cast<unsigned long long>(m.turns),
                  static_cast<unsigned long long>(m.switches), m.nanoseconds, m.per_switch());
    return text;
}

} // namespace balor
