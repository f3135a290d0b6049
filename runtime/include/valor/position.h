// Where a range-based for stands: saved as the distance from the beginning, found again by going there.
// Invariants: the end is asked for once, as the language says; the element is reached through the iterator only.
// Leaves to others: which ranges come back in the same order (the plugin admits no others).
#pragma once
#include <valor/init.h>

#include <cstdint>
#include <iterator>

namespace valor::detail {

// As a range-based for looks them up: arrays, members, then functions found through the arguments.
template <class R> concept has_member_range = requires(R &r) { r.begin(), r.end(); };
template <class R> auto range_begin(R &r)
{
    if constexpr (std::is_array_v<R>)
        return r + 0;
    else if constexpr (has_member_range<R>)
        return r.begin();
    else
        return begin(r);
}
template <class R> auto range_end(R &r)
{
    if constexpr (std::is_array_v<R>)
        return r + std::extent_v<R>;
    else if constexpr (has_member_range<R>)
        return r.end();
    else
        return end(r);
}

} // namespace valor::detail

namespace valor::gen {

template <int Lo, int Hi, class R> class position {
    using iterator = decltype(detail::range_begin(std::declval<R &>()));
    using sentinel = decltype(detail::range_end(std::declval<R &>()));
    static_assert(std::forward_iterator<iterator>);

public:
    position(frame &f, int vr, span<Lo, Hi>, R &range) : range_(&range), at_(detail::range_begin(range)), end_(detail::range_end(range))
    {
        if (vr != 0 && in<Lo, Hi>(vr)) [[unlikely]]
            go_to(f);
    }
    position(const position &) = delete;

    bool more() const { return at_ != end_; }
    void next() { ++at_; }
    decltype(auto) element() const { return *at_; }
    const std::int64_t &told() const
    {
        distance_ = distance();
        return distance_;
    }

private:
    // The body may have taken the element away (and be about to leave the loop): then there is no place to go on at.
    std::int64_t distance() const
    {
        auto i = detail::range_begin(*range_);
        const auto last = detail::range_end(*range_);
        if constexpr (std::random_access_iterator<iterator>) {
            if (const auto d = at_ - i; d >= 0 && d < last - i)
                return d;
        } else {
            for (std::int64_t d = 0; i != last; ++i, ++d)
                if (i == at_)
                    return d;
        }
        detail::fail(errc::not_persistable, "a loop stands at an element that its range does not have any more");
    }
    [[gnu::cold, gnu::noinline]] void go_to(frame &f)
    {
        for (std::int64_t left = take<std::int64_t>(f); left != 0; --left, ++at_)
            if (left < 0 || at_ == end_)
                detail::fail(errc::malformed, "bad snapshot: a loop stands behind the end of its range");
        if (at_ == end_)
            detail::fail(errc::malformed, "bad snapshot: a loop stands at the end of its range");
    }

    R *range_;
    iterator at_;
    sentinel end_;
    mutable std::int64_t distance_ = 0;
};

template <int Lo, int Hi, class R> position(frame &, int, span<Lo, Hi>, R &) -> position<Lo, Hi, R>;

} // namespace valor::gen

namespace valor::detail {

template <int Lo, int Hi, class R> struct told<gen::position<Lo, Hi, R>> {
    static const void *address(const gen::position<Lo, Hi, R> &p) { return std::addressof(p.told()); }
    static const variable_ops &ops() { return told<std::int64_t>::ops(); }
};

} // namespace valor::detail
