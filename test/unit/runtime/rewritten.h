// Short forms for the text that the plugin generates, so that tests can be written by hand in it. Spelled as the plugin spells it.
#pragma once
#define VALOR_EMITTED
#include <valor.h>

#include <coroutine>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// NAME: the key; POINTS: number of points; then the function's `call` (a whole member function).
#define FUNCTION(KEY, POINTS, ...)                                                                       \
    struct __vf {                                                                                        \
        static constexpr ::valor::gen::identity identity() { return {KEY, 0x1122334455667788u, POINTS}; } \
        __VA_ARGS__                                                                                      \
    };                                                                                                   \
    ::valor::gen::frame &__vc = co_await ::valor::gen::enter<__vf>{};
#define ASKED(N, ...)                                      \
    while (__vc.asked()) [[unlikely]] {                    \
        ::valor::gen::tell<__vf, N>(__vc, __VA_ARGS__);    \
        co_await ::valor::gen::again{};                    \
    }
#define TARGET() [[maybe_unused]] int __vr = __vc.target();
#define INIT(X, ...) ::valor::gen::init<decltype(X)>(__vc, __vr, [&]() -> ::valor::gen::value_t<decltype(X)> { __VA_ARGS__; })
#define AT(N, ...)                                                                                                           \
    ::valor::gen::at __va##N{__vc, __vr, ::valor::gen::number<N>{}, [&]() -> decltype(auto) { return (__VA_ARGS__); }};      \
    co_await __va##N
#define SLOT(N, LO, HI, ...) \
    ::valor::gen::slot __vt##N { __vc, __vr, ::valor::gen::span<LO, HI>{}, [&]() -> decltype(auto) { return (__VA_ARGS__); } }
#define RUN(...) (::valor::gen::run<__VA_ARGS__>(__vr))

namespace test {

inline std::vector<std::string> trace;
inline void log(std::string s) { trace.push_back(std::move(s)); }
inline int logged(const char *what, int v) { return log(what), v; }
inline int feed = 0; // what awaited events return, next
inline int live = 0; // objects of type tracked

struct tracked {
    tracked() { ++live; }
    tracked(const tracked &) { ++live; }
    ~tracked() { --live; }
};

// An event whose awaiter is saved by value; arming is logged.
struct event {
    int k;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { log("arm" + std::to_string(k)); }
    int await_resume() const { return ++feed * 10 + k; }
};

} // namespace test
