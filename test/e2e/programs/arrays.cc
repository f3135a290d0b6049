// Arrays: with and without initialisers, of awaits, of classes, of characters, of arrays; parameters without names.
#include "harness.h"

namespace arrays {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct cell {
    int n = 7;
    std::string name = "cell";
};

ser_ctx<int> plain(int n) {
    int a[3] = {1, n, 3}, b[2], c = 4;
    const int fixed[] = {n, n + 1};
    b[0] = co_await recv{a[1]};
    b[1] = co_await recv{c};
    a[0] += b[0];
    co_await recv{1};
    for (int x : a) {
        co_await recv{x % 7};
        c += x;
    }
    for (auto &x : b)
        x = co_await recv{x % 5};
    int sum = c;
    for (std::size_t i = 0; i < std::size(fixed); ++i)
        sum += fixed[i] * b[i];
    co_return sum + static_cast<int>(sizeof a / sizeof *a);
}
VALOR_SCENARIO(numbers, [] { return plain(5); })

ser_ctx<std::string> classes(int n) {
    cell cells[2] = {{n, "first"}, {}};
    std::string texts[2];
    double grid[2][3] = {{1, 2, 3}, {4}};
    char word[] = "word", padded[8] = "pad";
    unsigned char bytes[4]{1, 2};
    std::unique_ptr<int> owned[2]{std::make_unique<int>(3)};
    co_await recv{1};
    texts[1] = cells[0].name + cells[1].name;
    cells[1].n += co_await recv{2};
    grid[1][2] = co_await recv{3};
    word[0] = 'W';
    padded[6] = 'x';
    bytes[3] = static_cast<unsigned char>(co_await recv{4});
    owned[1] = std::make_unique<int>(*owned[0] + 1);
    co_await recv{5};
    co_return texts[1] + word + padded + padded[6] + std::to_string(cells[1].n + *owned[1] + bytes[1] + bytes[3]) + std::to_string(grid[1][0] + grid[1][2]);
}
VALOR_SCENARIO(kinds, [] { return classes(9); })

#if defined(__clang__) || defined(VALOR_EMITTED) // g++ 12: "array used as initializer"
ser_ctx<int> of_awaits(int n) {
    int a[] = {co_await recv{n}, n, co_await recv{n + 1}};
    {
        int a[2][2] = {{co_await recv{1}}, {2, co_await recv{3}}};
        co_await recv{a[0][0] % 3};
        n += a[1][1];
    }
    co_await recv{4};
    co_return a[0] + a[1] + a[2] + n;
}
VALOR_SCENARIO(lists_of_awaits, [] { return of_awaits(2); })
#endif
// e2e: g++ differs: lists_of_awaits (left out)

struct counted {
    counted() = default;
    counted(int n) : n(n) {}
    counted(const counted &from) : n(from.n) { log("copy", n); }
    counted(counted &&) = default;
    counted &operator=(const counted &) = default;
    std::tuple<const int &> tuple_for_serialization() const { return std::tie(n); }
    std::tuple<int &> tuple_for_serialization() { return std::tie(n); }
    int n = 0;
};
ser_ctx<int> bound() {
    int numbers[3] = {1, 2, 3};
    const std::string words[2] = {"one", "two"};
    auto [a, b, c] = numbers;
    const auto [d, e, f](numbers);
    auto [first, second](words);
    static_assert(std::is_const_v<decltype(first)> && std::is_const_v<decltype(d)> && !std::is_const_v<decltype(a)>);
    numbers[0] = 10;
    a += co_await recv{1};
    int &inside = b;
    const std::string *word = &second;
    {
        auto [a, b] = words;
        co_await recv{static_cast<int>(a.size() + b.size()) % 5};
        log(a, b);
    }
    inside += co_await recv{2};
    log(a, b, c, d, e, f, first, *word, numbers[0]);
    auto &[p, q, r] = numbers;
    p += co_await recv{q};
    r += numbers[0];
    co_return a + b + c + p + r;
}
VALOR_SCENARIO(bound_to_names, [] { return bound(); })

ser_ctx<int> copied() {
    counted from[2] = {4, 5};
    auto [a, b] = from;
    a.n += co_await recv{1};
    log(a.n, from[0].n);
    int rows[2][2] = {{1, 2}, {3, 4}};
    int sum = a.n + b.n;
    for (auto [x, y] : rows) {
        x += co_await recv{y};
        sum += x * y;
    }
    for (auto &[x, y] : rows) {
        x += co_await recv{y};
        sum += x * y;
    }
    for (const auto &[x, y] : rows)
        sum += co_await recv{x % 7} + y;
    co_return sum;
}
VALOR_SCENARIO(bound_to_copies, [] { return copied(); })

struct object {
    ser_ctx<int> member(int, std::string = "unused") {
        co_return co_await recv{2};
    }
};
ser_ctx<int> unnamed(int n, double, const std::string &, track) {
    n += co_await recv{1};
    co_return n;
}
ser_ctx<int> calls(int n) {
    std::string text = "text";
    object o;
    n += co_await unnamed(n, 0.5, text, track("argument"));
    n += co_await o.member(3);
    co_return n;
}
VALOR_SCENARIO(unnamed_parameters, [] { return calls(1); })
} // namespace arrays
