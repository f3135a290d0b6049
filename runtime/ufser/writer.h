// writer.h - appends wire values to a std::string.
//
// Small values collect in a buffer inside the writer and reach the string in chunks, large ones go
// there directly, so the string grows few times and is never filled twice.
//
// Invariant: what was written is `out` followed by the used part of the buffer; `finish` (or the
// destructor) empties the buffer. After an exception `out` holds a prefix of the value.
// Left to others: what the bytes mean (codecs).
#pragma once

#include "byte_order.h"
#include "error.h"
#include "limits.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace uf {

class writer {
public:
  explicit writer(std::string &out) : out_(out) {}
  writer(const writer &) = delete;
  writer &operator=(const writer &) = delete;
  ~writer() { finish(); }

  // For embedders: codecs of theirs find their session here. ufser never looks at it.
  void *context = nullptr;
  // If set, "exact" mode: what the wire format cannot hold (low bits of a long double) is appended
  // here, and char arrays are written with all their bytes. A reader must be given the same.
  writer *beside = nullptr;
  bool exact() const { return beside != nullptr; }
  bool graph = false; // links are written beside the value, by someone else (graph.h)
  std::size_t levels = 0;              // of values that contain themselves (codec.h)
  std::size_t most_levels = limits{}.depth;

  void u8(std::uint8_t v) { put<std::endian::big>(v); }
  void u32(std::uint32_t v) { put<std::endian::big>(v); }
  void u64(std::uint64_t v) { put<std::endian::big>(v); }
  void i32(std::int32_t v) { u32(static_cast<std::uint32_t>(v)); }
  void i64(std::int64_t v) { u64(static_cast<std::uint64_t>(v)); }
  void f64(double v) { put<std::endian::little>(std::bit_cast<std::uint64_t>(v)); }

  // A count or length; the format has 32 bits for it.
  void count(std::size_t n) { u32(checked(n)); }
  void string(std::string_view s) {
    count(s.size());
    bytes(s);
  }
  void bytes(std::string_view s) {
    if (s.size() <= capacity - used_) {
      if (!s.empty()) // memcpy from a null view is undefined even for nothing
        std::memcpy(buffer_ + used_, s.data(), s.size());
      used_ += s.size();
    } else {
      finish();
      out_.append(s.data(), s.size());
    }
  }

  // Numbers one after the other, in the byte order of the wire.
  template <std::endian Order, class U> void numbers(const U *from, std::size_t n) {
    if constexpr (std::endian::native == Order || sizeof(U) == 1) {
      bytes({reinterpret_cast<const char *>(from), n * sizeof(U)});
    } else {
      while (n > 0) {
        if (capacity - used_ < sizeof(U))
          finish();
        const std::size_t room = (capacity - used_) / sizeof(U);
        const std::size_t now = n < room ? n : room;
        for (std::size_t i = 0; i < now; ++i)
          detail::store<Order>(buffer_ + used_ + i * sizeof(U), from[i]);
        used_ += now * sizeof(U);
        from += now;
        n -= now;
      }
    }
  }

  // A 32-bit length in front of something whose size is not known yet:
  //   auto m = w.open_length(); ...; w.close_length(m);
  std::size_t open_length() {
    const std::size_t mark = size();
    u32(0);
    return mark;
  }
  void close_length(std::size_t mark) { patch_u32(mark, checked(size() - mark - 4)); }
  // Overwrites four bytes already written; `position` counts as size() does.
  void patch_u32(std::size_t position, std::uint32_t v) {
    char b[4];
    detail::store<std::endian::big>(b, v);
    for (std::size_t i = 0; i < 4; ++i, ++position)
      (position < out_.size() ? out_[position] : buffer_[position - out_.size()]) = b[i];
  }

  // Length of `out` with everything written so far.
  std::size_t size() const { return out_.size() + used_; }
  // Hands over what is buffered; afterwards `out` is complete. More may be written.
  void finish() {
    out_.append(buffer_, used_);
    used_ = 0;
  }

  // Takes back everything behind `length`.
  void discard(std::size_t length) {
    used_ = 0;
    if (out_.size() > length)
      out_.resize(length);
  }

private:
  static constexpr std::size_t capacity = 512;

  static std::uint32_t checked(std::size_t n) {
    if (n > 0xffffffffu)
      throw error(errc::too_long, "a length of " + std::to_string(n) + " does not fit 32 bits");
    return static_cast<std::uint32_t>(n);
  }

  template <std::endian Order, class U> void put(U v) {
    if (capacity - used_ < sizeof v) [[unlikely]]
      finish();
    detail::store<Order>(buffer_ + used_, v);
    used_ += sizeof v;
  }

  std::string &out_;
  std::size_t used_ = 0;
  char buffer_[capacity];
};

} // namespace uf
