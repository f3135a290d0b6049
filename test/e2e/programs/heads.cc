// Declarations in the heads of statements that suspend; if constexpr.
// e2e: g++ differs: loop_heads
#include "harness.h"

#include <map>

namespace heads {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<int> ifs(int n) {
    std::map<std::string, int> known{{"one", 1}, {"two", 2}};
    int sum = 0;
    if (int got = co_await recv{n}; got > 50) {
        sum += co_await recv{got};
    } else if (int other = co_await recv{got + 1}; other > 30) {
        co_await recv{1};
        sum += other + got;
    } else {
        sum -= co_await recv{2} + other;
    }
    if (int x = sum % 7) {
        sum += co_await recv{x} + x;
    } else {
        sum += co_await recv{x + 3};
    }
    if (auto text = std::to_string(sum); !text.empty() && text.size() < 9)
        co_await recv{static_cast<int>(text.size())}, log(text);
    if (log("plain init"); sum)
        sum += co_await recv{5};
    if (sum = sum / 2; co_await recv{sum} % 2)
        log("odd");
    if (const auto size = known.size())
        sum += co_await recv{static_cast<int>(size)} * static_cast<int>(size);
    co_return sum;
}
VALOR_SCENARIO(if_heads, [] { return ifs(3); })
VALOR_SCENARIO(if_heads_too, [] { return ifs(8); })

ser_ctx<int> loops(int n) {
    int sum = 0;
    while (int left = n - sum % 5) {
        track t("turn");
        sum += co_await recv{left} % 3 + 1;
        if (sum > 12)
            break;
        log(left);
    }
    [[maybe_unused]] int turns = 0;
#if defined(__clang__) || defined(VALOR_EMITTED) // g++ 12 destroys the pointer twice
    while (auto p = turns < 3 ? std::make_unique<int>(co_await recv{turns}) : nullptr) {
        co_await recv{*p};
        if (++turns == 2)
            continue;
        sum += *p;
    }
#endif
    for (int i = 3; int rest = i;) {
        sum += co_await recv{rest};
        --i;
    }
    co_return sum;
}
VALOR_SCENARIO(loop_heads, [] { return loops(4); })

enum class color { red, green, blue };
ser_ctx<int> switches(int n) {
    int sum = 0;
    switch (int got = co_await recv{n}; got % 3) {
    case 0: sum += co_await recv{got}; [[fallthrough]];
    case 1: sum += got; break;
    default: sum -= co_await recv{2} - got;
    }
    switch (color c = static_cast<color>(n % 3)) {
    case color::red: co_await recv{0}; break;
    case color::green: sum += co_await recv{1}; break;
    case color::blue: sum += co_await recv{static_cast<int>(c)};
    }
    switch (log("before"); sum % 2) {
    case 0: sum += co_await recv{6};
    }
    co_return sum;
}
VALOR_SCENARIO(switch_heads, [] { return switches(1); })
VALOR_SCENARIO(switch_heads_too, [] { return switches(5); })

ser_ctx<int> constants(int n) {
    if constexpr (sizeof(int) == 4) {
        n += co_await recv{n};
        log("four");
    } else {
        n += co_await recv{n + 1};
    }
    if constexpr (sizeof(int) == 8)
        n += co_await recv{n};
    else
        n -= co_await recv{n + 2};
    if constexpr (sizeof(char) == 2)
        co_await recv{1};
    n += co_await recv{3};
    co_return n;
}
VALOR_SCENARIO(if_constexpr, [] { return constants(2); })
} // namespace heads
