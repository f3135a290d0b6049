// A temporary that lives across a co_await: rewritten text evaluates it once, names it, and ends it where the full-expression ends.
// Invariant: alive from its evaluation (or restore) to end() or the end of its scope, whichever comes first.
// A closure_slot keeps a closure that holds references only: a re-entry makes it again, and what refers to it finds it.
// A global_slot stands for an object with static storage, which each process has: what refers to it finds it, but not what is inside it.
// An lref_slot keeps a glvalue that must not be evaluated twice; it is saved as a reference into the snapshot.
#pragma once
#include <valor/closure.h>
#include <valor/init.h>

namespace valor::gen {

template <int Lo, int Hi, class F> class slot {
public:
    using type = std::decay_t<detail::made_by<F>>;

    slot(frame &f, int vr, span<Lo, Hi>, F initialiser) : alive_(vr == 0 || in<Lo, Hi>(vr))
    {
        if (vr == 0) [[likely]]
            ::new (static_cast<void *>(std::addressof(value_))) type(initialiser());
        else if (in<Lo, Hi>(vr))
            ::new (static_cast<void *>(std::addressof(value_))) type(take<type>(f));
    }
    slot(const slot &) = delete;
    ~slot() { end(); }

    type &get() noexcept { return value_; }
    /// Const, if the value was made so: overloads may tell.
    auto move() noexcept -> std::conditional_t<std::is_const_v<detail::made_by<F>>, const type, type> && { return std::move(value_); }
    const type &told() const
    {
        if (!alive_)
            detail::fail(errc::not_persistable, "a temporary is told after its end");
        return value_;
    }
    void end() noexcept
    {
        if (std::exchange(alive_, false))
            value_.~type();
    }

private:
    union {
        type value_;
    };
    bool alive_;
};

template <int Lo, int Hi, class F> slot(frame &, int, span<Lo, Hi>, F) -> slot<Lo, Hi, F>;

template <int Lo, int Hi, class F> class closure_slot {
public:
    using type = std::decay_t<detail::made_by<F>>;

    closure_slot(frame &f, int vr, span<Lo, Hi>, F initialiser) : value_(initialiser())
    {
        if (vr && in<Lo, Hi>(vr))
            made_again(f, vr);
    }
    closure_slot(const closure_slot &) = delete;

    type &get() noexcept { return value_; }
    type &&move() noexcept { return static_cast<type &&>(value_); }
    const type &told() const noexcept { return value_; }
    void end() noexcept {}

private:
    type value_;
};

template <int Lo, int Hi, class F> closure_slot(frame &, int, span<Lo, Hi>, F) -> closure_slot<Lo, Hi, F>;

template <int Lo, int Hi, class F> class global_slot {
public:
    using type = std::remove_reference_t<detail::made_by<F>>;

    global_slot(frame &f, int vr, span<Lo, Hi>, F name) : target_(std::addressof(name()))
    {
        if (vr && in<Lo, Hi>(vr))
            made_again(f, vr);
    }
    global_slot(const global_slot &) = delete;

    type &get() const noexcept { return *target_; }
    const void *told() const noexcept { return target_; }
    void end() noexcept {}

private:
    type *target_;
};

template <int Lo, int Hi, class F> global_slot(frame &, int, span<Lo, Hi>, F) -> global_slot<Lo, Hi, F>;

template <int Lo, int Hi, class F> class lref_slot {
public:
    using type = std::remove_reference_t<detail::made_by<F>>;

    lref_slot(frame &f, int vr, span<Lo, Hi>, F initialiser)
    {
        if (vr == 0) [[likely]] {
            auto &&r = initialiser();
            target_ = std::addressof(r);
        } else if (in<Lo, Hi>(vr)) {
            later(f);
        }
    }
    lref_slot(const lref_slot &) = delete;

    type &get() const noexcept { return *target_; }
    type &&move() const noexcept { return static_cast<type &&>(*target_); }
    const void *told() const noexcept { return target_; }
    void end() noexcept {}

private:
    [[gnu::cold, gnu::noinline]] void later(frame &f) { detail::session::of(f).refer_later(target_); }
    type *target_ = nullptr;
};

template <int Lo, int Hi, class F> lref_slot(frame &, int, span<Lo, Hi>, F) -> lref_slot<Lo, Hi, F>;

// Ends temporaries, awaiters and operands now, in the order given.
template <class... T> void end(T &...temporaries) noexcept { (temporaries.end(), ...); }

} // namespace valor::gen

namespace valor::detail {

template <int Lo, int Hi, class F> struct told<gen::slot<Lo, Hi, F>> {
    using type = typename gen::slot<Lo, Hi, F>::type;
    static const void *address(const gen::slot<Lo, Hi, F> &s) { return std::addressof(s.told()); }
    static const variable_ops &ops() { return told<type>::ops(); }
};

template <int Lo, int Hi, class F> struct told<gen::closure_slot<Lo, Hi, F>> {
    using type = typename gen::closure_slot<Lo, Hi, F>::type;
    static const void *address(const gen::closure_slot<Lo, Hi, F> &s) { return std::addressof(s.told()); }
    static const variable_ops &ops() { return told<closure_place<type>>::ops(); }
};

template <int Lo, int Hi, class F> struct told<gen::global_slot<Lo, Hi, F>> {
    static const void *address(const gen::global_slot<Lo, Hi, F> &s) { return s.told(); }
    static const variable_ops &ops() { return global_ops<std::remove_cv_t<typename gen::global_slot<Lo, Hi, F>::type>>(); }
};

template <int Lo, int Hi, class F> struct told<gen::lref_slot<Lo, Hi, F>> {
    using type = std::remove_cv_t<typename gen::lref_slot<Lo, Hi, F>::type>;
    static const void *address(const gen::lref_slot<Lo, Hi, F> &s) { return s.told(); }
    static const variable_ops &ops() { return reference_ops<type, variable_ops::kind::local>(); }
};

} // namespace valor::detail
