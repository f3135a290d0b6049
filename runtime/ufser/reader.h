// reader.h - takes wire values out of bytes, checking everything.
//
// Invariant: no byte outside the given view is touched; a count or length is checked against the
// bytes that are left, and what it will allocate against `limits`, before anything is allocated.
// Left to others: what the bytes mean (codecs). The bytes must outlive the reader.
#pragma once

#include "byte_swap.h"
#include "error.h"
#include "limits.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace uf {

class room_list;

class reader {
public:
  explicit reader(std::string_view bytes, const limits &l = {})
      : at_(bytes.data()), begin_(at_), end_(at_ + bytes.size()), limits_(l) {
    if (bytes.size() > l.size)
      fail(errc::limit_exceeded, detail::more_than("more bytes", "size", l.size));
  }
  // A part of the parent's bytes, `start` = offset of its first one there. Shares the parent's
  // budget and starts with its context.
  reader(reader &parent, std::string_view part, std::size_t start)
      : context(parent.context), beside(parent.beside), graph(parent.graph), rooms(parent.rooms),
        at_(part.data()), begin_(at_), end_(at_ + part.size()), base_(start), root_(parent.root_) {}
  reader(const reader &) = delete;
  reader &operator=(const reader &) = delete;

  void *context = nullptr;  // as writer::context
  reader *beside = nullptr; // as writer::beside
  bool exact() const { return beside != nullptr; }
  bool graph = false; // as writer::graph
  room_list *rooms = nullptr; // of containers that are read (rooms.h)

  std::size_t offset() const { return base_ + static_cast<std::size_t>(at_ - begin_); }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }
  bool done() const { return at_ == end_; }
  const limits &limit() const { return root_->limits_; }

  [[noreturn]] void fail(errc code, const std::string &what) const {
    throw error(code, what, offset());
  }
  // Nothing may be left over at the end of a value.
  void expect_done() const {
    if (!done()) [[unlikely]]
      leftover();
  }
  void need(std::size_t n) const {
    if (remaining() < n) [[unlikely]]
      lacks(n);
  }

  std::uint8_t u8() { return take<std::endian::big, std::uint8_t>(); }
  std::uint32_t u32() { return take<std::endian::big, std::uint32_t>(); }
  std::uint64_t u64() { return take<std::endian::big, std::uint64_t>(); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  double f64() { return std::bit_cast<double>(take<std::endian::little, std::uint64_t>()); }

  // A byte that may be 0 or 1 only.
  bool flag() {
    need(1);
    if (static_cast<unsigned char>(*at_) > 1) [[unlikely]]
      no_flag();
    return *at_++ != 0;
  }

  // A count of elements that take at least `least` bytes each.
  std::size_t count(std::size_t least) {
    need(4);
    const std::size_t n = detail::load<std::endian::big, std::uint32_t>(at_);
    if (least != 0 && n > (remaining() - 4) / least) [[unlikely]]
      overcounts(n);
    at_ += 4;
    return n;
  }

  // The next n bytes, as they lie in the input.
  std::string_view bytes(std::size_t n) {
    need(n);
    const char *from = at_;
    at_ += n;
    return {from, n};
  }
  // The last n bytes will be read again.
  void unread(std::size_t n) { at_ -= n; }
  // A length and that many bytes, as they lie in the input.
  std::string_view string() {
    const std::size_t n = count(1);
    at_ += n;
    return {at_ - n, n};
  }

  template <std::endian Order, class U> void numbers(U *to, std::size_t n) {
    const std::string_view from = bytes(n * sizeof(U)); // n is from count(sizeof(U)): no overflow
    if constexpr (std::endian::native != Order && sizeof(U) > 1)
      detail::copy_swapped<sizeof(U)>(reinterpret_cast<char *>(to), from.data(), from.size());
    else if (n > 0)
      std::memcpy(to, from.data(), from.size());
  }

  // Takes n * each bytes from the memory budget; call before allocating them.
  void charge(std::size_t n, std::size_t each = 1) {
    std::size_t &left = root_->limits_.memory;
    if (each != 0 && n > left / each) [[unlikely]]
      overspends();
    left -= n * each;
  }

  [[noreturn, gnu::noinline, gnu::cold]] void overnests() const {
    fail(errc::limit_exceeded,
         detail::more_than("nested deeper", "depth", root_->limits_.depth));
  }

  // One level of nesting for as long as it lives; for codecs whose depth the input chooses.
  class level {
  public:
    explicit level(reader &r) : root_(*r.root_) {
      if (root_.depth_ >= root_.limits_.depth)
        r.overnests();
      ++root_.depth_;
    }
    level(const level &) = delete;
    level &operator=(const level &) = delete;
    ~level() { --root_.depth_; }

  private:
    reader &root_;
  };

private:
  // Apart from the code that is run.
  [[noreturn, gnu::noinline, gnu::cold]] void lacks(std::size_t n) const {
    fail(errc::truncated,
         std::to_string(n) + " bytes wanted, " + std::to_string(remaining()) + " left");
  }
  [[noreturn, gnu::noinline, gnu::cold]] void overcounts(std::size_t n) const {
    fail(errc::truncated, "a count of " + std::to_string(n) + " with " +
                              std::to_string(remaining() - 4) + " bytes left");
  }
  [[noreturn, gnu::noinline, gnu::cold]] void leftover() const {
    fail(errc::malformed, std::to_string(remaining()) + " bytes left over");
  }
  [[noreturn, gnu::noinline, gnu::cold]] void no_flag() const {
    fail(errc::malformed, "a flag must be 0 or 1");
  }
  [[noreturn, gnu::noinline, gnu::cold]] void overspends() const {
    fail(errc::limit_exceeded, "the value takes more memory than limits::memory allows");
  }

  template <std::endian Order, class U> U take() {
    need(sizeof(U));
    const U v = detail::load<Order, U>(at_);
    at_ += sizeof(U);
    return v;
  }

  const char *at_;
  const char *begin_;
  const char *end_;
  std::size_t base_ = 0;
  std::size_t depth_ = 0;
  limits limits_{}; // of the root: what is left
  reader *root_ = this;
};

} // namespace uf
