// Locals of every kind that can be saved, live across a suspension and changed after it.
#include "harness.h"

#include <array>
#include <map>
#include <set>
#include <variant>
#include <vector>

namespace locals {
using e2e::log, e2e::recv, valor::ser_ctx;

enum class colour { red, green = 7, blue };
struct box {
    int w = 1, h = 2;
    std::string label;
    std::string text() const { return e2e::text(std::tie(w, h, label)); }
};

ser_ctx<double> numbers() {
    bool b = true;
    char c = 'c';
    unsigned char uc = 200;
    short s = -7;
    long long ll = 1LL << 60;
    unsigned long long ull = ~0ull;
    float f = 1.0f / 3;
    double d = 1.0 / 3;
    colour k = colour::green;
    co_await recv{1};
    b = !b, ++c, ++uc, --s, ll += 1, ull -= 1, f *= 2, d *= 2;
    k = colour::blue;
    co_await recv{2};
    log(b, c, int(uc), s, ll, " ", ull, " ", f, " ", d, " ", k);
    co_return d;
}
VALOR_SCENARIO(arithmetic, [] { return numbers(); })

ser_ctx<int> containers(int n) {
    std::vector<box> boxes;
    std::map<int, std::set<std::string>> index;
    std::array<std::string, 2> pair{"left", "right"};
    std::variant<int, std::string> either = 5;
    std::optional<std::vector<int>> maybe;
    std::tuple<int, std::string> both(4, "four");
    std::unique_ptr<box> owned;
    co_await recv{0};
    boxes.push_back({n, n + 1, "first"});
    index[n].insert("z");
    index[n].insert("a");
    pair[1] += "!";
    either = std::string("text");
    maybe.emplace({1, 2, 3});
    std::get<1>(both) += "ty";
    owned = std::make_unique<box>(boxes[0]);
    co_await recv{1};
    log(boxes, pair, either, maybe, both, owned, index[n]);
    owned.reset();
    either = 6;
    maybe.reset();
    co_await recv{2};
    log(either, maybe, owned);
    co_return int(boxes.size());
}
VALOR_SCENARIO(standard_types, [] { return containers(4); })

// A user's struct: nothing was written to make it savable.
struct account {
    std::string owner;
    std::vector<std::pair<std::string, int>> entries;
    box extra;
    int balance() const {
        int sum = 0;
        for (const auto &[_, amount] : entries) sum += amount;
        return sum;
    }
};
ser_ctx<int> user_struct() {
    account a{"ann", {}, {}};
    for (int i = 0; i < 3; ++i) {
        int amount = co_await recv{i};
        a.entries.emplace_back("entry" + std::to_string(i), amount);
        a.extra.w += amount;
    }
    log(a.owner, a.entries, a.extra);
    co_return a.balance();
}
VALOR_SCENARIO(without_boilerplate, [] { return user_struct(); })
} // namespace locals
