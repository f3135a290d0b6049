// plain.h: shapes.cc and crowd.cc as C++20 coroutines with the least that works (../plain_task.h).
// An awaiter tells the scheduler whom to resume; a mailbox takes the place of receive.
#ifndef VALOR_BENCH_PERFORMANCE_PLAIN_H
#define VALOR_BENCH_PERFORMANCE_PLAIN_H

#include "../plain_task.h"

#include <optional>
#include <utility>

#define BENCH_NAME(what) plain_##what

namespace performance {
namespace {

template <class R> using context = balor::plain::task<R>;

balor::plain::scheduler ready;

struct turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const noexcept { ready.post(h); }
    void await_resume() const noexcept {}
};

template <class T> std::optional<T> mailbox;

template <class T> struct receiver : turn {
    T await_resume() const
    {
        T value = std::move(*mailbox<T>);
        mailbox<T>.reset();
        return value;
    }
};
template <class T> receiver<T> receive() { return {}; }

template <class R> R run(context<R> root)
{
    ready.post(root.handle());
    ready.run();
    return root.result();
}

template <class R, class T> R run_fed(context<R> root, const T &value)
{
    root.handle().resume();
    while (!root.handle().done()) {
        mailbox<T> = value;
        ready.step();
    }
    return root.result();
}

template <class R> context<R> start(context<R> root)
{
    root.handle().resume();
    return root;
}

} // namespace
} // namespace performance

#endif
