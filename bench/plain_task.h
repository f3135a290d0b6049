// plain_task.h: the least that a C++20 coroutine needs to await another and to be resumed by a scheduler.
// It is the yardstick: no saving, no errors, no cancellation.
#ifndef VALOR_BENCH_PLAIN_TASK_H
#define VALOR_BENCH_PLAIN_TASK_H

#include <coroutine>
#include <cstdint>
#include <exception>
#include <utility>

namespace balor::plain {

// Holds the one coroutine that is ready. An awaiter puts it here; run() resumes until nothing is ready.
class scheduler {
public:
    void post(std::coroutine_handle<> ready) noexcept { ready_ = ready; }
    void run()
    {
        while (ready_)
            step();
    }
    void step() { std::exchange(ready_, {}).resume(); } // something is ready

private:
    std::coroutine_handle<> ready_;
};

// Owner of one coroutine, started when awaited; when it ends, who awaited it goes on by symmetric transfer.
template <class R> class task {
public:
    struct promise_type {
        R result{};
        std::coroutine_handle<> parent = std::noop_coroutine();

        struct to_parent {
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) const noexcept { return h.promise().parent; }
            void await_resume() const noexcept {}
        };

        task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        to_parent final_suspend() const noexcept { return {}; }
        void return_value(R r) { result = std::move(r); }
        void unhandled_exception() { std::terminate(); }
    };

    task(task &&other) noexcept : frame_(std::exchange(other.frame_, {})) {}
    task &operator=(task &&) = delete;
    ~task()
    {
        if (frame_)
            frame_.destroy();
    }

    std::coroutine_handle<> handle() const noexcept { return frame_; }
    R result() const { return frame_.promise().result; }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> parent) const noexcept
    {
        frame_.promise().parent = parent;
        return frame_;
    }
    R await_resume() const { return result(); }

private:
    explicit task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}

    std::coroutine_handle<promise_type> frame_;
};

} // namespace balor::plain

#endif
