// A program that checks what it gets, and says where it is not so.
#pragma once
#include <cstdlib>
#include <iostream>
#include <string>

namespace check {

inline int failures = 0;

template <class A, class B> void equal(const A &a, const B &b, const char *text, int line)
{
    if (a == b)
        return;
    ++failures;
    std::cerr << "line " << line << ": " << text;
    if constexpr (requires { std::cerr << a << b; })
        std::cerr << ": " << a << " is not " << b;
    std::cerr << '\n';
}

inline int verdict()
{
    if (failures)
        std::cerr << failures << " checks failed\n";
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace check

#define CHECK(condition) check::equal(static_cast<bool>(condition), true, #condition, __LINE__)
#define CHECK_EQUAL(a, b) check::equal((a), (b), #a " == " #b, __LINE__)
#define CHECK_ERROR(wanted, expression)                                                                                    \
    try {                                                                                                                \
        (void)(expression);                                                                                              \
        check::equal(std::string("no error"), std::string(#wanted), #expression, __LINE__);                                \
    } catch (const valor::durable::error &e) {                                                                           \
        check::equal(e.code().message(), make_error_code(valor::durable::errc::wanted).message(), e.what(), __LINE__);     \
    }
