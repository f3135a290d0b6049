// What can go wrong between a coroutine and its store. A message names the coroutine, the store and the reason.
// Invariant: whoever gets one of these knows that nothing was written, except for `unavailable` where the text says that this is not known.
#pragma once
#include <stdexcept>
#include <string>
#include <system_error>

namespace valor::durable {

enum class errc {
    not_found = 1, // there is no coroutine of that name
    ended,         // it has ended: it receives nothing any more
    not_ended,     // its result was asked for too early
    failed,        // it was set aside with an error
    cancelled,     // somebody cancelled it
    bad_argument,  // a name, a URL, a type that cannot be used
    unavailable,   // the store cannot be reached, read or written
    damaged,       // what the store holds is not what was written
    unsupported,   // of a later version, or not in this backend or build
    outside,       // called outside of a coroutine that a worker runs
};

namespace detail {

class error_category_t final : public std::error_category {
public:
    const char *name() const noexcept override { return "valor.durable"; }
    std::string message(int code) const override
    {
        switch (static_cast<errc>(code)) {
        case errc::not_found: return "there is no such coroutine";
        case errc::ended: return "the coroutine has ended";
        case errc::not_ended: return "the coroutine has not ended";
        case errc::failed: return "the coroutine was set aside";
        case errc::cancelled: return "the coroutine was cancelled";
        case errc::bad_argument: return "this cannot be used";
        case errc::unavailable: return "the store is unavailable";
        case errc::damaged: return "the store is damaged";
        case errc::unsupported: return "this is not supported";
        case errc::outside: return "outside of a worker";
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
    error(errc code, const std::string &what) : std::runtime_error("valor: " + what), code_(make_error_code(code)) {}
    std::error_code code() const noexcept { return code_; }

private:
    std::error_code code_;
};

} // namespace valor::durable

template <> struct std::is_error_code_enum<valor::durable::errc> : std::true_type {};
