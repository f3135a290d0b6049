// Coroutines that are parsed where the plugin cannot stand: lambdas outside of functions with captures, or for any type.
// RUN: %valet-verify %s
#include "run.h"

auto captures = [k = 1](int m) -> ser_ctx<int> { // expected-error {{[valor-not-rewritten]}}
    co_return k + co_await recv{m};
};
auto generic = [](auto m) -> ser_ctx<int> { // expected-error {{[valor-not-rewritten]}}
    co_return co_await recv{m};
};
ser_ctx<int> local(int n) {
    struct inner {
        ser_ctx<int> get() { co_return co_await recv{1}; } // expected-error {{(a member of a class that is local to a coroutine; move the class out of it)}}
    };
    inner i;
    co_return n + co_await i.get();
}
ser_ctx<int> calls(int n) {
    n += co_await captures(n);
    co_return co_await generic(n);
}

// A pragma that holds for what follows: the body would be read twice, and it with it.
ser_ctx<int> pragma(int n) { // expected-error {{(a pragma in its body, or in the function around it)}}
#pragma pack(push, 1)
    struct packed { char c; int i; };
#pragma pack(pop)
    n += sizeof(packed);
    co_return co_await recv{n};
}
int ordinary() {
#pragma pack(push, 1)
    auto f = [](int n) -> ser_ctx<int> { co_return co_await recv{n}; }; // expected-error {{(a pragma in its body, or in the function around it)}}
    (void)f;
    return 1;
}
struct packed { char c; int i; };
#pragma pack(pop)
struct unpacked { char c; int i; };
static_assert(sizeof(packed) == 5 && sizeof(unpacked) == 8);
