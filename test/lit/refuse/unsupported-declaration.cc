// Declarations that cannot be taken apart.
// RUN: %valet-verify %s
#include "run.h"

int twice(int n) { return 2 * n; }
// What changes in a constant, and what would lose its alignment or define its type twice.
struct counted {
    mutable int n;
};
ser_ctx<int> changes(int n) {
    constexpr counted c{1}; // expected-error {{[valor-unsupported-declaration]}}
    alignas(32) int a[4] = {1, 2, 3, 4}; // expected-error {{[valor-unsupported-declaration]}}
    struct pair {
        int a;
    } p{1}, q[2] = {{2}, {3}}; // expected-error {{[valor-unsupported-declaration]}}
    enum sides { left, right } s = left; // carried
    static constexpr counted shared{1}; // carried: it belongs to the process
    c.n = co_await recv{n}; // expected-note 3 {{it has to be saved at this suspension point}}
    co_return c.n + a[0] + p.a + q[0].a + s + shared.n;
}

ser_ctx<int> declares(int n) {
    struct made {
        int a;
    } m = {co_await recv{1}}; // expected-error {{[valor-unsupported-declaration]}}
    int (*f)(int) = n ? (co_await recv{2}, twice) : nullptr; // expected-error {{[valor-unsupported-declaration]}}
    constexpr bool sure = true || co_await recv{4}; // expected-error {{[valor-unsupported-declaration]}}
    int *q = &n, k = co_await recv{3};                       // carried
    co_return k + *q + m.a + f(1) + sure;
}
// It would know where it stood on the way.
struct linked {
    int n;
    linked *self = this;
};
class holder {
public:
    holder() : p_(&n_) {}
    int &value() { return *p_; }

private:
    int n_ = 0;
    int *p_;
};
class binder {
public:
    binder() { bind(); }
    binder &operator=(const binder &) { return *this; } // not trivially copyable; still returned in registers
    int &value() { return p_[0]; }

private:
    void bind() { p_ = &n_; }
    int n_ = 0;
    int *p_;
};
class unseen {
public:
    explicit unseen(int);
    int &value() { return *p_; }

private:
    int n_ = 0;
    int *p_;
};
struct by_decay {
    int n[1] = {1};
    int *p = n;
};
static int *address(int &n) { return &n; }
struct by_reference {
    int n = 1, m;
    int *p = address(n);
};
// What it tells the rest of the program.
static int *noted;
static void note(int &n) { noted = &n; }
static int value_of(int n) { return n; }
struct notes_member {
    int n;
    explicit notes_member(int m) : n(m) { note(n); }
};
struct part {
    int n = 0;
    void noted_by_itself() { noted = &n; }
    int half() const { return n / 2; }
};
struct notes_part {
    part p;
    notes_part() { p.noted_by_itself(); }
};
static void add(int *to, const part &p, int &once) { to[0] += p.n, ++once; }
template <class T> int hash_of(const T &v) { return static_cast<int>(v) * 7; }
template <class... T> void show(T &&...values) { ((noted = noted ? noted : nullptr, static_cast<void>(values)), ...); }
void seen(const int &n);
struct only_reads {
    part p;
    int half, n, most, all[2] = {};
    only_reads(int m) : half(p.half()), n(value_of(m)), most(std::max(half, n)) {
        p = part{n};
        n = value_of(half) + std::min(n, most) + hash_of(half);
        show("made", n, half);
        seen(n);
        add(all, p, most);
    }
};
class plain {
public:
    explicit plain(int n) { this->n_ = set(n); }
    int set(int n) { return n_ = n; }
    int n_;
    auto tuple_for_serialization() { return std::tie(n_); }
    auto tuple_for_serialization() const { return std::tie(n_); }
};
ser_ctx<int> knows_itself(int n) {
    plain p{n};
    linked l{n}; // expected-error {{[valor-unsupported-declaration]}}
    holder h;    // expected-error {{[valor-unsupported-declaration]}}
    by_decay d; // expected-error {{[valor-unsupported-declaration]}}
    by_reference e{.m = n}; // expected-error {{[valor-unsupported-declaration]}}
    n += *d.p + *e.p;
    binder b; // expected-error {{[valor-unsupported-declaration]}}
    unseen u{n}; // expected-error {{[valor-unsupported-declaration]}}
    const linked &kept = linked{n}; // expected-error {{[valor-unsupported-declaration]}}
    linked several[1] = {{n}}; // expected-error {{[valor-unsupported-declaration]}}
    notes_member t(n);         // expected-error {{[valor-unsupported-declaration]}}
    notes_part np;             // expected-error {{[valor-unsupported-declaration]}}
    only_reads o(n);
    n += t.n + np.p.n + o.n;
    h.value() += b.value() + u.value() + kept.n + several[0].n + l.self->n + p.n_;
    co_return co_await recv{n};
}
