// A declaration in the head of a statement that suspends.
// RUN: %valet-verify -I%S/../Inputs %s
#include "run.h"

ser_ctx<int> declares(int n) {
    if (int x = n) co_await recv{x};                // expected-error {{[valor-condition-declaration]}}
    if (int x = n; x > 1) co_await recv{x};         // expected-error {{[valor-condition-declaration]}}
    while (int x = --n) co_await recv{x};           // expected-error {{[valor-condition-declaration]}}
    switch (int x = n) { case 1: co_await recv{x}; } // expected-error {{[valor-condition-declaration]}}
    co_return n;
}
