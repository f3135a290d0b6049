// Attributes that cannot mean anything where they stand.
// RUN: %valet-verify %s
#include "run.h"

#include <memory>
#include <string>
#include <string_view>

struct plain {
    int n;
};

ser_ctx<int> names(int n) {
    [[valor::point("a")]] n += co_await recv{n};
    [[valor::point("a")]] n += co_await recv{n}; // expected-error {{another one in this coroutine is named 'a'}}
    [[valor::point("b")]] n += co_await recv{n} + co_await recv{1}; // expected-error {{exactly one co_await}}
    VALOR_POINT("c") n += 1; // expected-error {{[valor-point]}}
    co_return n;
}
ser_ctx<int> forms(int n) {
    [[valor::point]] n += co_await recv{n}; // expected-error {{alone in its brackets}}
    [[valor::point("17")]] n += co_await recv{n}; // expected-error {{alone in its brackets}}
    [[likely, valor::point("d")]] n += co_await recv{n}; // expected-error {{alone in its brackets}}
    co_return n;
}
ser_ctx<int> elsewhere(int n) {
    for ([[valor::point("e")]] int i = co_await recv{n}; i < 2; ++i) // expected-error {{there is no statement}}
        n += co_await recv{i};
    auto f = [](int x) {
        [[valor::point("f")]] return x + 1; // expected-error {{there is no statement}}
    };
    co_return f(n);
}
ser_ctx<int> transients(int n) {
    VALOR_TRANSIENT int a; // expected-error {{it needs an initialiser}}
    VALOR_TRANSIENT plain p; // expected-error {{it needs an initialiser}}
    VALOR_TRANSIENT int b = co_await recv{n}; // expected-error {{a restore cannot await in its initialiser}}
    VALOR_TRANSIENT static int c = 1; // expected-error {{[valor-transient]}}
    a = p.n = b + c;
    co_return a;
}

// They are null while a restore makes variables.
ser_ctx<int> transients_through_pointers(int n, std::string text, std::shared_ptr<int> shared) {
    int *to = &n;
    std::string_view view = text;
    VALOR_TRANSIENT int a = *to; // expected-error {{a restore evaluates its initialiser before pointers}}
    VALOR_TRANSIENT int b = int(view.size()) + *shared; // expected-error {{a restore evaluates its initialiser before pointers}}
    VALOR_TRANSIENT auto c = [to] { return *to; }; // expected-error {{a restore evaluates its initialiser before pointers}}
    VALOR_TRANSIENT auto d = [&] { return *to; };
    VALOR_TRANSIENT int *e = &n;
    n += co_await recv{1};
    co_return a + b + c() + d() + *e + *to;
}
