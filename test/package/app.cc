// What a user of an installed Valor writes: saves a coroutine, throws it away, goes on with the restored one.
#include <valor.h>

#include <coroutine>
#include <iostream>
#include <utility>

namespace {

struct next_turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
};

valor::ser_ctx<int> half(int n)
{
    co_await next_turn{};
    co_return n / 2;
}

valor::ser_ctx<int> both(int n)
{
    const int first = co_await half(n);
    co_return first + co_await half(n);
}

int finish(valor::ser_ctx<int> coroutine)
{
    while (coroutine)
        coroutine.resume();
    return coroutine.get();
}

} // namespace

int main()
{
    auto coroutine = valor::start(both(42));
    try {
        const int result = finish(valor::restore<int>(coroutine.serialize()));
        std::cout << "moved: " << result << '\n';
    } catch (const valor::error &e) {
        if (e.code() != valor::errc::no_plugin)
            throw;
        std::cout << "no plugin: " << finish(std::move(coroutine)) << '\n';
    }
}
