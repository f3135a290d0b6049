// Workers that are killed, stopped until their leases are long over, and continued; messages sent twice; the database restarted.
//
//   chaos URL DIRECTORY SECONDS [SEED]    orders for so long, then until all have ended; says what happened
//   chaos URL DIRECTORY work              one worker
//
// Invariant over the ledgers: what was submitted has ended; each order was charged, packed and booked exactly once in outcome; the
// accountant got one message from each.
#include "bank.h"
#include "processes.h"

#include <valor/durable.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <sys/prctl.h>
#include <thread>

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;

std::string directory;

std::string name_of(int n) { return "order-" + std::to_string(n); }

// --- what the orders do

int act(std::string_view key, int n)
{
    bank(directory + "/bank").act(key);
    return n;
}

ser_ctx<int> pack(int n)
{
    co_await sleep_for(std::chrono::milliseconds(n % 7));
    co_return co_await once("pack", [&](std::string_view key) { return act(key, n); });
}

ser_ctx<int> sleeper(int n)
{
    for (int i = 0; i < 3; ++i)
        co_await sleep_for(std::chrono::milliseconds(n % 5));
    co_return n;
}
ser_ctx<int> reminded()
{
    int reminders = 0;
    for (;;) {
        if (auto more = co_await receive<int>("more", 1h))
            co_return reminders + *more;
        ++reminders;
    }
}

ser_ctx<int> order(int n, bool can_book)
{
    const int paid = co_await receive<int>("paid");
    submit(self() + "/pack", pack(n));
    auto [charged, slept, more] = co_await valor::when_all(
        [](int a) -> ser_ctx<int> { co_return co_await once("charge", [a](std::string_view key) { return act(key, a); }); }(paid), sleeper(n), reminded());
    if (can_book)
        co_await transact("book", [&](database &db) { db.execute("INSERT INTO chaos_ledger (order_id, amount) VALUES ($1, $2)", {name_of(n), std::int64_t{charged}}); });
    const int packed = co_await result_of<int>(self() + "/pack");
    send("accountant", "booked", charged, self());
    co_return charged + slept + packed + more;
}

// Until it is told how many there are.
ser_ctx<int> bookings(int so_many)
{
    int sum = 0;
    for (int i = 0; i < so_many; ++i)
        sum += co_await receive<int>("booked");
    co_return sum;
}
ser_ctx<int> accountant()
{
    const int orders = co_await receive<int>("orders");
    co_return co_await bookings(orders);
}

// --- the supervisor

class supervisor {
public:
    supervisor(const std::string &url, unsigned seed) : url_(url), random_(seed), store_(open(url))
    {
        try {
            store_->transaction([](database &db) { db.execute("CREATE TABLE chaos_ledger (order_id TEXT NOT NULL, amount BIGINT NOT NULL)"); });
            can_book_ = true;
        } catch (const error &e) {
            if (e.code() != errc::unsupported)
                throw;
        }
        store_->submit("accountant", accountant());
        for (int i = 0; i < 3; ++i)
            workers_.emplace_back(std::vector<std::string>{url_, directory, "work"});
    }

    int run(std::chrono::seconds time)
    {
        const auto end = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < end) {
            place_order();
            disturb();
            std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 30));
        }
        patiently([&] { store_->send("accountant", "orders", orders_, "orders"); });
        const bool ended = wait_for_all(60s);
        for (process &w : workers_)
            w.kill();
        return report(ended);
    }

private:
    // The database may be down.
    template <class F> void patiently(F f)
    {
        for (int tries = 0;; ++tries) {
            try {
                return f();
            } catch (const error &e) {
                if (e.code() != errc::unavailable || tries > 200)
                    throw;
                std::this_thread::sleep_for(50ms);
            }
        }
    }

    void place_order()
    {
        const std::string name = name_of(orders_);
        for (int twice = 0; twice < 2; ++twice)
            patiently([&] { store_->submit(name, order(orders_, can_book_)); });
        for (int twice = 0; twice < 2; ++twice)
            patiently([&] { store_->send(name, "paid", orders_, "payment"); });
        patiently([&] { store_->send(name, "more", 1000, "more"); });
        ++orders_;
    }

    void disturb()
    {
        const std::size_t who = random_() % workers_.size();
        switch (random_() % 12) {
        case 0:
        case 1:
            workers_[who].kill();
            workers_[who].start();
            ++kills_;
            break;
        case 2:
            // Continued by a thread: what is stopped may hold a lock that the supervisor wants.
            workers_[who].stop();
            continued_.emplace_back([pid = workers_[who].pid(), after = std::chrono::milliseconds(200 + random_() % 800)] {
                std::this_thread::sleep_for(after);
                ::kill(pid, SIGCONT);
            });
            ++stops_;
            break;
        case 3:
            if (const char *control = std::getenv("VALOR_POSTGRESQL_CONTROL"); control && url_.starts_with("postgresql:") && random_() % 5 == 0)
                restarts_ += std::system((std::string(control) + " restart").c_str()) == 0;
            break;
        default: break;
        }
        for (process &w : workers_)
            if (w.has_ended()) { // nothing but a signal of ours ends it
                ++died_;
                w.start();
            }
    }

    bool wait_for_all(std::chrono::seconds most)
    {
        continued_.clear(); // joins
        const auto end = std::chrono::steady_clock::now() + most;
        while (std::chrono::steady_clock::now() < end) {
            std::size_t left = 1;
            patiently([&] {
                left = 0;
                for (const record &r : store_->list({{}, "", 100'000}))
                    left += r.status != status::done;
            });
            if (left == 0)
                return true;
            std::this_thread::sleep_for(50ms);
        }
        return false;
    }

    int report(bool ended)
    {
        int lost = 0, wrong = 0, more_than_once = 0;
        const auto acts = bank(directory + "/bank").all();
        for (int n = 0; n < orders_; ++n) {
            const std::string name = name_of(n);
            lost += store_->status(name) != status::done;
            wrong += store_->status(name) == status::done && store_->result<int>(name) != 3 * n + 1000;
            for (const std::string &key : {name + "/charge", name + "/pack/pack"})
                if (const auto a = acts.find(key); a == acts.end() || a->second != 1)
                    ++more_than_once;
        }
        if (ended)
            wrong += store_->result<int>("accountant") != orders_ * (orders_ - 1) / 2;
        wrong += static_cast<int>(acts.size()) != 2 * orders_;
        std::int64_t booked = orders_, orders = orders_;
        if (can_book_)
            store_->transaction([&](database &db) {
                booked = std::get<std::int64_t>(db.execute("SELECT count(*) FROM chaos_ledger").at(0).at(0));
                orders = std::get<std::int64_t>(db.execute("SELECT count(DISTINCT order_id) FROM chaos_ledger").at(0).at(0));
            });
        wrong += booked != orders_ || orders != orders_;
        std::cout << orders_ << " orders; " << kills_ << " killed, " << stops_ << " stopped, " << restarts_ << " restarts of the database; lost " << lost << ", wrong " << wrong
                  << ", not exactly once " << more_than_once << ", workers that died by themselves " << died_ << '\n';
        if (!ended)
            for (const record &r : store_->list({{}, "", 100'000}))
                if (r.status != status::done)
                    std::cout << r.id << ' ' << to_string(r.status) << ' ' << r.error << '\n';
        return ended && lost + wrong + more_than_once + died_ == 0 && kills_ > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }

    std::string url_;
    std::mt19937 random_;
    std::unique_ptr<store> store_;
    std::vector<process> workers_;
    std::vector<std::jthread> continued_; // that continue those that were stopped
    bool can_book_ = false;
    int orders_ = 0, kills_ = 0, stops_ = 0, restarts_ = 0, died_ = 0;
};

int work(const std::string &url)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // ends with the one who started it
    for (;;) { // the database may be down when it starts
        try {
            const auto s = open(url);
            worker({*s}, {.threads = 2, .batch = 4, .lease = 300ms, .attempts = 1'000'000, .retry_delay = 10ms, .poll = 200ms}).run();
        } catch (const error &e) {
            if (e.code() != errc::unavailable)
                throw;
            std::this_thread::sleep_for(50ms);
        }
    }
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 4) {
        std::cerr << "usage: chaos URL DIRECTORY SECONDS [SEED]\n";
        return EXIT_FAILURE;
    }
    directory = argv[2];
    if (std::string(argv[3]) == "work")
        return work(argv[1]);
    return supervisor(argv[1], argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : std::random_device{}()).run(std::chrono::seconds(std::atoi(argv[3])));
}
catch (const std::exception &e) {
    std::cerr << "chaos: " << e.what() << '\n';
    return EXIT_FAILURE;
}
