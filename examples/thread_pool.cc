// Coroutines on a pool of threads: each is resumed by whatever thread is free, saved by the thread that has it when the pool is
// stopped, and goes on in another pool, of other threads.
//
// A suspended coroutine belongs to no thread. Who has its ser_ctx may resume or save it; to hand it over takes what any object takes,
// here the mutex of a queue.
#include <valor.h>

#include <coroutine>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct next_turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
};

valor::ser_ctx<long> half_or_more(long n)
{
    co_await next_turn{};
    co_return n % 2 ? 3 * n + 1 : n / 2;
}

// How many steps to 1. Each is a turn of a child.
valor::ser_ctx<int> steps(long n)
{
    int count = 0;
    for (; n != 1; ++count)
        n = co_await half_or_more(n);
    co_return count;
}

int steps_at_once(long n)
{
    int count = 0;
    for (; n != 1; ++count)
        n = n % 2 ? 3 * n + 1 : n / 2;
    return count;
}

struct job {
    long number;
    valor::ser_ctx<int> coroutine;
};
struct outcome {
    std::map<long, int> results;         // of those that ended
    std::map<long, std::string> saved;   // the others
    std::set<std::thread::id> resumed_by, saved_by;
};

class pool {
public:
    explicit pool(std::deque<job> jobs, std::size_t stop_after) : jobs_(std::move(jobs)), stop_after_(stop_after)
    {
        for (int i = 0; i < 4; ++i)
            threads_.emplace_back([this] { work(); });
    }
    outcome finish()
    {
        for (std::thread &t : threads_)
            t.join();
        return std::move(outcome_);
    }

private:
    void work()
    {
        std::unique_lock lock(mutex_);
        while (!jobs_.empty()) {
            job j = std::move(jobs_.front());
            jobs_.pop_front();
            const bool stopping = outcome_.results.size() >= stop_after_;
            std::string bytes;
            lock.unlock(); // resumed and saved without it, next to those of other threads
            if (stopping)
                bytes = j.coroutine.serialize();
            else
                for (int turn = 0; turn < 10; ++turn)
                    j.coroutine.resume();
            std::this_thread::yield();
            lock.lock();
            put_away(std::move(j), stopping, std::move(bytes));
        }
    }
    void put_away(job j, bool saved, std::string bytes)
    {
        (saved ? outcome_.saved_by : outcome_.resumed_by).insert(std::this_thread::get_id());
        if (saved)
            outcome_.saved[j.number] = std::move(bytes);
        else if (j.coroutine.done())
            outcome_.results[j.number] = j.coroutine.get();
        else
            jobs_.push_back(std::move(j));
    }

    std::mutex mutex_; // of the two below
    std::deque<job> jobs_;
    outcome outcome_;
    const std::size_t stop_after_;
    std::vector<std::thread> threads_;
};

int fail(const std::string &what)
{
    std::cerr << "FAILED: " << what << '\n';
    return EXIT_FAILURE;
}

} // namespace

int main()
{
    constexpr long count = 300;
    std::deque<job> jobs;
    for (long n = 1; n <= count; ++n)
        jobs.push_back({n, steps(n)});
    const outcome first = pool(std::move(jobs), count / 2).finish();

    jobs.clear();
    for (const auto &[number, bytes] : first.saved)
        jobs.push_back({number, valor::restore<int>(bytes)});
    outcome second = pool(std::move(jobs), count).finish();

    std::cout << first.results.size() << " ended in the first pool, on " << first.resumed_by.size() << " threads; " << first.saved.size()
              << " were saved, on " << first.saved_by.size() << ", and ended in the second\n";
    if (first.saved.empty() || first.results.size() + first.saved.size() != count)
        return fail("the first pool lost some");
    if (second.results.size() != first.saved.size() || !second.saved.empty())
        return fail("the second pool lost some");
    second.results.insert(first.results.begin(), first.results.end());
    for (const auto &[number, result] : second.results)
        if (result != steps_at_once(number))
            return fail("from " + std::to_string(number) + " it takes other than " + std::to_string(result) + " steps");
    return EXIT_SUCCESS;
}
