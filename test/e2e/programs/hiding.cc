// Variables that something else than a variable hides at a suspension: enumerators, types, constants, functions.
// e2e: g++ differs: function (left out: see there)
// e2e: g++ emit differs: function (left out: see there)
#include "harness.h"

namespace hiding {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

ser_ctx<int> by_enumerator(int a, int b) {
    int sum = b;
    {
        enum { a = 5, sum_of = 6 };
        sum += co_await recv{a};
        {
            enum class kind { b = 7 };
            enum { b = 8 };
            sum += co_await recv{b} + static_cast<int>(kind::b);
        }
        log(sum);
    }
    sum += co_await recv{a};
    co_return sum * 10 + b;
}
VALOR_SCENARIO(enumerator, [] { return by_enumerator(1, 2); })

ser_ctx<std::string> by_type(std::string name, int count) {
    track t("outer");
    {
        struct name {
            int n = 3;
        };
        struct name local;
        local.n += co_await recv{local.n};
        {
            using count = std::string;
            count text = "text";
            co_await recv{4};
            text += std::to_string(local.n);
            log(text);
        }
    }
    {
        typedef int t;
        t n = co_await recv{5};
        log(n);
    }
    name += std::to_string(count);
    co_await recv{6};
    co_return name;
}
VALOR_SCENARIO(type, [] { return by_type("a string that is long enough to be on the heap", 9); })

ser_ctx<int> by_constant(int limit) {
    int sum = 0;
    for (int limit = 0; limit < 2; ++limit) {
        sum += co_await recv{limit};
        {
            constexpr int limit = 9;
            sum += co_await recv{limit};
            static const int sum = 4;
            co_await recv{sum};
        }
        log(sum);
    }
    co_return sum + limit;
}
VALOR_SCENARIO(constant, [] { return by_constant(3); })

#ifdef __clang__ // g++ 12 makes the declared function a member of its frame: an error
ser_ctx<int> by_function(int log, int x) {
    {
        int log(int);
        x += co_await recv{x};
    }
    e2e::log(log);
    co_return x + log;
}
VALOR_SCENARIO(function, [] { return by_function(3, 4); })
#endif
} // namespace hiding
