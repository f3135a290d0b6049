// writer.h - appends wire values to a std::string, or puts them into memory of the caller's, or
// only counts them.
//
// Small values collect in a buffer inside the writer and reach the string in chunks; many numbers
// go there directly. Memory of the caller's is written in place.
//
// Invariant: [begin_, at_) is what is not handed over yet, and `before_` bytes come before it.
// `finish` (or the destructor) completes the string. After an exception it holds a prefix.
// Left to others: what the bytes mean (codecs).
#pragma once

#include "byte_swap.h"
#include "error.h"
#include "limits.h"
#include "unfilled.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace uf {

class room_notes;

class writer {
public:
  explicit writer(std::string &out) : out_(&out), before_(out.size()) { open_buffer(); }
  // At most `room` bytes at `to`; the others are counted. If size() is more than `room` at the end,
  // what is there is not complete.
  writer(char *to, std::size_t room)
      : at_(to), begin_(to), end_(to + room), memory_(to), room_(room) {}
  // Only counts.
  writer() : writer(nullptr, 0) {}
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
  room_notes *rooms = nullptr; // if set: containers with room for more are noted there (rooms.h)
  std::size_t levels = 0;              // of values that contain themselves (codec.h)
  std::size_t most_levels = limits{}.depth;
  // Nothing will be left of this but a number.
  bool counts() const { return out_ == nullptr && room_ == 0; }

  void u8(std::uint8_t v) { put<std::endian::big>(v); }
  void u32(std::uint32_t v) { put<std::endian::big>(v); }
  void u64(std::uint64_t v) { put<std::endian::big>(v); }
  void i32(std::int32_t v) { u32(static_cast<std::uint32_t>(v)); }
  void i64(std::int64_t v) { u64(static_cast<std::uint64_t>(v)); }
  void f64(double v) { put<std::endian::little>(std::bit_cast<std::uint64_t>(v)); }

  // A count or length; the format has 32 bits for it.
  void count(std::size_t n) { u32(checked(n)); }
  void string(std::string_view s) {
    if (s.size() + 4 > left()) [[unlikely]] { // a view is shorter than 2^63
      count(s.size());
      bytes(s);
    } else { // the room bounds its length
      char *const to = at_;
      detail::store<std::endian::big>(to, static_cast<std::uint32_t>(s.size()));
      detail::copy_short(to + 4, s.data(), s.size());
      at_ = to + 4 + s.size();
    }
  }
  void bytes(std::string_view s) {
    if (s.size() > left()) [[unlikely]] {
      long_bytes(s);
    } else {
      char *const to = at_;
      detail::copy_short(to, s.data(), s.size());
      at_ = to + s.size();
    }
  }

  // n * size bytes that `put(char *to, std::size_t first, std::size_t n)` provides, some elements
  // at a time, in order.
  template <class Put> void fill(std::size_t n, std::size_t size, Put put) {
    if (n <= left() / size) [[likely]] {
      char *const to = at_;
      put(to, std::size_t{0}, n);
      at_ = to + n * size;
      return;
    }
    spill();
    if (out_ == nullptr) {
      before_ += n * size;
      return;
    }
    make_room(n * size);
    detail::append_unfilled(*out_, n, size, put);
    before_ = out_->size();
  }

  // Numbers one after the other, in the byte order of the wire.
  template <std::endian Order, class U> void numbers(const U *from, std::size_t n) {
    const char *const memory = reinterpret_cast<const char *>(from);
    if constexpr (std::endian::native == Order || sizeof(U) == 1)
      bytes({memory, n * sizeof(U)});
    else
      fill(n, sizeof(U), [memory](char *to, std::size_t first, std::size_t now) {
        detail::copy_swapped<sizeof(U)>(to, memory + first * sizeof(U), now * sizeof(U));
      });
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
      if (position >= before_)
        begin_[position - before_] = b[i];
      else if (out_ != nullptr)
        (*out_)[position] = b[i];
      else if (position < room_)
        memory_[position] = b[i];
  }

  // Everything written so far, with what `out` held before.
  std::size_t size() const { return before_ + static_cast<std::size_t>(at_ - begin_); }
  // Hands over what is buffered; afterwards `out` is complete. More may be written.
  void finish() {
    if (out_ != nullptr && at_ != begin_) {
      out_->append(begin_, static_cast<std::size_t>(at_ - begin_));
      before_ = out_->size();
      at_ = begin_;
    }
  }

  // Takes back everything behind `length`, which must not be in memory of the caller's.
  void discard(std::size_t length) {
    at_ = begin_;
    if (out_->size() > length)
      out_->resize(length);
    before_ = out_->size();
  }

private:
  static constexpr std::size_t capacity = 512;

  static std::uint32_t checked(std::size_t n) {
    if (n > 0xffffffffu) [[unlikely]]
      too_long(n);
    return static_cast<std::uint32_t>(n);
  }
  [[noreturn, gnu::noinline, gnu::cold]] static void too_long(std::size_t n) {
    throw error(errc::too_long, "a length of " + std::to_string(n) + " does not fit 32 bits");
  }

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  template <std::endian Order, class U> void put(U v) {
    if (left() < sizeof v) [[unlikely]]
      spill();
    char *const to = at_; // before the store, which might change it for all that a compiler knows
    detail::store<Order>(to, v);
    at_ = to + sizeof v;
  }

  void open_buffer() {
    at_ = begin_ = buffer_;
    end_ = buffer_ + capacity;
  }
  // Makes the buffer empty.
  [[gnu::noinline]] void spill() {
    const std::size_t n = static_cast<std::size_t>(at_ - begin_);
    if (out_ != nullptr) {
      make_room(n);
      out_->append(begin_, n);
    }
    before_ += n;
    open_buffer();
  }
  [[gnu::noinline]] void long_bytes(std::string_view s) {
    spill();
    if (out_ != nullptr) {
      make_room(s.size());
      out_->append(s.data(), s.size());
    }
    before_ += s.size();
  }
  void make_room(std::size_t n) {
    const std::size_t had = out_->capacity();
    if (had - out_->size() < n)
      out_->reserve(out_->size() + n > 2 * had ? out_->size() + n : 2 * had);
  }

  char *at_;
  char *begin_;
  char *end_;
  std::string *out_ = nullptr;
  std::size_t before_ = 0;
  char *memory_ = nullptr;
  std::size_t room_ = 0;
  char buffer_[capacity];
};

} // namespace uf
