// Under TSan: a coroutine goes from thread to thread; others are saved, restored and resumed beside it; children of one group finish on
// different threads.
#include "../e2e/errors/check.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace {
using check::wait, valor::ser_ctx;

class pool {
public:
    explicit pool(int n) {
        for (int i = 0; i < n; ++i) threads_.emplace_back([this] { run(); });
    }
    ~pool() {
        {
            const std::lock_guard lock(guard_);
            ends_ = true;
        }
        wake_.notify_all();
        for (auto &t : threads_) t.join();
    }
    void post(std::function<void()> job) {
        {
            const std::lock_guard lock(guard_);
            jobs_.push_back(std::move(job));
        }
        wake_.notify_one();
    }

private:
    void run() {
        for (;;) {
            std::unique_lock lock(guard_);
            wake_.wait(lock, [this] { return ends_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            auto job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
        }
    }
    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::vector<std::thread> threads_;
    bool ends_ = false;
};
pool *workers = nullptr;

struct elsewhere { // goes on on a thread of the pool
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> h) const {
        workers->post([h] { h.resume(); });
    }
    void await_resume() const {}
};

ser_ctx<int> counts(int n) {
    std::vector<int> all;
    for (int i = 0; i < n; ++i) all.push_back(co_await wait{i});
    int sum = 0;
    for (int i : all) sum += i;
    co_return sum;
}

// One coroutine, a new thread for each step; the thread before has ended.
void from_thread_to_thread() {
    auto c = counts(6);
    while (c) std::thread([&] { c.resume(); }).join();
    CHECK(c.get() == 15);
    auto d = valor::start(counts(3));
    std::string bytes;
    std::thread([&] { bytes = d.serialize(); }).join();
    std::thread([&] { d = valor::restore<int>(bytes); }).join();
    CHECK(check::finish(d) == 3);
}

// Each thread has its own coroutines; what they share is the library. One is saved by several at once.
void beside_each_other() {
    auto shared = valor::start(counts(4));
    const std::string bytes = shared.serialize();
    std::atomic<int> wrong = 0;
    std::mutex one_at_a_time;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                auto c = valor::restore<int>(bytes);
                c = c.clone();
                wrong += c.serialize() != bytes;
                while (c) c.resume();
                wrong += c.get() != 6;
                const std::lock_guard lock(one_at_a_time);
                wrong += shared.serialize() != bytes;
            }
        });
    for (auto &t : threads) t.join();
    CHECK(wrong == 0);
}

ser_ctx<int> works(int n) {
    for (int i = 0; i < n; ++i) co_await elsewhere();
    co_return n;
}
ser_ctx<int> all_together(std::atomic<bool> *done) {
    int sum = 0;
    for (int round = 0; round < 50; ++round) {
        auto [a, b] = co_await valor::when_all(works(3), works(4));
        std::vector<ser_ctx<int>> more;
        for (int i = 0; i < 4; ++i) more.push_back(works(i));
        for (int r : co_await valor::when_all(std::move(more))) sum += r;
        sum += a + b;
    }
    done->store(true);
    done->notify_one();
    co_return sum;
}
void children_on_different_threads() {
    std::atomic<bool> done = false;
    auto c = all_together(&done);
    {
        pool p(4); // ends when its jobs have ended
        workers = &p;
        c.resume();
        done.wait(false);
    }
    CHECK(c.done() && c.get() == 50 * 13);
}
} // namespace

int main() {
    from_thread_to_thread();
    beside_each_other();
    children_on_different_threads();
    return check::report();
}
