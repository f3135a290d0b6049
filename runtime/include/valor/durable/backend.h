// What a store must do, in terms of bytes: the interface that every backend implements, and its words.
//
//   generation  how often a coroutine was claimed: the fencing token. A step of another generation changes nothing
//   lease       how long a claim holds unless it is renewed; afterwards others may claim
//   due         when a coroutine may be claimed: now if it is ready, its earliest timer, the end of a lease, or never
//   inbox       messages that were sent and not received yet
//   effect      a step with consequences outside: the intent is recorded before it, the result after it
//
// Invariant: each call is one transaction, all of it or nothing. The clock is the store's own.
// Leaves to others: what snapshots mean, who runs them (worker.h), what users write (store.h).
#pragma once
#include <valor/durable/value.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace valor::durable {

using duration = std::chrono::microseconds;
using time_point = std::chrono::sys_time<duration>;

enum class status {
    ready,     // may go on now
    waiting,   // for a message, a timer, or the result of another
    running,   // claimed by a worker
    stuck,     // no worker that saw it has its functions; waits for one that does
    failed,    // set aside with its error, until it is retried
    done,
    cancelled,
};
std::string_view to_string(status) noexcept;
status status_from(std::string_view); // throws errc::damaged
inline bool is_final(status s) noexcept { return s == status::done || s == status::cancelled; }

// The rows of a query on the user's own tables, and its parameters. Integers, reals, text, nothing.
using cell = std::variant<std::monostate, std::int64_t, double, std::string>;

// The transaction that commits the coroutine's step, open for the user's own rows: see transact().
class database {
public:
    // $1, $2, ... stand for the parameters.
    virtual std::vector<std::vector<cell>> execute(const std::string &sql, std::span<const cell> parameters) = 0;
    std::vector<std::vector<cell>> execute(const std::string &sql, std::initializer_list<cell> parameters = {})
    {
        return execute(sql, std::span<const cell>(parameters.begin(), parameters.size()));
    }

protected:
    ~database() = default;
};

struct submission {
    std::string id, function, layout, snapshot;
};
struct message {
    std::string to, name;
    durable::value value;
    std::string key; // two messages with one key are one; empty: none
};
struct received {
    std::int64_t number;
    durable::value value;
};
struct effect {
    std::string key;
    durable::value value;
    bool done = false;
    std::int64_t attempts = 0;
};
struct claim_request {
    std::string worker;
    duration lease{};
    std::size_t most = 1;
    std::vector<std::string> except; // layouts that this worker cannot run
};
struct claimed {
    std::string id, function, layout, snapshot;
    std::int64_t generation = 0, attempts = 0; // attempts: that failed since the last step
    bool taken_over = false; // the one who had it did not finish its step
    time_point now{};        // by the store's clock
};
struct ending {
    durable::status status;
    durable::value result;
    std::string error;
};

// What a worker writes after a turn. All of it in one transaction, if the generation is still the claim's.
struct step {
    enum class outcome { goes_on, handed_back, waiting, ready, done, retry, set_aside, stuck };
    std::string id;
    std::int64_t generation = 0;
    outcome what = outcome::goes_on;        // goes_on: the claim is kept
    std::optional<std::string> snapshot;    // as it was, if there is none
    std::string layout;                     // of that
    std::vector<std::string> names;         // waiting: for messages of these names,
    std::vector<std::string> results;       //          for the end of these,
    std::optional<time_point> wake;         //          until then
    duration delay{};                       // retry: not before that
    std::string error;                      // retry, set_aside, stuck
    durable::value result;                  // done
    std::vector<std::int64_t> consumed;     // messages
    std::vector<durable::effect> effects;
    std::vector<submission> children;
    std::vector<message> sent;
    std::function<void(database &, step &)> inside; // may add effects
};
enum class verdict { committed, lost };
// What step::inside threw. The step was undone.
struct inside_error {
    std::exception_ptr what;
};

struct record {
    std::string id, function, layout;
    durable::status status = durable::status::ready;
    std::int64_t generation = 0, attempts = 0, steps = 0;
    std::string worker, error;
    std::vector<std::string> names;
    std::optional<time_point> due;
    time_point created, changed;
};
struct history_entry {
    time_point at;
    std::string what, note;
};
struct list_filter {
    std::optional<durable::status> status;
    std::string after; // ids behind this one, in their order
    std::size_t most = 1000;
};
struct announcement {
    std::string worker, functions;
    time_point seen;
};

class backend {
public:
    virtual ~backend() = default;
    virtual std::string name() const = 0; // for messages: without a password

    // False: there is one of that id already.
    virtual bool submit(const submission &) = 0;
    // False: there was one with that key already.
    virtual bool send(const message &) = 0;

    virtual std::vector<claimed> claim(const claim_request &) = 0;
    // One transaction; a step whose lease is lost takes no part. If another one is impossible it throws, and nothing was written: then
    // they may be committed one by one. A step with `inside` comes alone.
    virtual std::vector<verdict> commit(std::span<step>) = 0;
    struct lease {
        std::string id;
        std::int64_t generation;
    };
    virtual std::vector<verdict> renew(std::span<const lease>, duration) = 0;
    virtual void announce(const announcement &) = 0;
    virtual std::vector<announcement> announced() = 0;
    // The layouts of those that are stuck; and: they may be claimed again.
    virtual std::vector<std::string> stuck_layouts() = 0;
    virtual void unstick(const std::string &layout) = 0;

    virtual std::optional<received> next_message(const std::string &id, const std::string &name, std::span<const std::int64_t> but) = 0;
    virtual std::optional<durable::effect> find_effect(const std::string &id, const std::string &key) = 0;
    virtual std::vector<durable::effect> effects(const std::string &id) = 0;
    virtual std::optional<durable::ending> find_ending(const std::string &id) = 0; // nothing: it has not ended. Throws not_found
    virtual std::optional<record> find(const std::string &id) = 0;
    virtual std::optional<std::string> snapshot(const std::string &id) = 0;
    virtual std::vector<record> list(const list_filter &) = 0;
    virtual std::vector<history_entry> history(const std::string &id) = 0;

    virtual void cancel(const std::string &id) = 0;
    virtual void retry(const std::string &id) = 0;
    virtual void fork(const std::string &id, const std::string &as) = 0;
    virtual void forget(const std::string &id) = 0; // one that has ended

    // The user's own tables beside. The memory backend has none: errc::unsupported.
    virtual void transaction(const std::function<void(database &)> &) = 0;

    virtual time_point now() = 0;
    // Returns when something may have become due, of other layouts than those, at the latest after `most`.
    virtual void wait(duration most, std::span<const std::string> except, std::stop_token) = 0;
    virtual void wake() = 0; // the waiting ones of this process
};

// "memory:", "sqlite:FILE", "postgresql://USER@HOST/DATABASE" or what else libpq takes behind "postgresql:".
std::unique_ptr<backend> open_backend(const std::string &url);

} // namespace valor::durable
