// The errors of valor: one enum, one category, one exception class.
// Invariant: whatever the library reports, it reports as valor::error (or as what user code threw itself).
// Leaves to others: the wording; each throwing place knows its function, variable and offset.
#pragma once
#if !defined(__cpp_exceptions)
#error "valor reports errors by exceptions: build without -fno-exceptions"
#endif
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace valor {

enum class errc {
    truncated = 1,
    malformed,
    limit_exceeded,
    type_mismatch,
    unknown_function,
    wrong_function,
    layout_changed,
    unsupported_version,
    not_suspended,
    not_finished,
    not_persistable,
    no_plugin,
    bad_seal,
};

namespace detail {

class error_category_t final : public std::error_category {
public:
    const char *name() const noexcept override { return "valor"; }
    std::string message(int code) const override
    {
        switch (static_cast<errc>(code)) {
        case errc::truncated: return "the snapshot is cut short";
        case errc::malformed: return "the snapshot is damaged";
        case errc::limit_exceeded: return "the snapshot exceeds a limit";
        case errc::type_mismatch: return "the types differ";
        case errc::unknown_function: return "this program has no such coroutine";
        case errc::wrong_function: return "the snapshot is of another coroutine";
        case errc::layout_changed: return "the coroutine has changed since the snapshot was taken";
        case errc::unsupported_version: return "the snapshot is of a version that this program cannot read";
        case errc::not_suspended: return "the coroutine is not suspended";
        case errc::not_finished: return "the coroutine has not finished";
        case errc::not_persistable: return "this cannot be saved";
        case errc::no_plugin: return "built without the valet plugin";
        case errc::bad_seal: return "the seal is broken";
        }
        return "unknown error";
    }
};

} // namespace detail

inline const std::error_category &error_category() noexcept
{
    static const detail::error_category_t category;
    return category;
}

inline std::error_code make_error_code(errc code) noexcept { return {static_cast<int>(code), error_category()}; }

class error : public std::runtime_error {
public:
    explicit error(errc code) : error(code, error_category().message(static_cast<int>(code))) {}
    error(errc code, const std::string &what) : std::runtime_error("valor: " + what), code_(make_error_code(code)) {}
    std::error_code code() const noexcept { return code_; }

private:
    std::error_code code_;
};

// What a child that had ended with an exception throws after it was saved and restored: the exception itself is gone.
class saved_exception : public std::runtime_error {
public:
    saved_exception(std::string type, const std::string &text) : std::runtime_error(text), type_(std::move(type)) {}
    const std::string &type_name() const noexcept { return type_; }

private:
    std::string type_;
};

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void fail(errc code, const std::string &what) { throw error(code, what); }
[[noreturn, gnu::cold, gnu::noinline]] inline void fail(errc code, const char *what) { throw error(code, what); }

} // namespace detail
} // namespace valor

template <> struct std::is_error_code_enum<valor::errc> : std::true_type {};
