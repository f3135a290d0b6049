// The small programs that every system of this kind is tried with.
// e2e: g++ differs: two_processes
#include "harness.h"

#include <vector>

namespace shapes {
using e2e::echo, e2e::log, e2e::recv, valor::ser_ctx;

ser_ctx<> squares(int n) {
    for (int i = 0; i < n; ++i) co_await echo{i * i};
}
VALOR_SCENARIO(square_generator, [] { return squares(4); })

ser_ctx<> twice(int n) {
    co_await squares(n);
    co_await squares(n);
}
VALOR_SCENARIO(square_generator_twice, [] { return twice(3); })

ser_ctx<> loop(int n) {
    for (int i = 0; i < n; ++i) co_await squares(i);
}
VALOR_SCENARIO(square_generator_loop, [] { return loop(4); })

ser_ctx<> even_squares(int n) {
    for (int i = 0; i < n; ++i) {
        if (i % 2) continue;
        co_await echo{i * i};
    }
}
VALOR_SCENARIO(even_square_generator, [] { return even_squares(6); })

ser_ctx<> nested(int n) {
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            for (int k = 0; k < n; ++k) co_await echo{i * 100 + j * 10 + k};
}
VALOR_SCENARIO(nested_loops, [] { return nested(2); })

ser_ctx<> fizzbuzz_if(int n) {
    for (int i = 1; i <= n; ++i) {
        if (i % 3 == 0 && i % 5 == 0) {
            co_await e2e::recv_text{15};
        } else if (i % 3 == 0) {
            co_await e2e::recv_text{3};
        } else if (i % 5 == 0) {
            co_await e2e::recv_text{5};
        } else {
            co_await echo{i};
        }
    }
}
VALOR_SCENARIO(fizzbuzz_by_if, [] { return fizzbuzz_if(15); })

ser_ctx<> fizzbuzz_switch(int n) {
    for (int i = 1; i <= n; ++i) {
        switch ((i % 3 == 0) * 2 + (i % 5 == 0)) {
        case 3: co_await e2e::recv_text{15}; break;
        case 2: co_await e2e::recv_text{3}; break;
        case 1: co_await e2e::recv_text{5}; break;
        default: co_await echo{i};
        }
    }
}
VALOR_SCENARIO(fizzbuzz_by_switch, [] { return fizzbuzz_switch(15); })

struct stepper {
    int i = 0;
    ser_ctx<> run(int n) {
        for (; i < n; ++i) co_await echo{i};
    }
};
ser_ctx<int> method() {
    stepper s{1};
    co_await s.run(3);
    co_await s.run(5);
    co_return s.i;
}
VALOR_SCENARIO(method_generator, [] { return method(); })

ser_ctx<int> fibonacci(int n) {
    if (n < 2) co_return co_await echo{n};
    co_return co_await fibonacci(n - 1) + co_await fibonacci(n - 2);
}
VALOR_SCENARIO(recursive_fibonacci, [] { return fibonacci(6); })

ser_ctx<std::vector<int>> sieve(int n) {
    std::vector<bool> composite(std::size_t(n + 1));
    std::vector<int> primes;
    for (int i = 2; i <= n; ++i) {
        if (composite[std::size_t(i)]) continue;
        primes.push_back(co_await echo{i});
        for (int j = 2 * i; j <= n; j += i) composite[std::size_t(j)] = true;
    }
    co_return primes;
}
VALOR_SCENARIO(primes, [] { return sieve(20); })

ser_ctx<> hanoi(int n, char from, char to, char via) {
    if (n == 0) co_return;
    co_await hanoi(n - 1, from, via, to);
    log(n, from, to);
    co_await recv{n};
    co_await hanoi(n - 1, via, to, from);
}
VALOR_SCENARIO(towers_of_hanoi, [] { return hanoi(3, 'a', 'b', 'c'); })

// The idea's own example: two awaits in one full-expression, a log between, then a wait for nothing.
ser_ctx<int> k(int in) {
    log("start ", in);
    auto j = co_await recv{in} + co_await recv{13};
    log("got ", j);
    co_await e2e::tick{};
    log("end");
    co_return j;
}
VALOR_SCENARIO(two_processes, [] { return k(5); })
} // namespace shapes
