// error.h - how encoding and decoding fail: one exception class with a code and a byte offset.
//
// Invariant: whatever bytes are given, a reader returns a value or throws `uf::error`
// (or what the user's own types throw, or bad_alloc within the memory budget).
// Left to others: translating into another library's error categories.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace uf {

enum class errc {
  truncated = 1,  // the bytes end before the value does
  malformed,      // the bytes cannot be a value of the type
  limit_exceeded, // more memory, elements or nesting than `limits` allow
  type_mismatch,  // the value is of another type than asked for
  too_long,       // a length over 2^32-1 cannot be written
  valueless,      // a variant without a value, or an expected without the asked-for side
  outside,        // a pointer or view leads to something that is not saved
};

constexpr std::string_view to_string(errc e) {
  switch (e) {
  case errc::truncated: return "truncated";
  case errc::malformed: return "malformed";
  case errc::limit_exceeded: return "limit_exceeded";
  case errc::type_mismatch: return "type_mismatch";
  case errc::too_long: return "too_long";
  case errc::valueless: return "valueless";
  case errc::outside: return "outside";
  }
  return "unknown";
}

class error : public std::runtime_error {
public:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  error(errc code, const std::string &what, std::size_t offset = nowhere)
      : std::runtime_error(text(code, what, offset)), code_(code), offset_(offset) {}

  errc code() const noexcept { return code_; }
  // Byte of the input at which it went wrong; `nowhere` if there is no input.
  std::size_t offset() const noexcept { return offset_; }

private:
  static std::string text(errc code, const std::string &what, std::size_t offset) {
    std::string r{to_string(code)};
    r += ": ";
    r += what;
    if (offset != nowhere)
      r += " (at byte " + std::to_string(offset) + ")";
    return r;
  }

  errc code_;
  std::size_t offset_;
};

} // namespace uf
