// Awaits on sides that are evaluated conditionally: && || ?: and the comma. g++ 12 compiles them wrongly: left out there.
// e2e: g++ differs: none_true all_true mixed mixed_too select_true select_false nested_true nested_false commas constants_that_await values_on_sides
#include "harness.h"

#if defined(__clang__) || defined(VALOR_EMITTED)
namespace conditional {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

bool say(std::string what, bool value) {
    log(what, value);
    return value;
}
ser_ctx<bool> ask(std::string what, bool value) {
    track t("ask");
    co_await recv{value};
    co_return say(what, value);
}

ser_ctx<int> logic(bool a, bool b, bool c) {
    int n = 0;
    if (a && co_await ask("b", b))
        n += 1;
    if (a || co_await ask("c", c))
        n += 2;
    bool both = say("first", a) && co_await ask("second", b) && say("third", c);
    bool any = co_await ask("one", a) || co_await ask("two", b) || co_await ask("three", c);
    n += both * 4 + any * 8;
    if (!(co_await ask("x", a) && (b || co_await ask("y", c))) && say("z", true))
        n += 16;
    while (n < 40 && co_await ask("loop", n % 2 == 0 || n < 30))
        n += 7;
    do {
        ++n;
    } while (n % 3 || (c && co_await ask("do", n % 2)));
    for (int i = 0; i < 2 || co_await ask("for", i < 3); ++i)
        n += co_await recv{i} % 2;
    co_return n;
}
VALOR_SCENARIO(none_true, [] { return logic(false, false, false); })
VALOR_SCENARIO(all_true, [] { return logic(true, true, true); })
VALOR_SCENARIO(mixed, [] { return logic(true, false, true); })
VALOR_SCENARIO(mixed_too, [] { return logic(false, true, false); })

ser_ctx<std::string> name(int n) {
    co_await recv{n};
    co_return "name " + std::to_string(n);
}
ser_ctx<std::string> select(bool c, int n) {
    int a = c ? co_await recv{1} : co_await recv{2};
    int b = c ? n : co_await recv{3};
    int d = 10 + (c ? co_await recv{4} : n) * 2 + co_await recv{5};
    std::string text = c ? co_await name(a) : std::string("constant");
    std::string more = text + (c ? "short" : co_await name(b)) + "!";
    c ? co_await recv{6} : co_await recv{7};
    double mean = c ? co_await recv{8} : 0.5;
    co_return (c ? co_await name(d) : more) + text + std::to_string(mean);
}
VALOR_SCENARIO(select_true, [] { return select(true, 3); })
VALOR_SCENARIO(select_false, [] { return select(false, 4); })

ser_ctx<int> nested(bool a, bool b) {
    int n = a ? (b ? co_await recv{1} : co_await recv{2}) : (b && co_await ask("n", true)) ? co_await recv{3} : 4;
    n += (a ? co_await recv{5} : n) + (b ? co_await recv{6} : n) * (a || co_await ask("m", b));
    std::vector<int> v{1, 2, 3};
    v[a ? co_await recv{0} % 3 : 1] += n;
    co_await recv{a && co_await ask("inner", b) ? 1 : co_await recv{2}};
    co_return n + v[0] + v[1] * 2 + v[2] * 3;
}
VALOR_SCENARIO(nested_true, [] { return nested(true, false); })
VALOR_SCENARIO(nested_false, [] { return nested(false, true); })

ser_ctx<int> comma(int n) {
    int x = (log("before"), co_await recv{n});
    x += (co_await recv{1}, co_await recv{2});
    for (int i = 0, k = 5; i < k; ++i, co_await recv{i}, --k)
        x += i * k;
    if (log("test"), x += co_await recv{3}, x > 10)
        log("more than ten");
    co_return (log("last"), x);
}
VALOR_SCENARIO(commas, [] { return comma(2); })

// A constant for the compiler, although it awaits.
ser_ctx<int> folded(int n) {
    const int sure = 6 > 2 || co_await recv{n} < 60;
    const bool never = false && co_await recv{n} > 0;
    int sum = 0;
    for (int i = 0; i < 3; ++i)
        sum += sure * 10 + never + co_await recv{i};
    co_return sum + (n > 100 ? sure : 0);
}
VALOR_SCENARIO(constants_that_await, [] { return folded(2); })

// Class values on a side, which end with it: nobody sees that.
struct message {
    std::string role, text;
    const std::string &words() const { return text; }
};
ser_ctx<message> reply(std::string text) { co_return message{"bot", text + std::to_string(co_await recv{1})}; }
message of_length(int n) { return {"me", std::string(std::size_t(n), 'm')}; }
ser_ctx<int> values(int n) {
    int sum = 0;
    if (n > 0 && (co_await reply("hi")).text == "hi31")
        sum += 1;
    bool longer = n > 5 || of_length(co_await recv{3} % 9).words().size() > (co_await reply("a text that is too long for a small string")).words().size();
    sum += n > 2 ? static_cast<int>((co_await reply("q")).words().size() + of_length(4).words().size()) + co_await recv{2} : of_length(2).text[0];
    std::string chosen = n > 1 ? std::string((co_await reply("chosen")).text) : of_length(3).words();
    log(sum, longer, chosen);
    co_return sum;
}
VALOR_SCENARIO(values_on_sides, [] { return values(3); })
} // namespace conditional
#endif
