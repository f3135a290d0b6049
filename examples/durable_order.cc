// Orders that live in a database, and workers that are killed: whoever is left, or comes next, goes on with them.
//
//   durable_order [URL]        20 orders, two worker processes that are killed (SIGKILL) at random and started again; default: a SQLite file
//   durable_order URL work F   one worker, until it is killed; F is the bank
//
// A body of `once` may run again when its worker dies before the result is recorded. So the bank is told a key, the same each time, and
// knows by it what it has done: that makes "at least once" once. What `transact` writes is in the store's own database, and needs no key.
#include <valor/durable.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>

extern char **environ;

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;

// --- the bank: a file with a line for each charge

std::filesystem::path ledger;

int charge(int amount, std::string_view key)
{
    const int lock = ::open((ledger.string() + ".lock").c_str(), O_RDWR | O_CREAT, 0600);
    ::flock(lock, LOCK_EX); // ends with the process
    std::ifstream done(ledger);
    bool known = false;
    for (std::string line; std::getline(done, line);)
        known |= line == key;
    if (!known)
        std::ofstream(ledger, std::ios::app) << std::string(key) + "\n" << std::flush;
    ::close(lock);
    std::this_thread::sleep_for(2ms); // time to die in
    return amount;
}

// --- the order

struct payment {
    int amount;
};
struct receipt {
    std::string order, parcel;
    int charged;
};

ser_ctx<std::string> pack(std::string order)
{
    co_await sleep_for(5ms);
    co_return "parcel of " + order;
}
ser_ctx<int> invoice(std::string order, int amount)
{
    co_await transact("invoice", [&](database &db) { db.execute("INSERT INTO invoices (order_id, amount) VALUES ($1, $2)", {order, std::int64_t{amount}}); });
    co_return amount;
}

ser_ctx<receipt> order(std::string name)
{
    const auto paid = co_await receive<payment>("paid");
    const int charged = co_await once("charge", [&](std::string_view key) { return charge(paid.amount, key); });
    co_await sleep_for(10ms);
    auto [parcel, amount] = co_await valor::when_all(pack(name), invoice(name, charged));
    co_return receipt{name, parcel, amount};
}

// --- processes

std::string name_of(int i) { return "order-" + std::to_string(i); }

int work(const std::string &url)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // ends with the one who started it
    const auto orders = open(url);
    worker({*orders}, {.threads = 2, .lease = 300ms, .attempts = 1000}).run();
    return EXIT_SUCCESS;
}

pid_t start_worker(const std::string &url)
{
    std::string self = "/proc/self/exe", u = url, what = "work", file = ledger.string();
    char *argv[] = {self.data(), u.data(), what.data(), file.data(), nullptr};
    pid_t pid = 0;
    if (posix_spawn(&pid, self.c_str(), nullptr, nullptr, argv, environ) != 0)
        throw std::runtime_error("cannot start a worker");
    return pid;
}

void kill_and_wait(pid_t pid)
{
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}

std::int64_t number(database &db, const std::string &sql) { return std::get<std::int64_t>(db.execute(sql).at(0).at(0)); }

bool all_done(store &orders, int count)
{
    for (int i = 0; i < count; ++i)
        if (orders.status(name_of(i)) != status::done)
            return false;
    return true;
}

// Sends the payments, twice each, and kills workers meanwhile.
int pay_and_kill(store &orders, const std::string &url, int count)
{
    std::mt19937 random(std::random_device{}());
    pid_t workers[] = {start_worker(url), start_worker(url)};
    int kills = 0;
    for (int i = 0; i < count || !all_done(orders, count); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 40));
        for (int twice = 0; i < count && twice < 2; ++twice)
            orders.send(name_of(i), "paid", payment{10 + i}, "payment");
        if (pid_t &victim = workers[random() % 2]; random() % 2) {
            kill_and_wait(victim);
            victim = start_worker(url);
            ++kills;
        }
    }
    for (const pid_t w : workers)
        kill_and_wait(w);
    return kills;
}

int check(store &orders, int count)
{
    std::map<std::string, int> charges;
    std::ifstream bank(ledger);
    for (std::string key; std::getline(bank, key);)
        ++charges[key];
    int wrong = 0;
    for (int i = 0; i < count; ++i) {
        const receipt r = orders.result<receipt>(name_of(i));
        wrong += r.charged != 10 + i || r.parcel != "parcel of " + name_of(i) || charges[name_of(i) + "/charge"] != 1;
    }
    orders.transaction([&](database &db) {
        wrong += number(db, "SELECT count(*) FROM invoices") != count;
        wrong += number(db, "SELECT count(DISTINCT order_id) FROM invoices") != count;
    });
    return wrong;
}

int supervise(const std::string &url)
{
    constexpr int count = 20;
    const auto orders = open(url);
    orders->transaction([](database &db) { db.execute("CREATE TABLE invoices (order_id TEXT NOT NULL, amount BIGINT NOT NULL)"); });
    for (int i = 0; i < count; ++i)
        orders->submit(name_of(i), order(name_of(i)));
    const int kills = pay_and_kill(*orders, url, count);
    const int wrong = check(*orders, count);
    std::cout << count << " orders, " << kills << " workers killed, " << wrong << " wrong\n";
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc > 3 && std::string(argv[2]) == "work") {
        ledger = argv[3];
        return work(argv[1]);
    }
    const std::filesystem::path scratch = std::filesystem::temp_directory_path() / ("durable_order-" + std::to_string(::getpid()));
    std::filesystem::create_directory(scratch);
    ledger = scratch / "ledger";
    const int status = supervise(argc > 1 ? argv[1] : "sqlite:" + (scratch / "orders.db").string());
    std::filesystem::remove_all(scratch);
    return status;
}
catch (const std::exception &e) {
    std::cerr << "durable_order: " << e.what() << '\n';
    return EXIT_FAILURE;
}
