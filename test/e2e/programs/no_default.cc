// Classes with private state and no default constructor, made again from their tuple.
#include "harness.h"

#include <vector>

namespace no_default {
using e2e::log, e2e::made, e2e::recv, valor::ser_ctx;

ser_ctx<made> relabel(made m) {
    int n = co_await recv{m.id()};
    m.rename("n" + std::to_string(n));
    co_await e2e::tick{};
    co_return std::move(m);
}

ser_ctx<std::string> shelf() {
    made first(1, "one");
    const made second{2, "two"};
    std::vector<made> all;
    co_await recv{0};
    all.push_back(made(3, "three"));
    made third = co_await relabel(std::move(first));
    all.push_back(std::move(third));
    std::optional<made> maybe;
    maybe.emplace(9, "nine");
    co_await recv{1};
    log(all, second, maybe);
    co_return all[1].text();
}
VALOR_SCENARIO(made_from_values, [] { return shelf(); })
VALOR_SCENARIO(as_parameter_and_result, [] { return relabel(made(4, "root")); })
} // namespace no_default
