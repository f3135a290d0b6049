// A braced list that somebody may keep a reference to, in an awaited operand.
// RUN: %valet-verify %s
#include "run.h"

#include <initializer_list>

ser_ctx<int> sum(std::initializer_list<int> list) { // expected-error 0-1 {{[valor-unserializable]}} expected-note 0-1 {{does not fit a graph}}
    int all = co_await recv{1};                     // expected-note 0-1 {{has to be saved}}
    for (int n : list) all += n;
    co_return all;
}
ser_ctx<int> calls() {
    co_return co_await sum({1, 2}); // expected-error {{[valor-initializer-list]}}
}

ser_ctx<int> loops() {
    int all = 0;
    for (int n : {co_await recv{1}, 2}) // expected-error {{[valor-initializer-list]}}
        all += n;
    co_return all;
}

// The array would end before the await instead of after it.
struct counted {
    ~counted() {}
};
int count(std::initializer_list<counted> list);
ser_ctx<int> counts() {
    co_return count({counted(), counted()}) + co_await recv{1}; // expected-error {{[valor-initializer-list]}}
}
