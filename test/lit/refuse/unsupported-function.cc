// Functions that cannot be persistable coroutines.
// RUN: %valet-verify %s
#include "run.h"

struct number {
    int n = 1;
    operator ser_ctx<int>() { // expected-error {{cannot be a conversion function yet; make it a plain function [valor-unsupported-function]}}
        co_return n + co_await recv{1};
    }
};
const ser_ctx<int> qualified(int n) { // expected-error {{cannot be a function with a qualified result yet; make it a plain function [valor-unsupported-function]}}
    co_return n + co_await recv{1};
}
int main() {
    auto unnamed = [](int) -> ser_ctx<int> { // expected-error {{cannot be a lambda with a parameter without a name yet; make it a plain function [valor-unsupported-function]}}
        co_return co_await recv{1};
    };
    return unnamed(1).done();
}
