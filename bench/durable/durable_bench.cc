// What a step in a store costs, against inserting a row of that size into the same database with the same durability.
//
//   durable_bench URL [SLEEPERS]     the store must be empty; prints a table
//
// A step is the whole of it: claim, restore, run, save, commit. A checkpoint keeps its claim: run, save, commit.
// Figures of one run, in which bare inserts and steps take turns; medians of the rounds.
#include <valor/durable.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;
using steady = std::chrono::steady_clock;

double seconds_since(steady::time_point t) { return std::chrono::duration<double>(steady::now() - t).count(); }
double median(std::vector<double> v)
{
    std::sort(v.begin(), v.end());
    return v.empty() ? 0 : v[v.size() / 2];
}

// --- coroutines

ser_ctx<int> stepper(int steps, std::string state)
{
    for (int i = 0; i < steps; ++i)
        co_await sleep_for(1us); // not over when it is looked at, and then soon
    co_return static_cast<int>(state.size());
}
ser_ctx<int> checkpoints(int steps, std::string state)
{
    for (int i = 0; i < steps; ++i)
        co_await std::suspend_always{};
    co_return static_cast<int>(state.size());
}
ser_ctx<int> sleeper(std::string state)
{
    const auto woken = co_await receive<int>("wake", 1000h);
    co_return woken.value_or(static_cast<int>(state.size()));
}
ser_ctx<int> submitter(int from, int to, std::string state)
{
    for (int i = from; i < to; ++i) {
        submit("sleeper-" + std::to_string(i), sleeper(state));
        if (i % 500 == 499)
            co_await std::suspend_always{};
    }
    co_return to - from;
}
ser_ctx<std::vector<double>> clock_watcher(int n)
{
    std::vector<double> waited;
    for (int i = 0; i < n; ++i) {
        const auto sent = co_await receive<std::int64_t>("now");
        waited.push_back(static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count() - sent) / 1e6);
    }
    co_return waited;
}

// --- measurements

const std::string state(200, 's');
int round_number = 0;

worker_options options(unsigned threads, std::size_t batch)
{
    worker_options o;
    o.threads = threads;
    o.batch = batch;
    return o;
}

// Works until those have ended.
double work_until(store &s, const std::vector<std::string> &ids, const worker_options &o)
{
    std::stop_source stop;
    const auto start = steady::now();
    worker w(s, o);
    std::jthread t([&] { w.run(stop.get_token()); });
    for (const std::string &id : ids)
        while (!is_final(s.status(id)))
            std::this_thread::sleep_for(1ms);
    const double took = seconds_since(start);
    stop.request_stop();
    s.bytes().wake();
    return took;
}

double bare_rate(store &s, std::size_t bytes, int rows, std::size_t batch, unsigned threads)
{
    const std::string row(bytes, 'r');
    const auto start = steady::now();
    {
        std::vector<std::jthread> all;
        for (unsigned t = 0; t < threads; ++t)
            all.emplace_back([&] {
                for (int done = 0; done < rows / static_cast<int>(threads); done += static_cast<int>(batch))
                    s.transaction([&](database &db) {
                        for (std::size_t i = 0; i < batch; ++i)
                            db.execute("INSERT INTO bare (body) VALUES ($1)", {row});
                    });
            });
    }
    return rows / seconds_since(start);
}

double step_rate(store &s, int steps, std::size_t batch, unsigned threads, bool whole)
{
    const int coroutines = static_cast<int>(batch * threads) * 2;
    const int each = std::max(1, steps / coroutines);
    std::vector<std::string> ids;
    for (int i = 0; i < coroutines; ++i) {
        ids.push_back("r" + std::to_string(++round_number));
        s.submit(ids.back(), whole ? stepper(each, state) : checkpoints(each, state));
    }
    const double took = work_until(s, ids, options(threads, batch));
    for (const std::string &id : ids)
        s.forget(id);
    return coroutines * (each + 1) / took;
}

void against_bare(store &s, int amount)
{
    s.transaction([](database &db) { db.execute("CREATE TABLE bare (body TEXT NOT NULL)"); });
    const std::size_t bytes = stepper(1, state).serialize().size();
    std::printf("rows of %zu bytes; per second\n\n| threads | batch | bare inserts | checkpoints | steps | checkpoints/bare | steps/bare |\n|---|---|---|---|---|---|---|\n", bytes);
    for (const auto [threads, batch] : {std::pair{1u, 1u}, {1u, 8u}, {1u, 64u}, {4u, 8u}}) {
        std::vector<double> bare, check, step;
        for (int round = 0; round < 3; ++round) {
            const int n = amount * static_cast<int>(batch == 1 ? 1 : 4);
            bare.push_back(bare_rate(s, bytes, n, batch, threads));
            check.push_back(step_rate(s, n, batch, threads, false));
            step.push_back(step_rate(s, n, batch, threads, true));
        }
        std::printf("| %u | %u | %.0f | %.0f | %.0f | %.2f | %.2f |\n", threads, batch, median(bare), median(check), median(step), median(check) / median(bare), median(step) / median(bare));
        std::fflush(stdout);
    }
}

void latency(store &s, const std::string &url)
{
    for (const bool other : {false, true}) {
        constexpr int count = 100;
        const std::string id = other ? "watcher-2" : "watcher-1";
        s.submit(id, clock_watcher(count));
        std::stop_source stop;
        pid_t pid = 0;
        std::jthread here;
        if (other) {
            if ((pid = ::fork()) == 0) {
                ::execl("/proc/self/exe", "durable_bench", url.c_str(), "work", nullptr);
                ::_exit(1);
            }
        } else {
            here = std::jthread([&] { worker(s, {}).run(stop.get_token()); });
        }
        while (s.find(id).steps < 1)
            std::this_thread::sleep_for(1ms);
        for (int i = 0; i < count; ++i) {
            const auto steps = s.find(id).steps;
            s.send(id, "now", static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count()));
            while (s.find(id).steps == steps)
                std::this_thread::sleep_for(1ms);
        }
        auto waited = s.result<std::vector<double>>(id, 20s);
        std::sort(waited.begin(), waited.end());
        std::printf("from the begin of send to the resumption, worker in %s: median %.2f ms, 9 of 10 within %.2f ms\n", other ? "another process" : "this process", waited[count / 2], waited[count * 9 / 10]);
        stop.request_stop();
        s.bytes().wake();
        if (pid) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
    }
}

void sleepers(store &s, int count, int amount)
{
    const double before = step_rate(s, amount, 8, 1, true);
    auto start = steady::now();
    s.submit("submitter", submitter(0, count, state));
    work_until(s, {"submitter"}, options(1, 8));
    std::printf("%d submitted: %.1f s\n", count, seconds_since(start));
    start = steady::now();
    worker_options o = options(1, 64);
    o.until_idle = true;
    worker(s, o).run();
    std::printf("%d gone to sleep: %.1f s\n", count, seconds_since(start));
    const double with = step_rate(s, amount, 8, 1, true);
    std::printf("steps per second of others: %.0f with none asleep, %.0f with all asleep (%.2f)\n", before, with, with / before);
    std::vector<std::string> woken;
    for (int i = 0; i < count; i += 100)
        woken.push_back("sleeper-" + std::to_string(i));
    start = steady::now();
    for (const std::string &id : woken)
        s.send(id, "wake", 1);
    const double sent = seconds_since(start);
    std::printf("%zu woken: %.2f s to send, %.2f s to run to their end\n", woken.size(), sent, work_until(s, woken, options(1, 64)));
}

void growth(store &s, int amount)
{
    std::vector<double> rates;
    s.submit("old", checkpoints(20 * amount, state));
    std::stop_source stop;
    std::jthread t([&] { worker(s, {}).run(stop.get_token()); });
    for (int part = 1; part <= 10; ++part) {
        const auto start = steady::now();
        const auto from = s.find("old").steps;
        while (!is_final(s.status("old")) && s.find("old").steps < part * 2 * amount)
            std::this_thread::sleep_for(1ms);
        rates.push_back(static_cast<double>(s.find("old").steps - from) / seconds_since(start));
    }
    std::printf("one coroutine of %d checkpoints: %.0f per second in the first tenth, %.0f in the last\n", 20 * amount, rates.front(), rates.back());
    stop.request_stop();
    s.bytes().wake();
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 2) {
        std::cerr << "usage: durable_bench URL [SLEEPERS]\n";
        return EXIT_FAILURE;
    }
    const auto s = open(argv[1]);
    if (argc > 2 && std::string(argv[2]) == "work")
        worker(*s, {}).run();
    const int amount = argc > 3 ? std::atoi(argv[3]) : 500;
    against_bare(*s, amount);
    std::printf("\n");
    latency(*s, argv[1]);
    growth(*s, amount);
    sleepers(*s, argc > 2 ? std::atoi(argv[2]) : 100'000, amount * 4);
}
catch (const std::exception &e) {
    std::cerr << "durable_bench: " << e.what() << '\n';
    return EXIT_FAILURE;
}
