// What a worker does beside running: renews the leases of what it holds, announces itself, wakes what is stuck and could run here.
// Invariant: a turn that is released is not touched any more.
#pragma once
#include "metrics.h"
#include "turn.h"

#include <valor/durable/worker.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>

namespace valor::durable::detail {

// A line of JSON for each event.
class logger {
public:
    explicit logger(std::function<void(const std::string &)> f) : write_(std::move(f)) {}
    void operator()(const char *event, const std::string &id = {}, const std::string &text = {});
    std::string worker;

private:
    std::mutex guard_;
    std::function<void(const std::string &)> write_;
};

class keeper {
public:
    keeper(backend &, const worker_options &, logger &, metrics &);
    ~keeper();

    void hold(turn &);
    void release(turn &) noexcept;

private:
    void run(const std::stop_token &);
    bool look_after(bool leases);
    void renew();
    void announce();

    backend &store_;
    const worker_options &options_;
    logger &log_;
    metrics &counts_;
    std::string functions_;
    std::optional<std::chrono::steady_clock::time_point> announced_;
    std::mutex guard_;
    std::condition_variable_any changed_;
    std::unordered_set<turn *> held_;
    std::jthread thread_; // last: it ends first
};

} // namespace valor::durable::detail
