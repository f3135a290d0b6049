// byte_swap.h - many numbers from one byte order to the other, at the speed of memory.
//
// A compiler for plain x86-64 may use SSE2 only, which swaps several times slower than memory is
// copied, so there the instructions are chosen while the program runs: by a look at what the
// processor can do, in each call. No variable keeps the choice, none has to be initialised in time.
//
// Invariant: all levels give the same bytes, for any length and alignment. `to` and `from` are the
// same or do not overlap.
// Left to others: single numbers (byte_order.h), which numbers are swapped (numbers.h).
#pragma once

#include "byte_order.h"

#include <cstdint>
#include <utility>

#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define UFSER_VECTORS 1 // vectors as an extension of the language: no header of intrinsics is read
#if defined(__x86_64__) && defined(__GNUC__)
#define UFSER_VECTORS_X86 1
#endif
#endif
#endif

namespace uf::detail {

// What to swap with. `plain` works everywhere; a test may ask for the others where they do.
enum class swap_level { plain, ssse3, avx2 };

// One number of `Size` bytes after the other.
template <std::size_t Size> void swap_plain(char *to, const char *from, std::size_t bytes) {
  using number = bits_of_size<Size>;
  for (; bytes >= Size; bytes -= Size, to += Size, from += Size) {
    number v;
    std::memcpy(&v, from, Size);
    v = swap_bytes(v);
    std::memcpy(to, &v, Size);
  }
}

// The body of a loop over vectors, where I... are 0 ... Width-1. Repeated in each function, since a
// vector is compiled for the instructions of the function in which it is written. Stores that cross
// no cache line and four vectors a round: without, large arrays take a tenth longer than memcpy.
#define UFSER_SWAP_VECTORS(Width)                                                                  \
  typedef char vector __attribute__((vector_size(Width)));                                         \
  const std::size_t ahead = -reinterpret_cast<std::uintptr_t>(to) % Width;                         \
  if (bytes > 8 * Width && ahead % Size == 0) {                                                    \
    swap_plain<Size>(to, from, ahead);                                                             \
    bytes -= ahead, to += ahead, from += ahead;                                                    \
  }                                                                                                \
  for (; bytes >= 4 * Width; bytes -= 4 * Width, to += 4 * Width, from += 4 * Width) {             \
    vector v[4];                                                                                   \
    std::memcpy(&v, from, sizeof v);                                                               \
    for (vector &e : v)                                                                            \
      e = __builtin_shufflevector(e, e, (I ^ (Size - 1))...);                                      \
    std::memcpy(to, &v, sizeof v);                                                                 \
  }                                                                                                \
  for (; bytes >= Width; bytes -= Width, to += Width, from += Width) {                             \
    vector v;                                                                                      \
    std::memcpy(&v, from, Width);                                                                  \
    v = __builtin_shufflevector(v, v, (I ^ (Size - 1))...);                                        \
    std::memcpy(to, &v, Width);                                                                    \
  }                                                                                                \
  swap_plain<Size>(to, from, bytes)

#if defined(UFSER_VECTORS_X86)

template <std::size_t Size, std::size_t... I>
__attribute__((target("avx2"))) void swap_avx2(char *to, const char *from, std::size_t bytes,
                                               std::index_sequence<I...>) {
  UFSER_SWAP_VECTORS(32);
}
template <std::size_t Size, std::size_t... I>
__attribute__((target("ssse3"))) void swap_ssse3(char *to, const char *from, std::size_t bytes,
                                                 std::index_sequence<I...>) {
  UFSER_SWAP_VECTORS(16);
}

// Before the constructors of the C runtime have run this says plain: slow, not wrong.
inline swap_level best_swap_level() {
  return __builtin_cpu_supports("avx2")    ? swap_level::avx2
         : __builtin_cpu_supports("ssse3") ? swap_level::ssse3
                                           : swap_level::plain;
}
template <std::size_t Size>
void swap_with(swap_level level, char *to, const char *from, std::size_t bytes) {
  if (level == swap_level::avx2)
    swap_avx2<Size>(to, from, bytes, std::make_index_sequence<32>());
  else if (level == swap_level::ssse3)
    swap_ssse3<Size>(to, from, bytes, std::make_index_sequence<16>());
  else
    swap_plain<Size>(to, from, bytes);
}

#else

constexpr swap_level best_swap_level() { return swap_level::plain; }

#if defined(UFSER_VECTORS) // AArch64 and others: one instruction of their baseline
template <std::size_t Size, std::size_t... I>
void swap_vectors(char *to, const char *from, std::size_t bytes, std::index_sequence<I...>) {
  UFSER_SWAP_VECTORS(16);
}
template <std::size_t Size>
void swap_with(swap_level, char *to, const char *from, std::size_t bytes) {
  swap_vectors<Size>(to, from, bytes, std::make_index_sequence<16>());
}
#else
template <std::size_t Size>
void swap_with(swap_level, char *to, const char *from, std::size_t bytes) {
  swap_plain<Size>(to, from, bytes);
}
#endif

#endif
#undef UFSER_SWAP_VECTORS
#undef UFSER_VECTORS_X86
#undef UFSER_VECTORS

// `bytes` is a multiple of Size. A few numbers are not worth the choice.
template <std::size_t Size> void copy_swapped(char *to, const char *from, std::size_t bytes) {
  if (bytes < 32)
    swap_plain<Size>(to, from, bytes);
  else
    swap_with<Size>(best_swap_level(), to, from, bytes);
}

// Short strings: a call of memcpy takes longer than the copy.
inline void copy_short(char *to, const char *from, std::size_t n) {
  auto part = [&]<class U>(U) {
    U first, last;
    std::memcpy(&first, from, sizeof(U));
    std::memcpy(&last, from + n - sizeof(U), sizeof(U));
    std::memcpy(to, &first, sizeof(U));
    std::memcpy(to + n - sizeof(U), &last, sizeof(U));
  };
  if (n > 16)
    std::memcpy(to, from, n);
  else if (n >= 8)
    part(std::uint64_t{});
  else if (n >= 4)
    part(std::uint32_t{});
  else if (n >= 2)
    part(std::uint16_t{});
  else if (n == 1)
    *to = *from;
}

} // namespace uf::detail
