// One co_await of rewritten text: holds the operand and its awaiter in place, and stands for them in the frame.
//
//   normal running    evaluates the operand, then behaves as the co_await that was written
//   re-entry, later   holds nothing, is ready, is not asked for a result
//   re-entry, here    is restored by the four rules, suspends, is armed when everything stands
//
// Invariant: in normal running a suspension costs the stores of frame.at and at.ops; nothing is registered.
// Leaves to others: children (at_child.h).
#pragma once
#include <valor/await_ops.h>
#include <valor/group.h>
#include <valor/init.h>

namespace valor::detail {

// Where an operand is kept: a prvalue in place, a glvalue by reference.
template <class O> struct operand_box {
    union {
        std::remove_const_t<O> value;
    };
    operand_box() noexcept {}
    ~operand_box() {}
    template <class F> void make(F &&f) { ::new (static_cast<void *>(std::addressof(value))) std::remove_const_t<O>(f()); }
    O &&get() noexcept { return static_cast<O &&>(value); }
    void drop() noexcept { value.~O(); }
};
template <class O> requires std::is_reference_v<O> struct operand_box<O> {
    std::remove_reference_t<O> *value;
    template <class F> void make(F &&f)
    {
        O r = f();
        value = std::addressof(r);
    }
    O &&get() noexcept { return static_cast<O &&>(*value); }
    void drop() noexcept {}
};

// Where the awaiter is kept: it may be the operand itself.
template <class O, bool Own = is_own_awaiter<O &&>> struct awaiter_box;
template <class O> struct awaiter_box<O, true> {
    operand_box<O> operand;
    template <class F> void make(F &&f) { operand.make(f); }
    std::remove_reference_t<O> &get() noexcept
    {
        O &&r = operand.get();
        return static_cast<std::remove_reference_t<O> &>(r); // C++23 would move it
    }
    void drop() noexcept { operand.drop(); }
};
template <class O> struct awaiter_box<O, false> {
    using awaiter = decltype(awaiter_of(std::declval<O &&>()));
    operand_box<O> operand;
    operand_box<awaiter> made;
    template <class F> void make(F &&f)
    {
        make(f, [&]() -> awaiter { return awaiter_of(operand.get()); });
    }
    template <class F, class G> void make(F &&f, G &&make_awaiter)
    {
        operand.make(f);
        try {
            made.make(make_awaiter);
        } catch (...) {
            operand.drop();
            throw;
        }
    }
    std::remove_reference_t<awaiter> &get() noexcept
    {
        awaiter &&r = made.get();
        return r;
    }
    void drop() noexcept
    {
        made.drop();
        operand.drop();
    }
};

// What a snapshot holds of a pending await. The awaiter that an operator co_await made is apart from its operand, unless it leads there.
enum class saved_part { nothing, operand, awaiter, both };
template <class O> consteval saved_part saved_part_of()
{
    constexpr bool operand = !std::is_reference_v<O> && persistable<O>;
    if constexpr (!is_own_awaiter<O &&>) {
        using awaiter = decltype(awaiter_of(std::declval<O &&>()));
        if constexpr (!std::is_reference_v<awaiter> && persistable<awaiter>) {
            if constexpr (!has_links<awaiter>) {
                if constexpr (operand && std::is_move_constructible_v<O> && std::is_move_constructible_v<awaiter>)
                    return saved_part::both;
                else if constexpr (!operand && (std::is_reference_v<O> || std::is_trivially_destructible_v<O>)) // the operand will not be missed
                    return saved_part::awaiter;
            }
        }
    }
    return operand ? saved_part::operand : saved_part::nothing;
}
template <class O, saved_part = saved_part_of<O>()> struct saved_of {
    using type = std::remove_const_t<O>; // without meaning for `nothing`
};
template <class O> using made_awaiter = std::remove_const_t<decltype(awaiter_of(std::declval<O &&>()))>;
template <class O> struct saved_of<O, saved_part::awaiter> {
    using type = made_awaiter<O>;
};
template <class O> struct saved_of<O, saved_part::both> {
    using type = std::pair<std::remove_const_t<O>, made_awaiter<O>>;
};

inline void drop_supplied(awaiting &a) noexcept
{
    if (a.mode != await_mode::live)
        drop_supplied(a.supplied);
}

// What a supplied result is for the one who awaits a T.
template <class T> [[gnu::cold, gnu::noinline]] T deliver(awaiting &a)
{
    if (a.mode != await_mode::supplied)
        fail(errc::malformed, "a co_await without a result");
    using value = supplied_value<std::remove_cvref_t<T>>;
    if constexpr (std::is_void_v<T>)
        return;
    else
        return static_cast<T>(static_cast<T &&>(static_cast<value *>(a.supplied)->value));
}

inline namespace VALOR_DETAIL_KEEPS {
template <class A> VALOR_DETAIL_KEEPING void end_slowly(A &a) noexcept { a.end_whatever(); }
}

template <class O> class awaited : public awaiting {
    using awaiter = std::remove_reference_t<decltype(std::declval<awaiter_box<O> &>().get())>;
    using result_type = decltype(std::declval<awaiter &>().await_resume());
    using decayed = std::remove_cvref_t<result_type>;
    static constexpr saved_part part = saved_part_of<O>();
    static constexpr bool by_value = part != saved_part::nothing;
    using saved = typename saved_of<O>::type;

public:
    awaited(const awaited &) = delete;
    [[gnu::always_inline]] ~awaited() { end(); }

    bool await_ready() noexcept(noexcept(std::declval<awaiter &>().await_ready()))
    {
        if (mode != await_mode::live) [[unlikely]]
            return mode == await_mode::skipped;
        return static_cast<bool>(box_.get().await_ready());
    }
    template <class P> auto await_suspend(std::coroutine_handle<P> h)
    {
        using back = decltype(box_.get().await_suspend(h));
        frame &f = h.promise();
        f.at = this;
        ops = &ops_for<P>;
        if constexpr (std::is_void_v<back>) {
            if (mode == await_mode::live) [[likely]]
                suspend(h, f);
            else
                settle();
        } else if constexpr (std::is_same_v<back, bool>) {
            return mode == await_mode::live ? suspend(h, f) : settle();
        } else {
            return mode == await_mode::live ? std::coroutine_handle<>(suspend(h, f)) : (settle(), std::coroutine_handle<>(std::noop_coroutine()));
        }
    }
    void await_resume() const noexcept {}

    result_type result()
    {
        if (mode != await_mode::live) [[unlikely]]
            return deliver<result_type>(*self);
        return box_.get().await_resume();
    }
    [[gnu::always_inline]] void end() noexcept
    {
        if (mode == await_mode::live) [[likely]] {
            box_.drop();
            leave(await_mode::skipped, false);
        } else if (mode != await_mode::skipped) {
            VALOR_DETAIL_KEEPS::end_slowly(from(*self));
        }
    }

protected:
    // All inside one constructor: when the operand throws, nothing is there to be ended.
    template <class F> awaited(frame &f, int &vr, int point, F &operand)
    {
        if (vr == 0) [[likely]] {
            box_.make(operand);
            mode = await_mode::live;
        } else if (vr == point) {
            if constexpr (by_value)
                reenter(&self, f);
            else
                reenter(&self, f, &operand, keep_operand<F>);
            mode = await_mode::reentered; // it is, but the compiler does not know: else this point could be passed in a loop
            vr = 0; // only now: until here the user's handlers let errors of the restore pass
        } else {
            leave(await_mode::skipped, false);
        }
    }

private:
    // Only what takes the operand's closure is made for each co_await; the rest, for each type of operand.
    using keeper = void (*)(awaited &, session &, const void *f);
    template <class F> [[gnu::cold]] static void keep_operand(awaited &a, session &s, const void *f)
    {
        s.evaluate = deferred(a, *static_cast<const F *>(f), +[](awaited &again, F &operand) {
            again.box_.make(operand);
            again.leave(await_mode::live, true);
        });
    }
    [[gnu::cold, gnu::noinline]] static void reenter(awaiting **place, frame &in, const void *f = nullptr, keeper keep = nullptr)
    {
        awaited &a = from(around(place));
        session &s = session::of(in);
        a.leave(await_mode::reentered, false);
        try {
            a.remake(s, f, keep);
            if constexpr (std::is_reference_v<result_type>)
                if (a.supplied)
                    a.supplied = keep_supplied(in, std::exchange(a.supplied, nullptr));
            s.pending_done();
        } catch (...) {
            VALOR_DETAIL_KEEPS::end_slowly(a);
            throw;
        }
        s.reached = true;
    }
    void remake(session &s, [[maybe_unused]] const void *f, [[maybe_unused]] keeper keep)
    {
        switch (s.record().state) {
        case state::supplied:
            if constexpr (std::is_void_v<decayed>) {
                s.pending<void>("the supplied result");
                supplied = new supplied_value<void>;
            } else if constexpr (persistable<decayed>) {
                supplied = new supplied_value<decayed>(std::in_place, [&]() -> decayed { return s.pending<decayed>("the supplied result"); });
            } else {
                s.wrong_state();
            }
            break;
        case state::awaits_value:
            if constexpr (by_value) {
                remake_box([&]() -> saved { return s.pending<saved>("the awaiter"); });
                has_operand = true;
            } else {
                s.wrong_state();
            }
            break;
        case state::awaits_again:
            if constexpr (by_value) {
                s.wrong_state();
            } else {
                keep(*this, s, f);
            }
            break;
        default: s.wrong_state();
        }
    }
    template <class F> void remake_box(F read)
    {
        if constexpr (part == saved_part::operand) {
            box_.make(read);
        } else if constexpr (part == saved_part::awaiter) {
            box_.made.make(read);
        } else {
            saved both = read();
            box_.make([&]() -> std::remove_const_t<O> { return std::move(both.first); }, [&]() -> made_awaiter<O> { return std::move(both.second); });
        }
    }
    // Of an await that is not live.
    void end_whatever() noexcept
    {
        if (std::exchange(has_operand, false))
            box_.drop();
        drop_supplied(supplied);
        mode = await_mode::skipped;
    }
    template <class A> friend void VALOR_DETAIL_KEEPS::end_slowly(A &) noexcept;
    template <class H> decltype(auto) suspend(H h, frame &f)
    {
        if constexpr (noexcept(box_.get().await_suspend(h))) {
            return box_.get().await_suspend(h);
        } else {
            try {
                return box_.get().await_suspend(h);
            } catch (...) { // the coroutine runs on
                f.at = nullptr;
                throw;
            }
        }
    }
    // In re-entry: suspends, and stands as if it had been armed.
    [[gnu::cold]] bool settle() noexcept
    {
        if (supplied)
            mode = await_mode::supplied;
        else if (has_operand)
            mode = await_mode::live; // else when it was evaluated
        return true;
    }

    static awaited &from(awaiting &a) noexcept { return static_cast<awaited &>(a); }
    static void encode_awaiter([[maybe_unused]] const awaiting &a, [[maybe_unused]] uf::writer &w)
    {
        [[maybe_unused]] const auto &box = static_cast<const awaited &>(a).box_;
        if constexpr (part == saved_part::operand || part == saved_part::both)
            uf::encode<std::remove_const_t<O>>(w, box.operand.value);
        if constexpr (part == saved_part::awaiter || part == saved_part::both)
            uf::encode<made_awaiter<O>>(w, box.made.value);
    }
    static void *operand([[maybe_unused]] awaiting &a)
    {
        if constexpr (part == saved_part::awaiter)
            return std::addressof(from(a).box_.made.value);
        else if constexpr (by_value)
            return std::addressof(from(a).box_.operand.value);
        else
            return nullptr;
    }
    static constexpr const object_links *links()
    {
        if constexpr (part == saved_part::awaiter)
            return &links_of<saved>;
        else if constexpr (by_value)
            return &links_of<std::remove_const_t<O>>;
        else
            return nullptr;
    }
    template <class P> static void arm(awaiting &a, frame &f)
    {
        arm_restored(from(a).box_.get(), std::coroutine_handle<P>::from_promise(static_cast<P &>(f)), f);
    }
    static void stand(awaiting &a, frame &f) { from(a).box_.get().stand(f); }
    static constexpr auto standing()
    {
        if constexpr (std::is_base_of_v<group, std::remove_cv_t<awaiter>>)
            return stand;
        else
            return nullptr;
    }
    static constexpr std::string_view awaiter_type()
    {
        if constexpr (by_value)
            return uf::type_v<saved>;
        else
            return {};
    }
    template <class P> static constexpr await_ops ops_for{
        by_value ? state::awaits_value : state::awaits_again, awaiter_type(), encode_awaiter, links(), operand, nullptr, nullptr, nullptr, standing(), arm<P>, accept<decayed>, std::is_reference_v<result_type>};

    awaiter_box<O> box_;
};

template <class O> struct awaited_of {
    using type = awaited<O>;
};

} // namespace valor::detail

namespace valor::gen {

template <int N, class F> class at : public detail::awaited_of<detail::made_by<F>>::type {
public:
    at(frame &f, int &vr, number<N>, F operand) : detail::awaited_of<detail::made_by<F>>::type(f, vr, N, operand) {}
};

template <int N, class F> at(frame &, int &, number<N>, F) -> at<N, F>;

} // namespace valor::gen
