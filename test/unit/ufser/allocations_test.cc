// Replaces operator new, to know what decoding allocates.
#include "allocations.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <vector>

allocations allocated;

namespace {

// In front of each block: its size. As long as the strictest alignment, so that it is kept.
constexpr std::size_t head = alignof(std::max_align_t) > sizeof(std::size_t) ? alignof(std::max_align_t) : sizeof(std::size_t);

void *allocate(std::size_t n) noexcept {
  auto *block = static_cast<char *>(std::malloc(head + n));
  if (block == nullptr)
    return nullptr;
  *reinterpret_cast<std::size_t *>(block) = n;
  allocated.live += n;
  ++allocated.number;
  if (allocated.live > allocated.peak)
    allocated.peak = allocated.live;
  if (n > allocated.largest)
    allocated.largest = n;
  return block + head;
}

void release(void *p) noexcept {
  if (p == nullptr)
    return;
  auto *block = static_cast<char *>(p) - head;
  allocated.live -= *reinterpret_cast<std::size_t *>(block);
  std::free(block);
}

} // namespace

// GCC cannot see that these belong together.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
void *operator new(std::size_t n) {
  if (void *p = allocate(n))
    return p;
  throw std::bad_alloc();
}
void *operator new[](std::size_t n) { return operator new(n); }
void *operator new(std::size_t n, const std::nothrow_t &) noexcept { return allocate(n); }
void *operator new[](std::size_t n, const std::nothrow_t &) noexcept { return allocate(n); }
void operator delete(void *p) noexcept { release(p); }
void operator delete[](void *p) noexcept { release(p); }
void operator delete(void *p, std::size_t) noexcept { release(p); }
void operator delete[](void *p, std::size_t) noexcept { release(p); }
void operator delete(void *p, const std::nothrow_t &) noexcept { release(p); }
void operator delete[](void *p, const std::nothrow_t &) noexcept { release(p); }

TEST_CASE("allocations are counted", "[limits]") {
  const std::size_t before = allocated.live;
  const std::size_t peak = peak_of([] { std::vector<char> v(1000), w(500); });
  CHECK(peak >= 1500);
  CHECK(allocated.largest == 1000);
  CHECK(allocated.live == before);
}
