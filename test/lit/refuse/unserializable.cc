// A type that cannot be saved, live across a suspension; where it is not, it does not matter.
// RUN: %valet-verify %s
#include "run.h"
#include <map>
#include <mutex>
#include <type_traits>

class handle {
public:
    explicit handle(int n) : n_(n) {}
    int get() const { return n_; }

private:
    int n_;
};
struct client {
    int port = 0;
    handle sock_{1};
};
struct order {
    int id = 0;
    client client_;
};
// The member that stands in the way is named with its path.
ser_ctx<int> path(int n) {
    order o; // expected-error {{'o' of type 'order' is live}} expected-note {{order.client_.sock_: handle has no codec}}
    int x = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return o.id + x;
}
// In scope, but not looked at any more. A reference may still lead to the second.
ser_ctx<int> forgotten(int n) {
    order dead;
    dead.id = 2;
    n += dead.id;
    order o; // expected-error {{'o' of type 'order' is live}} expected-note {{order.client_.sock_: handle has no codec}}
    order &r = o;
    int x = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return r.id + x;
}
// What its constructor does at run time may differ from what it does in a constant: it is not run again.
int made = 0;
class noted {
public:
    constexpr noted() : n_(std::is_constant_evaluated() ? 0 : ++made) {}
    constexpr noted(const noted &other) : n_(other.n_) {}
    int get() const { return n_; }

private:
    int n_;
};
struct guarded {
    std::mutex lock;
};
ser_ctx<int> constants(int n) {
    [[maybe_unused]] guarded g; // no code of the user's makes it
    noted dead; // expected-error {{[valor-unserializable]}} expected-note {{noted has no codec}}
    n += dead.get();
    int x = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    co_return x;
}
ser_ctx<int> iterators(std::map<int, int> m) {
    auto at = m.find(1); // expected-error {{'at' of type 'std::_Rb_tree_iterator<}} expected-note {{is an iterator into what is not contiguous; keep a key, or a pointer to the element}}
    if (at == m.end())
        co_return 0;
    int *value = &at->second;
    int x = co_await recv{*value}; // expected-note {{it has to be saved at this suspension point}}
    co_return *value + x + at->first;
}
ser_ctx<int> opaque(int n) {
    handle h(n); // expected-error {{[valor-unserializable]}} expected-note {{handle has no codec}}
    int x = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    handle dead(x);
    co_return h.get() + dead.get();
}
