// Functions that cannot be persistable coroutines.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

int main() {
    auto unnamed = [](int) -> ser_ctx<int> { // expected-error {{cannot be a lambda with a parameter without a name yet; make it a plain function [valor-unsupported-function]}}
        co_return co_await recv{1};
    };
    return unnamed(1).done();
}
