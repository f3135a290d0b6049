// An await inside an expression that cannot be taken apart.
// RUN: %valet-verify %s
#include "run.h"

#include <new>

// The allocation comes before the await, and the class sees it.
struct pooled {
    int n;
    static void *operator new(std::size_t size) { return ::operator new(size); }
    static void operator delete(void *p) { ::operator delete(p); }
};
ser_ctx<int> allocates(int n) {
    pooled *p = new pooled{co_await recv{n}}; // expected-error {{[valor-unsupported-expression]}}
    int *q = new int(co_await recv{n}); // carried
    int x = p->n + *q;
    delete p;
    delete q;
    co_return x;
}

// The member in the middle is initialised between the awaits.
int number();
struct numbered {
    int a, b = number(), c = 0;
};
struct plain {
    int a, b = 2, c = 0;
    std::string s = "none";
    int d = 0;
};
ser_ctx<int> members(int n) {
    numbered m{.a = co_await recv{1}, .c = co_await recv{2}}; // expected-error {{[valor-unsupported-expression]}}
    numbered first{.a = co_await recv{1}};                    // carried: it comes last
    plain p{.a = co_await recv{1}, .c = co_await recv{2}, .d = co_await recv{3}}; // carried: nobody sees when
    co_return m.a + first.a + p.a + n;
}

ser_ctx<int> expressions(int n) {
    int place = 0;
    int *p = new (&place) int(co_await recv{n}); // expected-error {{[valor-unsupported-expression]}}
    int x = *p;
    auto f = [y = co_await recv{2}] { return y; }; // expected-error {{[valor-unsupported-expression]}}
    co_return x + f();
}

// What the first arrow gives would have to be kept for the second.
struct adds {
    int n = 0;
    std::string s;
    int add(int by) { return n += by; }
};
struct inner {
    adds *to;
    adds *operator->() { return to; }
};
struct outer {
    inner in;
    inner operator->() { return in; }
    inner &kept() { return in; }
};
ser_ctx<int> arrows(outer o) {
    int x = o->add(co_await recv{1}); // expected-error {{an overloaded -> that gives an object whose -> is overloaded}}
    x += o.kept()->add(co_await recv{2});          // carried
    x += o.operator->()->add(co_await recv{3});    // carried
    o->s.append(1, static_cast<char>(co_await recv{4})); // carried: the string is a place
    co_return x + o->n;
}
