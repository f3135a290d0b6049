// Operations of several threads that are done together by one of them: whoever comes while others are being done waits, and is then done
// with all that came meanwhile.
// Invariant: each operation is done once; what the group throws, each of it gets that has no failure of its own.
#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace valor::durable {

class group {
public:
    struct operation {
        std::function<void()> work;
        std::exception_ptr failure;
        bool done = false;
    };

    void run(std::function<void()> work, const std::function<void(std::span<operation *const>)> &together)
    {
        operation own{std::move(work), nullptr};
        std::unique_lock lock(guard_);
        waiting_.push_back(&own);
        changed_.wait(lock, [&] { return own.done || !busy_; });
        if (!own.done)
            lead(lock, together);
        lock.unlock();
        if (own.failure)
            std::rethrow_exception(own.failure);
    }

private:
    void lead(std::unique_lock<std::mutex> &lock, const std::function<void(std::span<operation *const>)> &together)
    {
        busy_ = true;
        const std::vector<operation *> all = std::exchange(waiting_, {});
        lock.unlock();
        std::exception_ptr failure;
        try {
            together(all);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        for (operation *o : all) {
            if (!o->failure)
                o->failure = failure;
            o->done = true;
        }
        busy_ = false;
        changed_.notify_all();
    }

    std::mutex guard_;
    std::condition_variable changed_;
    std::vector<operation *> waiting_;
    bool busy_ = false;
};

} // namespace valor::durable
