// One coroutine that a worker has claimed, from its snapshot to the steps that are to be written.
//
//   go()       -> runs it as far as the store's answers allow; the step to be committed
//   perform()  -> after a step with intents was committed: the body of one of them; the step that records it
//
// Invariant: nothing that the coroutine did is in the store before its step is. One thread at a time.
// Leaves to others: committing, leases, what to do with errors (worker.cc).
#pragma once
#include "coroutine.h"

#include <valor/durable/wait.h>

#include <atomic>
#include <memory>
#include <unordered_map>
#include <vector>

namespace valor::durable::detail {

class turn {
public:
    turn(backend &b, claimed c) : store_(b), claim_(std::move(c)), since_(std::chrono::steady_clock::now()) {}
    turn(const turn &) = delete;
    ~turn();

    // What escapes: errors of the store, or of a restore (valor::error). What escaped the coroutine is thrown as `escaped`.
    struct escaped {
        std::string what;
    };
    step go();
    // After that step was committed and the claim was kept.
    bool has_intents() const noexcept { return !intents_.empty(); }
    // What the body throws goes to the coroutine. Nothing: then there is nothing to record.
    std::optional<step> perform();
    // What perform() gave was committed: the next one.
    void recorded() { intents_.erase(intents_.begin()); }
    // The transaction of the first intent was undone, because of that.
    void reject(std::exception_ptr);

    const claimed &claim() const noexcept { return claim_; }
    step plain(step::outcome) const; // of this claim
    std::atomic<bool> lost = false;  // the lease is not ours any more

    // --- for the coroutine
    static turn *current() noexcept;
    void arrived(wait &w) { waits_.push_back(&w); }
    void left(wait &w) noexcept;
    void stage(submission s) { children_.push_back(std::move(s)); }
    void stage(message m) { sent_.push_back(std::move(m)); }
    std::int64_t now();
    std::string idempotency_key(const std::string &key) const { return claim_.id + "/" + key; }

private:
    static constexpr std::size_t most_messages = 64; // in one step
    class scope;
    bool meet_each();
    bool is_here(const wait *) const;
    bool meet_one(wait &);
    bool is_staged(const std::string &id) const;
    step waiting() const;
    step finished();
    void take_staged(step &);

    backend &store_;
    claimed claim_;
    std::unique_ptr<coroutine> body_;
    std::vector<wait *> waits_;   // in the order in which they came
    std::vector<wait *> intents_; // of them, those whose body is to be run
    std::vector<std::int64_t> consumed_;
    std::vector<submission> children_;
    std::vector<message> sent_;
    std::chrono::steady_clock::time_point since_; // when it was claimed
};

} // namespace valor::durable::detail
