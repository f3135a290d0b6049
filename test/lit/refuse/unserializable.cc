// A type that cannot be saved, live across a suspension; where it is not, it does not matter.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

class handle {
public:
    explicit handle(int n) : n_(n) {}
    int get() const { return n_; }

private:
    int n_;
};
ser_ctx<int> opaque(int n) {
    handle h(n); // expected-error {{[valor-unserializable]}}
    int x = co_await recv{n}; // expected-note {{it has to be saved at this suspension point}}
    handle dead(x);
    co_return h.get() + dead.get();
}
