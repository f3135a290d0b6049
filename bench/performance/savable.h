// savable.h: shapes.cc and crowd.cc as ser_ctx. The runtime knows who is to be resumed.
#ifndef VALOR_BENCH_PERFORMANCE_SAVABLE_H
#define VALOR_BENCH_PERFORMANCE_SAVABLE_H

#include <valor.h>

#include <coroutine>
#include <utility>

#define BENCH_NAME(what) savable_##what

namespace performance {
namespace {

template <class R> using context = valor::ser_ctx<R>;
using valor::receive;
using valor::start;

struct turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
};

template <class R> R run(context<R> root)
{
    while (root)
        root.resume();
    return root.get();
}

template <class R, class T> R run_fed(context<R> root, const T &value)
{
    root.resume();
    while (root) {
        root.set_aw_ret(T(value));
        root.resume();
    }
    return root.get();
}

} // namespace
} // namespace performance

#endif
