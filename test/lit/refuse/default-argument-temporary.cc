// A default argument that makes a temporary: it has no text to be moved.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> child(int n, const std::string &text = "default " + std::to_string(1)) {
    co_return int(text.size()) + co_await recv{n};
}
ser_ctx<int> calls() {
    co_return co_await child(1); // expected-error {{[valor-default-argument-temporary]}}
}
