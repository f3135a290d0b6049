// run.h: what the lit tests wait for, and how they show that the rewritten text works.
#ifndef VALOR_TEST_LIT_RUN_H
#define VALOR_TEST_LIT_RUN_H

#include <valor.h>

#include <coroutine>
#include <cstdio>
#include <string>

using valor::ser_ctx;

struct recv {
    int k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};

// Run straight through, and thrown away and restored at every suspension: prints both results.
template <class Make> void run(Make make) {
    auto straight = make();
    while (!straight.done()) straight.resume();
    auto context = make();
    int suspensions = 0;
    for (; !context.done(); ++suspensions) {
        const std::string bytes = context.serialize();
        context = {};
        context = make();
        context.deserialize(bytes);
        context.resume();
    }
    std::printf("straight %d, restored %d times %d\n", straight.get(), suspensions, context.get());
}

#endif
