// A switch without braces.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> unbraced(int n) {
    switch (n) // expected-error {{[valor-switch-form]}}
    case 1: co_await recv{1};
    co_return n;
}
