// Several awaits with side effects in one full-expression. What was evaluated before a suspension must not
// be evaluated again after it, and what was read before must not be read after.
// e2e: g++ differs: subscript function_arguments nested operators read_before_await objects_with_static_storage
// e2e: g++ emit differs: function_arguments (what follows the last await of an expression is in the order of the compiler)
#include "harness.h"

#include <compare>
#include <string_view>
#include <tuple>
#include <vector>

namespace full_expressions {
using e2e::log, e2e::recv, e2e::seen, valor::ser_ctx;

ser_ctx<int> child(int k, std::string s) {
    int a = co_await recv{k};
    log("child ", s);
    co_return a + int(s.size());
}

int next(std::size_t &i) { return log("next ", i), int(i++); }

// The line of the design: an operand with a side effect before two awaits.
ser_ctx<int> subscript_and_product() {
    std::vector<int> x{10, 20, 30};
    std::size_t i = 0;
    int r = x[i++] + co_await child(2, "b") * co_await child(seen("k", 3), "ccc");
    log(r, " ", i);
    x[0] = 1000;
    r += x[std::size_t(next(i))] + co_await child(1, "d") - x[std::size_t(next(i))];
    co_return r + int(i);
}
VALOR_SCENARIO(subscript, [] { return subscript_and_product(); })

int three(int a, int b, int c) { return seen("three", a * 100 + b * 10 + c); }
int changes(int &v, int by) { return seen("changes", v += by); }
int by_reference(const int &early, int late) { return seen("early is now", early) * 1000 + late; }

ser_ctx<int> arguments(int n) {
    int v = n;
    int a = three(seen("first", 1), co_await recv{1} % 10, seen("last", 3));
    int b = three(co_await recv{2} % 10, changes(v, 2), co_await recv{3} % 10);
    int c = three(v, changes(v, 1), co_await child(v, "arg"));
    int d = by_reference(v, changes(v, 5)) + co_await recv{4};
    int e = by_reference(v, co_await recv{v} + changes(v, 7));
    log(a, " ", b, " ", c, " ", d, " ", e);
    log("direct ", co_await recv{5}, " ", seen("mid", v), " ", co_await e2e::recv_text{6});
    co_return v;
}
VALOR_SCENARIO(function_arguments, [] { return arguments(1); })

ser_ctx<int> nested_awaits(int n) {
    int r = co_await child(co_await recv{n}, "outer" + std::to_string(co_await recv{n + 1}));
    r += co_await child(co_await child(co_await child(co_await recv{1}, "1"), "22"), co_await e2e::recv_text{2});
    r -= three(co_await child(1, "x"), three(1, co_await recv{2}, co_await recv{3}), co_await child(co_await recv{4}, "y"));
    co_return r;
}
VALOR_SCENARIO(nested, [] { return nested_awaits(3); })

ser_ctx<int> sums() {
    int a = co_await recv{1} + co_await recv{2};
    int b = co_await recv{1} - co_await recv{2} - co_await recv{3};
    int c = (co_await recv{1} + 1) * (co_await recv{2} + 2) % (co_await recv{3} + 3);
    int d = -co_await recv{4} + !co_await recv{5} + ~co_await recv{6};
    bool e = co_await recv{7} < co_await recv{8};
    std::string s = "<" + co_await e2e::recv_text{1} + co_await e2e::recv_text{2} + ">";
    std::string t = co_await e2e::recv_text{3} + std::to_string(co_await recv{9}) + s;
    long wide = static_cast<long>(co_await recv{1}) << (co_await recv{2} % 8);
    double mixed = 0.5 + co_await recv{3} / 2.0;
    log(a, " ", b, " ", c, " ", d, " ", e, s, t, wide, " ", mixed);
    co_return a + b + c;
}
VALOR_SCENARIO(operators, [] { return sums(); })

// The value of a variable is read before the await, and the variable is changed during it.
ser_ctx<int> bump(int &v, int by) {
    co_await recv{by};
    v += by;
    co_return v;
}
ser_ctx<int> reads_before() {
    int v = 1;
    int r = v + co_await bump(v, 10);
    r = r * 1000 + v * co_await bump(v, 100) + v;
    co_return r;
}
VALOR_SCENARIO(read_before_await, [] { return reads_before(); })

// A reference, a pointer or a view to a temporary of the operand: the temporary must live as long.
const std::string &same(const std::string &s) { return s; }
std::size_t both(std::string_view v, int n) { return log(v, " ", n), v.size(); }
ser_ctx<int> refers_to_temporary(int n) {
    std::string s = same(std::string("a temporary that needs memory ") + std::to_string(n)) + std::to_string(co_await recv{n});
    log(s);
    std::size_t l = both(same(std::string("another one, of which a view is kept")), co_await recv{2});
    co_return int(l);
}
VALOR_SCENARIO(reference_to_temporary, [] { return refers_to_temporary(3); })

// No reference binds to a bit-field: its value is what is kept.
struct flags {
    unsigned low : 3 = 1;
    int high : 5 = 2;
    std::tuple<int, int> tuple_for_serialization() const { return {low, high}; }
    std::tuple<int, int> tuple_for_serialization() { return {0, 0}; }
    void after_deserialization(std::tuple<int, int> read) {
        low = unsigned(std::get<0>(read)) & 7;
        high = std::get<1>(read) & 15;
    }
};
ser_ctx<int> bit_fields(int n) {
    flags f;
    f.high = n;
    int r = f.high + co_await recv{1};
    f.high += co_await recv{2} & 1;
    f.low = unsigned(co_await recv{3}) & 3;
    r += three(int(f.low), co_await recv{4} % 10, f.high);
    r += f.high++ + co_await recv{5};
    co_return r * 100 + f.high;
}
VALOR_SCENARIO(bits, [] { return bit_fields(3); })

// The promotion of a bit-field depends on its width, which a value that is kept has no more.
struct narrow {
    unsigned a : 3 = 1, b : 3 = 2;
    bool on : 1 = true;
    std::tuple<int, int> tuple_for_serialization() const { return {a, b}; }
    std::tuple<int, int> tuple_for_serialization() { return {0, 0}; }
    void after_deserialization(std::tuple<int, int> read) {
        a = unsigned(std::get<0>(read)) & 7;
        b = unsigned(std::get<1>(read)) & 7;
    }
};
ser_ctx<int> promotes(int n) {
    narrow w, *p = &w;
    log(w.a < co_await recv{1} - 9, " ", p->a + co_await recv{2} - 50, " ", (w.a + co_await recv{3} - 50) / 2);
    long sum = w.b - (co_await recv{n} + 90);
    log((w.a = 2) + co_await recv{4} - 50, " ", ++w.a - (co_await recv{6} + 50), " ", w.on - (co_await recv{3} + 50));
    co_return static_cast<int>(sum);
}
VALOR_SCENARIO(promoted_bits, [] { return promotes(3); })

// A value may be made const: overloads tell.
const std::string constant(const char *text) { return text; }
int chosen(std::string &&) { return 1; }
int chosen(const std::string &) { return 2; }
int chosen(const std::string &&) { return 3; }
ser_ctx<const std::string> gives_constant(int n) { co_return std::string(std::size_t(co_await recv{n}), 'c'); }
ser_ctx<int> tells_const(int n) {
    int sum = 10 * chosen(constant("c")) + co_await recv{n};
    sum += 10 * chosen(std::string("c")) + co_await recv{sum};
    sum += 10 * chosen(co_await gives_constant(3)) + co_await recv{sum};
    co_return sum;
}
VALOR_SCENARIO(constant_values, [] { return tells_const(2); })

// An element of an array with static storage is named again, as the array is.
int table[3] = {1, 2, 3};
int larger(const int &a, int b) { return a > b ? a : b; }
ser_ctx<int> elements() {
    table[1] = 2;
    int sum = larger(table[1], co_await recv{1}) + table[2];
    table[1] += larger(table[0], co_await recv{2});
    co_return sum + table[1];
}
VALOR_SCENARIO(elements_with_static_storage, [] { return elements(); })
struct version {
    int major = 0;
    std::strong_ordering operator<=>(const version &o) const { return seen("cmp", major), major <=> o.major; }
    bool operator==(const version &o) const { return seen("eq", major), major == o.major; }
};
ser_ctx<std::string> word(int n) {
    int k = co_await recv{n};
    co_return k > 40 ? "end" : "word";
}
ser_ctx<version> version_of(int n) { co_return version{co_await recv{n}}; }
ser_ctx<int> compares() {
    std::string line;
    int n = 0;
    while ((line = co_await word(n)) != "end" && n < 5) {
        log(line);
        ++n;
    }
    if (co_await version_of(1) < co_await version_of(2))
        log("less");
    if (version{3} >= co_await version_of(1))
        log("not less");
    if (co_await version_of(1) != version{4})
        log("another");
    bool other = "end" != co_await word(9);
    co_return n + other;
}
VALOR_SCENARIO(rewritten_operators, [] { return compares(); })

// Objects with static storage, in chains of calls that give them back.
struct sink_base {
    const sink_base &put(int n) const { return log("put ", n), *this; }
};
struct sink : sink_base {
    const sink &text(const char *t) const { return log("text ", t), *this; }
    int sum(int a, int b) const { return a + b; }
};
const sink out;
struct owner {
    static inline const sink shared;
};
const sink &operator<<(const sink &s, int n) { return s.put(n), s; }
const sink &operator<<(const sink &s, const char *t) { return s.text(t); }
ser_ctx<int> globals() {
    const sink &named = out;
    out << "a" << co_await recv{1} << "b" << co_await recv{2} << "c";
    out.put(1).put(co_await recv{3}).put(co_await recv{4});
    named << "named" << co_await recv{5};
    int n = owner::shared.text("t").sum(co_await recv{1}, co_await recv{2});
    (co_await recv{6} > 3 ? out : owner::shared) << "which" << co_await recv{7};
    log(co_await recv{n} % 2 ? "t" : "f", co_await recv{8});
    co_return n;
}
VALOR_SCENARIO(objects_with_static_storage, [] { return globals(); })
} // namespace full_expressions
