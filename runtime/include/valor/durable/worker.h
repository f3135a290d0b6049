// A worker: claims coroutines that are due, runs each to its next suspension, writes the step. Any number of workers, threads and machines.
// Invariant: what a coroutine did becomes true with its step, if the lease was not lost meanwhile; else somebody else does it again.
#pragma once
#include <valor/durable/store.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace valor::durable {

struct worker_options {
    std::string name = {};                                       // default: host, process and number
    unsigned threads = 1;
    std::size_t batch = 8;                                       // coroutines that a thread claims at once; their steps are one transaction
    std::chrono::milliseconds lease = std::chrono::seconds(30);  // a dead worker's coroutines are taken over after that
    int attempts = 5;                                            // failures in a row, or deaths of the worker, before it is set aside
    std::chrono::milliseconds retry_delay{100};                  // doubled each time, at most a minute
    std::chrono::milliseconds poll = std::chrono::seconds(1);    // how long to sleep at most when nothing is due
    bool until_idle = false;                                     // run() returns when nothing is due now
    std::function<void(const std::string &)> log = {};           // a line of JSON for each event
};

class worker {
public:
    explicit worker(store &, worker_options = {});
    worker(worker &&) = delete;
    ~worker();

    // Until stop is requested; then hands back what it holds. Throws what the store cannot recover from.
    void run(std::stop_token = {});
    const std::string &name() const noexcept;
    // Counters and a histogram, as Prometheus reads them.
    std::string metrics() const;

private:
    class implementation;
    std::unique_ptr<implementation> it_;
};

} // namespace valor::durable
