// Every standard value type once, as a local that lives across a co_await.
#include "harness.h"

#include <atomic>
#include <bitset>
#include <chrono>
#include <complex>
#include <cwchar>
#include <filesystem>
#include <forward_list>
#include <queue>
#include <stack>
#include <valarray>

namespace more_types {
using e2e::log, e2e::recv, valor::ser_ctx;
using namespace std::chrono_literals;

// Text of any value, the same from every compiler.
template <class... T> void show(const T &...v) { log(uf::any(v).print()...); }

struct base {
    int id;
};
struct named : base { // bases count as members
    int rank;
};
struct empty {};
struct tagged : empty {
    std::string tag;
};
struct flags {
    unsigned a : 3;
    int b : 5;
    bool c : 1;
    std::string name;
};
struct counters {
    std::atomic<int> hits;
    std::atomic<bool> on;
};
struct hooked {
    int n = 0;
    int doubled = 0;
    void after_deserialization_simple() { doubled = 2 * n; }
};
struct grid {
    std::string cells[2][2];
    const int k[2];
};

ser_ctx<int> numbers() {
    const std::complex<float> z(1.5f, -2);
    std::bitset<9> bits(5);
    std::valarray<int> row{1, 2, 3};
    std::atomic<int> count(3);
    long long big = -5'000'000'000;
    int more = co_await recv{1};
    bits.set(8);
    count += more;
    row *= 2;
    show(z, bits, row, count, big);
    co_await recv{2};
    show(z, bits, row, count, big);
    co_return count.load();
}

ser_ctx<int> times() {
    auto timeout = 1500ms;
    const std::chrono::sys_seconds when(1'700'000'000s);
    std::chrono::duration<double> exact(0.25);
    auto date = std::chrono::year(2024) / std::chrono::February / 29;
    const auto day = std::chrono::weekday(std::chrono::sys_days(date));
    int n = co_await recv{1};
    timeout += std::chrono::milliseconds(n);
    show(timeout, when, exact, date, day);
    co_await recv{2};
    show(timeout, when, exact, date, day);
    co_return static_cast<int>(timeout.count());
}

ser_ctx<int> texts() {
    std::filesystem::path home = "/home/someone";
    std::u8string u8 = u8"\u00e9";
    std::u16string u16 = u"\U0001f600";
    std::u32string u32 = U"\u20ac";
    std::wstring wide = L"wide";
    char16_t c = u'x';
    int n = co_await recv{1};
    home /= std::to_string(n);
    wide += std::to_wstring(n);
    show(home, u8, u16, u32, wide, c);
    co_await recv{2};
    show(home, u8, u16, u32, wide, c);
    co_return static_cast<int>(wide.size());
}

ser_ctx<int> adaptors() {
    std::stack<std::string> undo;
    std::queue<int, std::list<int>> waiting;
    std::priority_queue<int> next;
    std::forward_list<std::pair<int, std::string>> chain{{1, "a"}};
    undo.push("first");
    for (int i : {3, 1, 2}) {
        waiting.push(i);
        next.push(i);
    }
    int n = co_await recv{1};
    undo.push(std::to_string(n));
    next.push(n);
    waiting.pop();
    chain.emplace_front(n, "b");
    show(undo, waiting, next, chain);
    co_await recv{2};
    show(undo, waiting, next, chain);
    co_return next.top();
}

ser_ctx<int> structs() {
    named who{{7}, 1};
    tagged t{{}, "tag"};
    flags f{5, -3, true, "f"};
    counters c{4, true};
    grid g{{{"a", "b"}, {"c", "d"}}, {1, 2}};
    std::map<std::filesystem::path, std::variant<std::vector<std::complex<float>>, std::bitset<9>>> all;
    all["/a"] = std::vector<std::complex<float>>{{1, 2}};
    int n = co_await recv{1};
    who.id += n;
    who.rank += 1;
    f.b = 4;
    ++c.hits;
    all["/b"] = std::bitset<9>(3);
    show(who, t, f, c, g, all);
    co_await recv{2};
    show(who, t, f, c, g, all);
    co_return who.id;
}

ser_ctx<int> after_hook() {
    hooked h{4, 8};
    co_await recv{1};
    log(h.n, h.doubled);
    co_return h.doubled;
}

struct refuses { // to be made of a negative number
    int n;
    refuses(int k) : n(k) {
        if (k < 0) throw k;
    }
    refuses(const refuses &o) : n(o.n) {} // not trivial: a variant cannot make it aside first
    refuses &operator=(const refuses &o) = default;
    std::tuple<const int &> tuple_for_serialization() const { return std::tie(n); }
};
ser_ctx<int> valueless(int n) {
    std::variant<std::string, refuses> lost = "text", kept = "kept";
    std::vector<std::variant<std::string, refuses>> all(2);
    for (auto *v : {&lost, &all[0]})
        try {
            v->emplace<1>(-n);
        } catch (int) {
        }
    co_await recv{n};
    log(lost.valueless_by_exception(), all[0].valueless_by_exception(), all[1].index(), std::get<0>(kept));
    lost = "again";
    co_await recv{n};
    co_return int(std::get<0>(lost).size());
}

VALOR_SCENARIO(variants_without_a_value, [] { return valueless(1); })
VALOR_SCENARIO(numeric, [] { return numbers(); })
VALOR_SCENARIO(chrono, [] { return times(); })
VALOR_SCENARIO(wide_text, [] { return texts(); })
VALOR_SCENARIO(container_adaptors, [] { return adaptors(); })
VALOR_SCENARIO(user_structs, [] { return structs(); })
VALOR_SCENARIO(with_hook, [] { return after_hook(); })
} // namespace more_types
