// The coroutines of the switch rows. This file is compiled as plain coroutines and as ser_ctx, by Clang and by g++ (for which the plugin
// writes it anew): whatever stands in a body stands there in all of them.
// Invariant: locals are changed before each suspension and used after it, so no compiler can drop or fold them.
#include "opaque.h"
#include "shapes.h"

#ifdef BENCH_SAVABLE
#include "savable.h"
#else
#include "plain.h"
#endif

#include <string>

namespace performance {
namespace {

using number = std::uint64_t;

context<number> none(number turns)
{
    number n = 0;
    for (; n < turns; ++n)
        co_await turn{};
    co_return n;
}

context<number> one(number turns)
{
    number n = 0, a = 1;
    for (; n < turns; ++n) {
        change(a);
        co_await turn{};
        use(a);
    }
    co_return n;
}

context<number> five(number turns)
{
    number n = 0, a = 1, b = 2, c = 3, d = 4, e = 5;
    for (; n < turns; ++n) {
        change(a, b, c, d, e);
        co_await turn{};
        use(a, b, c, d, e);
    }
    co_return n;
}

context<number> twenty(number turns)
{
    number n = 0, a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10;
    number k = 11, l = 12, m = 13, o = 14, p = 15, q = 16, r = 17, s = 18, t = 19, u = 20;
    for (; n < turns; ++n) {
        change(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, u);
        co_await turn{};
        use(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, u);
    }
    co_return n;
}

context<number> in_loop(number turns)
{
    number n = 0, a = 1, b = 2;
    for (; n < turns; ++n) {
        number c = a + 1, d = b + 2, e = a + b;
        change(a, b, c, d, e);
        co_await turn{};
        use(a, b, c, d, e);
    }
    co_return n;
}

context<number> child()
{
    co_await turn{};
    co_return 1;
}

context<number> parent(number turns)
{
    number n = 0;
    while (n < turns)
        n += co_await child();
    co_return n;
}

context<number> deep(number turns, int depth)
{
    if (depth > 1)
        co_return co_await deep(turns, depth - 1);
    number n = 0;
    for (; n < turns; ++n)
        co_await turn{};
    co_return n;
}

context<number> descend(int depth)
{
    if (depth > 1)
        co_return co_await descend(depth - 1);
    co_await turn{};
    co_return 1;
}

context<number> deep_each_turn(number turns)
{
    number n = 0;
    while (n < turns)
        n += co_await descend(9);
    co_return n;
}

context<number> numbers(number turns)
{
    number n = 0;
    for (; n < turns; ++n)
        use(co_await receive<int>());
    co_return n;
}

context<number> texts(number turns)
{
    number n = 0;
    for (; n < turns; ++n) {
        const std::string text = co_await receive<std::string>();
        use(text.size());
    }
    co_return n;
}

// Seen from outside, so that Clang does not put the frame on the stack.
void made(context<number> unstarted) { looked_at(unstarted); }

template <auto coroutine> shape row(const char *name)
{
    return {name, [](number turns) { return run(coroutine(turns)); }, [] { made(coroutine(1)); }};
}

const shape all[] = {
    row<none>("no locals"),
    row<one>("1 local"),
    row<five>("5 locals"),
    row<twenty>("20 locals"),
    row<in_loop>("2 locals and 3 in the loop"),
    row<parent>("a child each turn"),
    {"chain of 10", [](number turns) { return run(deep(turns, 10)); }, [] { made(deep(1, 10)); }},
    row<deep_each_turn>("a chain of 10 each turn"),
    {"receive int", [](number turns) { return run_fed(numbers(turns), 7); }, [] { made(numbers(1)); }},
    {"receive string", [](number turns) { return run_fed(texts(turns), std::string("a text")); }, [] { made(texts(1)); }},
};

} // namespace

std::span<const shape> BENCH_NAME(shapes)() { return all; }

} // namespace performance
