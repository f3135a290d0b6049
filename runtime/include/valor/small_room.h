// What saving and restoring a small chain notes on the way, without an allocation.
// Invariant: what was given back is not used again (vectors that grow leave their former places), so it is for little that lives briefly.
#pragma once
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <memory_resource>

namespace valor::detail {

// Small things from a place on the stack, as long as it lasts; the rest from the heap.
template <std::size_t Size> class small_room final : public std::pmr::memory_resource {
    void *do_allocate(std::size_t bytes, std::size_t alignment) override
    {
        void *at = next_;
        std::size_t left = static_cast<std::size_t>(std::end(room_) - next_);
        if (bytes > left || !std::align(alignment, bytes, at, left))
            return std::pmr::new_delete_resource()->allocate(bytes, alignment);
        next_ = static_cast<std::byte *>(at) + bytes;
        return at;
    }
    void do_deallocate(void *p, std::size_t bytes, std::size_t alignment) override
    {
        const auto at = static_cast<std::byte *>(p);
        if (std::less<>()(at, room_) || !std::less<>()(at, std::end(room_)))
            std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(const memory_resource &o) const noexcept override { return this == &o; }

    alignas(std::max_align_t) std::byte room_[Size];
    std::byte *next_ = room_;
};

} // namespace valor::detail
