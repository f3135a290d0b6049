// Awaits inside try blocks: handlers, rethrow across levels, errors that a child or an awaiter throws.
#include "harness.h"

#include <stdexcept>

namespace try_catch {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct failure {
    int code;
};

ser_ctx<int> thrower(int limit, int n) {
    track t("thrower");
    for (int i = 0; i < n; ++i) {
        int got = co_await recv{i};
        if (i == limit)
            throw failure{got};
    }
    co_return n;
}

ser_ctx<int> simple(int n) {
    int sum = 0;
    try {
        track t("in try");
        sum += co_await recv{1};
        if (n > 2)
            throw std::runtime_error("more than two");
        sum += co_await recv{2};
    } catch (const std::exception &e) {
        log(e.what());
        sum = -sum;
    }
    sum += co_await recv{3};
    co_return sum;
}
VALOR_SCENARIO(no_throw, [] { return simple(1); })
VALOR_SCENARIO(throws, [] { return simple(3); })

ser_ctx<int> levels(int limit) {
    int sum = 0;
    try {
        std::string kept = "a string that is kept over the try block";
        try {
            sum += co_await thrower(limit, 3);
            log("no throw");
        } catch (int) {
            log("never");
        } catch (const failure &f) {
            log("inner", f.code);
            if (limit > 1)
                throw;
            sum += 100;
        }
        sum += co_await recv{7};
        log(kept);
    } catch (...) {
        log("outer");
        sum += 1000;
    }
    co_return sum;
}
VALOR_SCENARIO(caught_inside, [] { return levels(1); })
VALOR_SCENARIO(rethrown, [] { return levels(2); })
VALOR_SCENARIO(passes, [] { return levels(9); })

ser_ctx<int> retry(int failures) {
    for (int attempt = 0;; ++attempt) {
        bool failed = false;
        try {
            co_await recv{attempt};
            if (attempt < failures)
                throw failure{attempt};
            int n = co_await thrower(5, 2);
            co_return n + attempt;
        } catch (failure f) {
            log("attempt", f.code);
            failed = true;
            if (f.code == 1)
                continue;
        }
        if (failed)
            co_await recv{50 + attempt};
    }
}
VALOR_SCENARIO(retries, [] { return retry(3); })

ser_ctx<int> escapes(int limit) {
    track t("escapes");
    try {
        co_await thrower(limit, 4);
        co_await recv{1};
    } catch (const std::exception &) {
        log("another type");
    }
    co_return 1;
}
ser_ctx<std::string> around(int limit) {
    std::string text = "none";
    try {
        try {
            text = std::to_string(co_await escapes(limit));
        } catch (failure &f) {
            f.code += 1;
            throw;
        }
    } catch (failure f) {
        text = "failure " + std::to_string(f.code);
    }
    co_await recv{9};
    co_return text;
}
VALOR_SCENARIO(across_levels, [] { return around(2); })
VALOR_SCENARIO(across_levels_not, [] { return around(8); })

ser_ctx<int> throws_awaited() {
    int n = 0;
    try {
        throw failure{co_await recv{4}};
    } catch (failure f) {
        n = f.code;
    }
    try {
        throw co_await recv{5};
    } catch (int value) {
        n += value;
    }
    std::unique_ptr<int> owned(new int(co_await recv{6}));
    co_await recv{7};
    co_return n + *owned;
}
VALOR_SCENARIO(throw_of_await, [] { return throws_awaited(); })

ser_ctx<int> in_statements(int n) {
    int sum = 0;
    if (n > 0)
        try {
            sum += co_await recv{1};
        } catch (...) {
        }
    else
        try {
            sum += co_await recv{2};
            throw failure{3};
        } catch (failure f) {
            sum += f.code;
        }
    switch (n) {
    case 0:
        try {
            sum += co_await recv{3};
        } catch (...) {
        }
        [[fallthrough]];
    default: sum += co_await recv{4};
    }
    co_return sum;
}
VALOR_SCENARIO(then_branch, [] { return in_statements(1); })
VALOR_SCENARIO(else_branch, [] { return in_statements(0); })

// A function-try-block.
ser_ctx<int> whole_body(int n) try {
    int k = co_await recv{n};
    if (n > 3) throw std::runtime_error("big");
    co_return k + co_await recv{1};
} catch (const std::exception &e) {
    log("caught ", e.what(), " ", n);
    co_return -n;
} catch (...) {
    co_return 0;
}
ser_ctx<int> whole_bodies() {
    int r = co_await whole_body(2);
    co_return r * 100 + co_await whole_body(5);
}
VALOR_SCENARIO(function_try_blocks, [] { return whole_bodies(); })
} // namespace try_catch
