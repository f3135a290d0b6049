// What a coroutine of a store can do: receive, once, transact, sleep, wait for others, submit and send.
// Invariant: what it submits and sends, and what it has received, become true with its next step, or not at all.
#pragma once
#include <valor/durable/wait.h>
#include <valor/mode.h>

#include <chrono>

namespace valor::durable {

// Suspends until a message of that name is there; it is consumed with the coroutine's next step.
template <class T> detail::receive_wait<T> receive(std::string name)
{
    static_assert(detail::storable<T> && !std::is_void_v<T>, "valor::durable::receive: the type cannot be a message");
    return detail::receive_wait<T>(detail::checked_name(name, "the name of a message"));
}
// The same until a time: nothing when that has come. A message that is there comes first.
template <class T, class Duration> detail::receive_until_wait<T> receive(std::string name, std::chrono::sys_time<Duration> until)
{
    static_assert(detail::storable<T> && !std::is_void_v<T>, "valor::durable::receive: the type cannot be a message");
    return {detail::checked_name(name, "the name of a message"), detail::microseconds(std::chrono::time_point_cast<std::chrono::system_clock::duration>(until))};
}
template <class T, class Rep, class Period> detail::receive_until_wait<T> receive(std::string name, std::chrono::duration<Rep, Period> within)
{
    static_assert(detail::storable<T> && !std::is_void_v<T>, "valor::durable::receive: the type cannot be a message");
    return {detail::checked_name(name, "the name of a message"), detail::from_now_any(within)};
}

template <class Duration> detail::sleep_wait sleep_until(std::chrono::sys_time<Duration> t)
{
    return detail::sleep_wait(detail::microseconds(std::chrono::time_point_cast<std::chrono::system_clock::duration>(t)));
}
template <class Rep, class Period> detail::sleep_wait sleep_for(std::chrono::duration<Rep, Period> d) { return detail::sleep_wait(detail::from_now_any(d)); }

// Runs the body at least once, and its outcome counts once: when a result is recorded under the key, that is the result, and the body is
// not run. The body may take a std::string_view: the same text in each attempt, for those who can tell a repeated request.
template <class F> auto once(std::string key, F body)
{
    detail::checked_name(key, "the key of a step");
    if constexpr (std::is_invocable_v<F &, std::string_view>) {
        static_assert(detail::storable<std::invoke_result_t<F &, std::string_view>>, "valor::durable::once: the result cannot be recorded");
        return detail::effect_wait<F, std::string_view>(detail::wait::kind::effect, std::move(key), std::move(body));
    } else {
        static_assert(detail::storable<std::invoke_result_t<F &>>, "valor::durable::once: the result cannot be recorded");
        return detail::effect_wait<F>(detail::wait::kind::effect, std::move(key), std::move(body));
    }
}

// Runs the body exactly once in effect: inside the transaction that records it. Needs a store that is an SQL database.
template <class F> auto transact(std::string key, F body)
{
    detail::checked_name(key, "the key of a step");
    static_assert(detail::storable<std::invoke_result_t<F &, database &>>, "valor::durable::transact: the result cannot be recorded");
    return detail::effect_wait<F, database &>(detail::wait::kind::transaction, std::move(key), std::move(body));
}

// Suspends until that coroutine has ended, and is its result.
template <class R> detail::result_wait<R> result_of(std::string id)
{
    return detail::result_wait<R>(detail::checked_name(id, "the id of a coroutine"));
}

// Another coroutine, from within one. Submitting an id that is there already changes nothing.
template <class R, bool B> void submit(std::string id, const ser_ctx<R, B> &fresh)
{
    submission s{detail::checked_name(id, "the id of a coroutine"), {}, {}, fresh.serialize()};
    s.function = detail::function_and_layout(s.snapshot, s.layout);
    detail::stage(std::move(s));
}
template <class T> void send(std::string to, std::string name, const T &v, std::string key = {})
{
    detail::stage(message{detail::checked_name(to, "the id of a coroutine"), detail::checked_name(name, "the name of a message"), detail::encode(v), std::move(key)});
}

// The id under which it was submitted.
inline std::string self() { return detail::own_id(); }

} // namespace valor::durable
