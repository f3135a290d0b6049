// for loops: several variables, missing parts, nesting, effects in each part.
#include "harness.h"

#include <string>
#include <vector>

namespace for_loop {
using e2e::echo, e2e::log, e2e::recv, e2e::seen, e2e::track, valor::ser_ctx;

ser_ctx<int> parts(int n) {
    int sum = 0;
    for (int i = seen("init", 0), j = n; seen("cond", i < j); log("step"), ++i, --j) {
        int x = co_await recv{i};
        sum += x * j;
    }
    for (;;) {
        if (sum % 7 == 0) break;
        ++sum;
        co_await echo{sum};
    }
    int k = 3;
    for (; k;) co_await echo{--k};
    for (k = 5; k < 7; ++k) {
        co_await echo{k};
    }
    for (std::string s = "a"; s.size() < 4; s += "b") co_await echo{int(s.size())};
    co_return sum + k;
}
VALOR_SCENARIO(every_part, [] { return parts(5); })

ser_ctx<std::vector<std::string>> nested(int n) {
    std::vector<std::string> out;
    for (int i = 0; i < n; ++i) {
        track row("row" + std::to_string(i));
        for (int i = 0; i < 2; ++i) {
            for (unsigned char k = 0; k < 2; ++k) {
                int x = co_await recv{i * 10 + k};
                out.push_back(std::to_string(x) + row.name());
            }
            if (i == 0) co_await e2e::tick{};
        }
        log("row done ", i);
    }
    co_return out;
}
VALOR_SCENARIO(nested_loops, [] { return nested(3); })

ser_ctx<int> containers(std::vector<int> v) {
    int sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        v[i] += co_await recv{v[i]};
        if (v[i] % 2 == 0 && v.size() < 6) v.push_back(v[i]);
        sum += v[i];
    }
    for (int x : v) log(x); // no await inside
    co_return sum;
}
VALOR_SCENARIO(growing_vector, [] { return containers({1, 2, 3}); })

ser_ctx<int> unused_variable(int n) {
    for (int i = 0, unused = 7; i < n; ++i) {
        track t;
        co_await recv{(void(unused), i)};
    }
    co_return n;
}
VALOR_SCENARIO(many_turns, [] { return unused_variable(40); })
} // namespace for_loop
