// A case label inside a nested statement of a switch that suspends.
// RUN: %valet-verify %s
#include "run.h"

ser_ctx<int> duff(int n) {
    int sum = 0;
    switch (n) {
    case 0:
        while (n++ < 3) {
            sum += co_await recv{n};
        case 1: // expected-error {{[valor-nested-case-label]}}
            ++sum;
        }
    }
    co_return sum;
}
