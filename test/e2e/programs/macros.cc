// Awaits, declarations and whole bodies that come from macros.
// e2e: g++ differs: expressions (two awaits in one expression are suspended in another order)
#include "harness.h"

namespace macros {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

#define RECV(n) co_await recv{n}
#define LET(name, value) auto name = value
#define TWICE(x) ((x) + (x))
#define REPEAT(n, body) \
    for (int i = 0; i < (n); ++i) { body }
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define RETURN co_return
#define CORO(name, ...) ser_ctx<int> name(__VA_ARGS__)
#define BEGIN {
#define END }

ser_ctx<int> awaits(int x) {
    int a = RECV(1);
    LET(b, RECV(2) + a);
    LET(text, std::string("kept"));
    x += TWICE(RECV(x));
    log(text, a, b, x);
    if (RECV(3) > 2)
        x += RECV(4) * RECV(5);
    RETURN x + b;
}
VALOR_SCENARIO(expressions, [] { return awaits(7); })

ser_ctx<int> loops(int n) {
    int sum = 0;
    REPEAT(n, track t("inner"); sum += RECV(i); if (sum > 2) break; log(i);)
    REPEAT(2, REPEAT(2, sum += RECV(i) + i;) co_await recv{sum};)
    RETURN sum;
}
VALOR_SCENARIO(statements, [] { return loops(4); })

#define BODY                                         \
    {                                                \
        std::vector<int> got;                        \
        while (got.size() < 3) {                     \
            int JOIN(v, 1) = RECV((int)got.size());  \
            got.push_back(JOIN(v, 1));               \
        }                                            \
        int sum = 0;                                 \
        for (int g : got)                            \
            sum += g;                                \
        log("RETURN", sum);                          \
        RETURN sum *x;                               \
    }
ser_ctx<int> whole(int x) BODY
VALOR_SCENARIO(body, [] { return whole(3); })

CORO(signature, int a, int b) BEGIN
    int JOIN(c, d) = RECV(a);
    cd += RECV(b);
    RETURN cd;
END
VALOR_SCENARIO(everything, [] { return signature(3, 5); })

#define DEFINE(name, type, n)                                    \
    ser_ctx<type> name(type x) {                                 \
        type kept = x;                                           \
        for (int i = 0; i < n; ++i)                              \
            kept += static_cast<type>(co_await recv{i});         \
        co_return kept;                                          \
    }                                                            \
    VALOR_SCENARIO(scenario_##name, [] { return name(type(1)); })
DEFINE(ints, int, 2)
DEFINE(doubles, double, 3)
} // namespace macros
