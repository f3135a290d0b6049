// What a snapshot costs beside the values in it. The bytes are the same everywhere, so the bounds are exact and no measurement.
#include "check.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace size {
using valor::ser_ctx;

// An int, a double, 32 characters, 16 numbers, 8 entries of a map.
ser_ctx<int> five(int n) {
    double ratio = n * 0.5;
    std::string text(32, 'x');
    std::vector<int> list(16, n);
    std::map<std::string, int> map;
    for (int i = 0; i < 8; ++i) map["key-" + std::to_string(i)] = i;
    n += co_await valor::receive<int>();
    co_return n + int(ratio) + int(text.size() + list.size() + map.size());
}
std::size_t values_of_five() {
    std::map<std::string, int> table;
    for (int i = 0; i < 8; ++i) table["key-" + std::to_string(i)] = i;
    return uf::serialize(std::tuple(3, 1.5, std::string(32, 'x'), std::vector<int>(16), table)).size();
}

ser_ctx<int> down(int depth) {
    std::string text(8, 'x');
    if (depth == 0) co_return co_await valor::receive<int>();
    co_return co_await down(depth - 1) + int(text.size());
}
constexpr std::size_t values_of_down = 4 + 4 + 8;

ser_ctx<int> odd(int depth);
ser_ctx<int> even(int depth) {
    if (depth == 0) co_return co_await valor::receive<int>();
    co_return co_await odd(depth - 1);
}
ser_ctx<int> odd(int depth) { co_return co_await even(depth - 1); }

ser_ctx<int> many(int n) {
    std::vector<ser_ctx<int>> children;
    for (int i = 0; i < n; ++i) children.push_back(down(0));
    for (auto &c : children) c.resume();
    co_await std::suspend_always{};
    co_return int(children.size());
}

std::size_t size_of(ser_ctx<int> c) { return valor::start(std::move(c)).serialize().size(); }

void one_frame() {
    CHECK(values_of_five() == 224);
    const std::size_t size = size_of(five(3));
    std::printf("five locals, %zu bytes of values: %zu bytes\n", values_of_five(), size);
    CHECK(2 * size <= 3 * values_of_five());
}

// Names, key and fingerprint are there once; the type of the variables, state and layout are there each time.
void many_frames() {
    const std::size_t hundred = size_of(down(100)), two_hundred = size_of(down(200));
    const std::size_t each = (two_hundred - hundred) / 100;
    std::printf("recursion, %zu bytes of values: %zu bytes a frame\n", values_of_down, each);
    CHECK(each * 100 == two_hundred - hundred);
    CHECK(each <= values_of_down + 24);
    const std::size_t both = (size_of(even(200)) - size_of(even(100))) / 50;
    std::printf("mutual recursion, 4 bytes of values: %zu bytes for two frames\n", both);
    CHECK(both <= 2 * (4 + 24));
    const std::size_t held = (size_of(many(200)) - size_of(many(100))) / 100;
    std::printf("held, %zu bytes of values: %zu bytes a child\n", values_of_down, held);
    CHECK(held <= values_of_down + 4 + 24);
}
} // namespace size

int main() {
    size::one_frame();
    size::many_frames();
    return check::report();
}
