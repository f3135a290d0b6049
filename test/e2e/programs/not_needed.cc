// References, bindings and closures that are in scope at a suspension but not looked at any more.
#include "harness.h"

#include <map>

namespace not_needed {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct base {
    int b = 1;
    virtual ~base() = default;
};
struct item : virtual base {
    int n = 2;
};
int &pick(std::vector<int> &v, std::size_t i) {
    log("pick", i);
    return v[i];
}

ser_ctx<int> references(std::vector<int> v, std::map<std::string, int> m) {
    auto &first = v[0];
    first += 1;
    const int &second = pick(v, 1);
    log(second);
    auto &[name, price] = *m.begin();
    price += static_cast<int>(name.size());
    int x = co_await recv{v[0]};
    {
        int &third{v[2]};
        third += x;
        x += co_await recv{1};
    }
    for (int i = 0; i < 2; ++i) {
        int &turn = pick(v, static_cast<std::size_t>(i));
        turn += 3;
        const auto &entry = *m.rbegin();
        log(entry.first, turn);
        x += co_await recv{i};
        int &again = v[1];
        again += i;
    }
    co_return x + v[0] + v[1] + v[2] + m.begin()->second;
}
VALOR_SCENARIO(dead_references, [] { return references({1, 2, 3}, {{"a", 1}, {"b", 2}}); })

ser_ctx<int> with_bases(int n) {
    int sum = 0;
    {
        item it;
        it.n = n;
        base &b = it;
        b.b += it.n;
        sum = b.b;
    }
    auto owned = std::make_unique<int>(n);
    int &value = *owned;
    value += sum;
    sum += co_await recv{sum};
    co_return *owned + sum;
}
VALOR_SCENARIO(into_the_heap, [] { return with_bases(2); })

ser_ctx<int> closures(int n) {
    int calls = 0;
    auto add = [&](int x) { return ++calls, x + n; };
    n = add(n);
    const auto twice = [](int x) { return 2 * x; };
    int sum = twice(add(1));
    sum += co_await recv{2};
    while (sum < 200) {
        auto more = [&sum, n] { sum += n; };
        more();
        more();
        sum += co_await recv{3} % 4 + 1;
    }
    auto last = [=] { return sum + calls; };
    co_return last();
}
VALOR_SCENARIO(dead_closures, [] { return closures(4); })
} // namespace not_needed
