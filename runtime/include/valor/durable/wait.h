// What a coroutine of a store can wait for, as the awaiters see it. The awaiter stands in the coroutine's frame and tells the turn, which
// is one run of the coroutine by a worker, that it is there; it is not resumed before the turn has met it.
//
//   receive, sleep, result   saved with the coroutine (rule 3 of a pending await): name and time are evaluated once
//   once, transact           evaluated again (rule 4): what they capture is taken from the restored frame; the key finds the record
//
// Invariant: a wait is in its turn exactly while the coroutine is suspended in it.
// Leaves to others: looking into the store (runtime/store/turn.cc).
#pragma once
#include <valor/durable/backend.h>
#include <valor/frame.h>

#include <coroutine>
#include <exception>
#include <limits>

namespace valor::durable::detail {

class turn;

class wait {
public:
    enum class kind { message, timer, ending, effect, transaction };
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    explicit wait(kind k, std::string name = {}, std::int64_t until = never) : kind_(k), name_(std::move(name)), until_(until) {}
    wait(const wait &o) : kind_(o.kind_), name_(o.name_), until_(o.until_) {} // not where it stands
    wait &operator=(const wait &) = delete;
    virtual ~wait() { leave(); }

    bool await_ready() const noexcept { return false; }
    template <class P> void await_suspend(std::coroutine_handle<P> h)
    {
        static_assert(std::is_base_of_v<valor::detail::frame, P>, "valor::durable: only a valor::ser_ctx can wait for this");
        arm(h.promise());
    }

    kind what() const noexcept { return kind_; }
    const std::string &name() const noexcept { return name_; }
    std::int64_t until() const noexcept { return until_; } // microseconds since 1970
    bool met() const noexcept { return met_; }

    // By the turn. The coroutine may go on behind it: with a value, or without one since its time has come.
    void meet(std::optional<ending> with = {}) noexcept;
    void fail(std::exception_ptr) noexcept;
    // The body of an effect.
    virtual value perform(const std::string &idempotency_key, database *);

protected:
    // In await_resume().
    const std::optional<ending> &outcome() const;

private:
    friend class turn;
    void arm(valor::detail::frame &);
    void leave() noexcept;

protected:
    kind kind_;
    std::string name_;
    std::int64_t until_;

private:
    std::optional<ending> with_;
    std::exception_ptr failure_;
    valor::detail::frame *frame_ = nullptr;
    turn *in_ = nullptr;
    bool met_ = false;
};

std::int64_t microseconds(std::chrono::system_clock::time_point) noexcept; // saturates
std::int64_t from_now(std::chrono::nanoseconds);                           // by the store's clock in a turn
const std::string &checked_name(const std::string &, const char *what);    // throws errc::bad_argument
std::string own_id();                                                      // throws errc::outside
std::string function_and_layout(const std::string &snapshot, std::string &layout);
void stage(submission);
void stage(message);

template <class D> std::int64_t from_now_any(D d)
{
    using seconds = std::chrono::duration<long double>;
    const long double s = std::chrono::duration_cast<seconds>(d).count();
    if (!(s < 9e9L)) // hundreds of years
        return wait::never;
    return from_now(std::chrono::duration_cast<std::chrono::nanoseconds>(seconds(s < -9e9L ? -9e9L : s)));
}

template <class T> class receive_wait : public wait {
public:
    explicit receive_wait(std::string name) : wait(kind::message, std::move(name)) {}
    auto tuple_for_serialization() const { return std::tie(name_); }
    T await_resume() const { return decode<T>(outcome()->result, "the message '" + name_ + "'"); }
};

template <class T> class receive_until_wait : public wait {
public:
    receive_until_wait(std::string name, std::int64_t until) : wait(kind::message, std::move(name), until) {}
    auto tuple_for_serialization() const { return std::tie(name_, until_); }
    std::optional<T> await_resume() const
    {
        if (const auto &o = outcome())
            return decode<T>(o->result, "the message '" + name_ + "'");
        return std::nullopt;
    }
};

class sleep_wait : public wait {
public:
    explicit sleep_wait(std::int64_t until) : wait(kind::timer, {}, until) {}
    auto tuple_for_serialization() const { return std::tie(until_); }
    void await_resume() const { outcome(); }
};

template <class R> R result_of(const ending &e, const std::string &id)
{
    if (e.status == status::cancelled)
        throw error(errc::cancelled, "'" + id + "' was cancelled");
    if (e.status == status::failed)
        throw error(errc::failed, "'" + id + "' was set aside: " + e.error);
    return decode<R>(e.result, "the result of '" + id + "'");
}

template <class R> class result_wait : public wait {
public:
    explicit result_wait(std::string id) : wait(kind::ending, std::move(id)) {}
    auto tuple_for_serialization() const { return std::tie(name_); }
    R await_resume() const { return result_of<R>(*outcome(), name_); }
};

// Not copyable, so never saved: the body is made again.
template <class F, class... A> class effect_wait : public wait {
    using result_type = std::invoke_result_t<F &, A...>;

public:
    effect_wait(kind k, std::string key, F f) : wait(k, std::move(key)), f_(std::move(f)) {}
    effect_wait(const effect_wait &) = delete;
    result_type await_resume() const
    {
        if constexpr (std::is_void_v<result_type>)
            outcome();
        else
            return decode<result_type>(outcome()->result, "the record of '" + name_ + "'");
    }
    value perform(const std::string &idempotency_key, database *db) override
    {
        const auto call = [&]() -> result_type {
            if constexpr (std::is_invocable_v<F &, database &>)
                return f_(*db);
            else if constexpr (std::is_invocable_v<F &, std::string_view>)
                return f_(std::string_view(idempotency_key));
            else
                return f_();
        };
        if constexpr (std::is_void_v<result_type>)
            return call(), value{};
        else
            return encode(call());
    }

private:
    F f_;
};

} // namespace valor::durable::detail
