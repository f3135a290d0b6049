// check.h: what the error tests are written with. A test is a function that ends by itself or throws.
//
// Invariant: every check that fails prints its place and what was there; the exit status of `report()` is
// the verdict.
#ifndef VALOR_TEST_E2E_CHECK_H
#define VALOR_TEST_E2E_CHECK_H

#include <valor.h>

#include <coroutine>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

namespace check {

inline int failures = 0;

inline void failed(const char *file, int line, const std::string &what) {
    std::printf("%s:%d: %s\n", file, line, what.c_str());
    ++failures;
}

inline int report() {
    if (failures) std::printf("%d checks failed\n", failures);
    return failures ? 1 : 0;
}

// What an action threw: the code and the text of a valor::error, or how it ended otherwise.
struct outcome {
    int code = 0;
    std::string what = "no error";
    bool is(valor::errc e) const { return code == static_cast<int>(e); }
    bool names(std::string_view word) const { return what.find(word) != std::string::npos; }
};

template <class Action> outcome of(Action &&action) {
    try {
        action();
    } catch (const valor::error &e) {
        const bool ours = std::string_view(e.code().category().name()) == "valor";
        return {ours ? e.code().value() : -1, e.what()};
    } catch (const std::exception &e) {
        return {-1, std::string("not a valor::error: ") + e.what()};
    } catch (...) {
        return {-1, "not a valor::error"};
    }
    return {};
}

// The simplest leaf.
struct wait {
    int value;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return value; }
};

template <class C> auto finish(C &c) {
    while (!c.done()) c.resume();
    return c.get();
}

} // namespace check

#define CHECK(CONDITION)                                                                                     \
    ((CONDITION) ? void() : ::check::failed(__FILE__, __LINE__, "not true: " #CONDITION))
#define CHECK_ERROR(CODE, ...)                                                                               \
    do {                                                                                                     \
        const auto o = ::check::of([&] { __VA_ARGS__; });                                                    \
        if (!o.is(::valor::errc::CODE))                                                                      \
            ::check::failed(__FILE__, __LINE__, "expected " #CODE " from " #__VA_ARGS__ ", got: " + o.what); \
    } while (false)

#endif
