// The worker: threads that claim, run and commit; one more that renews the leases and announces what this program can run.
#include "keeper.h"
#include "metrics.h"
#include "turn.h"

#include <valor/durable/worker.h>
#include <valor/error.h>

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace valor::durable {

using detail::turn;

namespace {

std::string own_name()
{
    static std::atomic<int> number{0};
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return std::string(host) + ":" + std::to_string(::getpid()) + ":" + std::to_string(++number);
}

bool is_unknown_code(const std::exception_ptr &e, std::string &what)
{
    try {
        std::rethrow_exception(e);
    } catch (const valor::error &x) {
        what = x.what();
        return x.code() == valor::errc::unknown_function || x.code() == valor::errc::layout_changed;
    } catch (...) {
        return false;
    }
}

} // namespace

class worker::implementation {
public:
    implementation(store &s, worker_options o) : store_(s.bytes()), options_(std::move(o)), log_(options_.log)
    {
        if (options_.name.empty())
            options_.name = own_name();
        detail::checked_name(options_.name, "the name of a worker");
        if (options_.threads < 1 || options_.batch < 1 || options_.attempts < 1 || options_.lease.count() < 1 || options_.poll.count() < 1 || options_.retry_delay.count() < 0)
            throw error(errc::bad_argument, "worker_options: threads, batch, attempts, lease and poll must be at least 1");
        log_.worker = options_.name;
    }

    void run(std::stop_token stop)
    {
        if (keeper_)
            throw error(errc::bad_argument, "this worker runs already; make another one, or give it more threads");
        detail::keeper keeper(store_, options_, log_, counts_);
        keeper_ = &keeper;
        std::vector<std::jthread> others;
        std::stop_source source;
        const std::stop_callback forward(stop, [&] {
            source.request_stop();
            store_.wake();
        });
        for (unsigned i = 1; i < options_.threads; ++i)
            others.emplace_back([&] { guarded(source); });
        guarded(source);
        others.clear(); // joins
        keeper_ = nullptr;
        if (const auto failure = std::exchange(failure_, nullptr))
            std::rethrow_exception(failure);
    }

    worker_options &options() { return options_; }
    std::string metrics() const { return counts_.text(options_.name); }

private:
    struct run_of {
        std::unique_ptr<detail::turn> turn;
        std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
        bool over = false;
    };
    using runs = std::vector<run_of>;

    void guarded(std::stop_source &source)
    {
        try {
            loop(source.get_token());
        } catch (...) {
            const std::lock_guard lock(guard_);
            if (!failure_)
                failure_ = std::current_exception();
            source.request_stop();
            store_.wake();
        }
    }

    void loop(const std::stop_token &stop)
    {
        runs live;
        std::vector<step> orphans; // claimed, when the store failed
        std::chrono::milliseconds pause{0};
        while (!stop.stop_requested() || !live.empty()) {
            try {
                if (!orphans.empty())
                    give_back(orphans);
                if (stop.stop_requested())
                    hand_back(live);
                else if (live.size() < options_.batch)
                    claim(live);
                if (live.empty() && options_.until_idle)
                    return;
                if (live.empty())
                    store_.wait(options_.poll, unknown(), stop);
                else
                    advance(live);
                pause = std::chrono::milliseconds(0);
            } catch (const error &e) { // of the store: what it holds for us will be ours again, or somebody else's
                ++counts_.store_errors;
                log_("store_error", {}, e.what());
                for (const run_of &r : live)
                    orphans.push_back(r.turn->plain(step::outcome::handed_back));
                drop(live);
                if (e.code() == errc::unsupported || e.code() == errc::bad_argument)
                    throw;
                pause = std::clamp(pause * 2, std::chrono::milliseconds(20), std::chrono::milliseconds(2'000));
                sleep(pause, stop);
            }
        }
    }

    static void sleep(std::chrono::milliseconds d, const std::stop_token &stop)
    {
        std::mutex m;
        std::condition_variable_any c;
        std::unique_lock lock(m);
        c.wait_for(lock, stop, d, [] { return false; });
    }

    std::vector<std::string> unknown()
    {
        const std::lock_guard lock(guard_);
        return {unknown_.begin(), unknown_.end()};
    }

    void claim(runs &live)
    {
        const claim_request r{options_.name, options_.lease, options_.batch - live.size(), unknown()};
        for (claimed &c : store_.claim(r)) {
            ++counts_.claimed;
            counts_.taken_over += c.taken_over;
            if (c.taken_over)
                log_("taken_over", c.id, "attempt " + std::to_string(c.attempts));
            live.push_back({std::make_unique<turn>(store_, std::move(c))});
            keeper_->hold(*live.back().turn);
        }
    }

    // One round: each runs on, all steps are one transaction, then the bodies whose intents are written.
    void advance(runs &live)
    {
        std::vector<step> steps;
        for (run_of &r : live)
            steps.push_back(next_step(r));
        commit(live, steps);
        for (run_of &r : live)
            while (!r.over && r.turn->has_intents())
                perform(r);
        end_finished(live);
    }

    step next_step(run_of &r)
    {
        turn &t = *r.turn;
        if (t.claim().taken_over && t.claim().attempts >= options_.attempts)
            return failed(t, "the worker that ran it ended before its step was written, " + std::to_string(t.claim().attempts) + " times in a row", true);
        try {
            return t.go();
        } catch (const turn::escaped &e) {
            return failed(t, e.what);
        } catch (const error &e) { // of the store
            if (e.code() == errc::unavailable)
                throw;
            return failed(t, e.what());
        } catch (const std::exception &e) { // of the restore
            std::string what;
            if (is_unknown_code(std::current_exception(), what))
                return stuck(t, what);
            return failed(t, e.what());
        } catch (...) {
            return failed(t, "a restore threw something that is no std::exception");
        }
    }

    step failed(turn &t, const std::string &what, bool last = false)
    {
        last |= t.claim().attempts + 1 >= options_.attempts;
        step s = t.plain(last ? step::outcome::set_aside : step::outcome::retry);
        s.error = what;
        const auto doubled = options_.retry_delay * (std::int64_t{1} << std::min<std::int64_t>(t.claim().attempts, 20));
        s.delay = std::min<std::chrono::milliseconds>(doubled, std::chrono::minutes(1));
        return s;
    }

    step stuck(turn &t, const std::string &what)
    {
        const std::lock_guard lock(guard_);
        unknown_.insert(t.claim().layout);
        step s = t.plain(step::outcome::stuck);
        s.error = what;
        return s;
    }

    void commit(runs &live, std::vector<step> &steps)
    {
        std::vector<verdict> verdicts;
        try {
            verdicts = store_.commit(steps);
        } catch (const error &e) {
            if (e.code() == errc::unavailable)
                throw;
        }
        for (std::size_t i = 0; i < live.size(); ++i)
            if (!verdicts.empty())
                settle(live[i], steps[i], verdicts[i]);
            else
                commit_one(live[i], steps[i]); // so that those who are to blame fail alone
    }

    // What a step wants may be impossible: a message to nobody, for example. That is the coroutine's failure.
    void commit_one(run_of &r, step &s)
    {
        try {
            settle(r, s, store_.commit({&s, 1}).front());
        } catch (const error &e) {
            if (e.code() == errc::unavailable)
                throw;
            fail(r, e.what());
        }
    }

    void settle(run_of &r, const step &s, verdict v)
    {
        if (v == verdict::lost)
            return lose(r);
        r.over = s.what != step::outcome::goes_on;
        counts_.steps += s.snapshot || s.what == step::outcome::done;
        if (r.over)
            counts_.took(std::chrono::steady_clock::now() - r.since);
        const std::string &id = s.id;
        switch (s.what) {
        case step::outcome::done:
            ++counts_.finished;
            return log_("done", id);
        case step::outcome::retry:
            ++counts_.failed;
            return log_("failed", id, s.error);
        case step::outcome::set_aside:
            ++counts_.set_aside;
            return log_("set_aside", id, s.error);
        case step::outcome::stuck:
            ++counts_.stuck;
            return log_("stuck", id, s.error);
        default: return;
        }
    }

    void lose(run_of &r)
    {
        ++counts_.leases_lost;
        log_("lease_lost", r.turn->claim().id);
        r.over = true;
    }

    void perform(run_of &r)
    {
        if (r.turn->lost)
            return lose(r);
        ++counts_.bodies_run;
        std::optional<step> s = r.turn->perform();
        if (!s)
            return;
        try {
            if (store_.commit({&*s, 1}).front() == verdict::lost)
                return lose(r);
            r.turn->recorded();
        } catch (const inside_error &e) {
            r.turn->reject(e.what);
        } catch (const error &e) { // a transaction that its body had broken, for example
            if (e.code() == errc::unavailable)
                throw;
            fail(r, e.what());
        }
    }

    void fail(run_of &r, const std::string &what)
    {
        step s = failed(*r.turn, what);
        settle(r, s, store_.commit({&s, 1}).front());
    }

    void end_finished(runs &live)
    {
        for (run_of &r : live)
            if (r.over)
                keeper_->release(*r.turn);
        std::erase_if(live, [](const run_of &r) { return r.over; });
    }

    // Others may claim them at once.
    void hand_back(runs &live)
    {
        std::vector<step> steps;
        for (const run_of &r : live)
            steps.push_back(r.turn->plain(step::outcome::handed_back));
        give_back(steps);
        drop(live);
    }

    void give_back(std::vector<step> &steps)
    {
        if (!steps.empty())
            store_.commit(steps);
        steps.clear();
    }

    void drop(runs &live) noexcept
    {
        for (run_of &r : live)
            keeper_->release(*r.turn);
        live.clear();
    }

    backend &store_;
    worker_options options_;
    detail::logger log_;
    detail::metrics counts_;
    detail::keeper *keeper_ = nullptr;
    std::mutex guard_;
    std::set<std::string> unknown_; // layouts that this program does not have
    std::exception_ptr failure_;
};

worker::worker(store &s, worker_options o) : it_(std::make_unique<implementation>(s, std::move(o))) {}
worker::~worker() = default;
void worker::run(std::stop_token t) { it_->run(std::move(t)); }
const std::string &worker::name() const noexcept { return it_->options().name; }
std::string worker::metrics() const { return it_->metrics(); }

} // namespace valor::durable
