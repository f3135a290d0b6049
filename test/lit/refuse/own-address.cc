// Small objects that know where they stand, or tell others.
// RUN: %valet-verify %s
#include "run.h"

#include <algorithm>
#include <tuple>

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
    linked l{n}; // expected-error {{[valor-own-address]}}
    holder h;    // expected-error {{[valor-own-address]}}
    by_decay d; // expected-error {{[valor-own-address]}}
    by_reference e{.m = n}; // expected-error {{[valor-own-address]}}
    n += *d.p + *e.p;
    binder b; // expected-error {{[valor-own-address]}}
    unseen u{n}; // expected-error {{[valor-own-address]}}
    const linked &kept = linked{n}; // expected-error {{[valor-own-address]}}
    linked several[1] = {{n}}; // expected-error {{[valor-own-address]}}
    notes_member t(n);         // expected-error {{[valor-own-address]}}
    notes_part np;             // expected-error {{[valor-own-address]}}
    only_reads o(n);
    n += t.n + np.p.n + o.n;
    h.value() += b.value() + u.value() + kept.n + several[0].n + l.self->n + p.n_;
    co_return co_await recv{n};
}
