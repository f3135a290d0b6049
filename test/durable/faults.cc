// SIGKILL at every statement in turn that workers send to their database; then others go on. Invariant: as if nobody had died.
//
//   faults URL DIRECTORY      URL is sqlite: (files in the directory) or postgresql:
#include "bank.h"
#include "check.h"

#include "backends.h"

#include <valor/durable.h>

#include <csignal>
#include <iostream>
#include <sys/wait.h>

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;

std::string directory;

// --- the coroutines: all that a step can have

int act(std::string_view key, int n)
{
    bank(directory + "/bank").act(key);
    return n;
}
ser_ctx<int> child(int n)
{
    const int c = co_await once("act", [&](std::string_view key) { return act(key, n); });
    send("sink", "told", c, self());
    co_return c;
}
ser_ctx<int> root(std::string table)
{
    const int a = co_await receive<int>("a");
    submit(self() + "/child", child(a));
    const int b = co_await once("act", [&](std::string_view key) { return act(key, 10 * a); });
    co_await transact("book", [&](database &db) { db.execute("INSERT INTO " + table + " (n) VALUES ($1)", {std::int64_t{b}}); });
    co_await sleep_for(1ms);
    const auto late = co_await receive<int>("never", 1ms);
    co_return b + co_await result_of<int>(self() + "/child") + late.value_or(100);
}
ser_ctx<int> sink(int n)
{
    int sum = 0;
    while (n-- > 0)
        sum += co_await receive<int>("told");
    co_return sum;
}

// --- an engine that dies at its nth statement

int statements = 0, last = 0; // 0: lives

class dying_connection final : public sql::connection {
public:
    explicit dying_connection(sql::connection &c) : it_(c) {}
    using sql::connection::run;
    sql::answer run(const std::string &text, std::span<const sql::argument> arguments) override
    {
        if (++statements == last)
            std::raise(SIGKILL);
        return it_.run(text, arguments);
    }

private:
    sql::connection &it_;
};

class dying_engine final : public sql::engine {
public:
    explicit dying_engine(std::unique_ptr<engine> e) : it_(std::move(e)) {}
    std::string name() const override { return it_->name(); }
    const sql::dialect &words() const noexcept override { return it_->words(); }
    void write(const std::function<void(sql::connection &)> &f) override
    {
        it_->write([&](sql::connection &c) {
            dying_connection d(c);
            f(d);
            if (++statements == last) // all is done but the commit
                std::raise(SIGKILL);
        });
        if (++statements == last) // committed, and nobody knows
            std::raise(SIGKILL);
    }
    void read(const std::function<void(sql::connection &)> &f) override
    {
        it_->read([&](sql::connection &c) {
            dying_connection d(c);
            f(d);
        });
    }
    void lock_endings(sql::connection &c, std::span<const std::string> s) override { it_->lock_endings(c, s); }
    void lock_rows(sql::connection &c, std::span<const std::string> s) override { it_->lock_rows(c, s); }
    void tell(sql::connection &c) override { it_->tell(c); }
    std::uint64_t changes() override { return it_->changes(); }
    void sleep(duration most, std::uint64_t seen, std::stop_token t) override { it_->sleep(most, seen, std::move(t)); }
    void wake() override { it_->wake(); }

private:
    std::unique_ptr<engine> it_;
};

std::unique_ptr<store> open_dying(const std::string &url)
{
#ifdef VALOR_DURABLE_SQLITE
    if (url.starts_with("sqlite:"))
        return std::make_unique<store>(sql::make_store(std::make_unique<dying_engine>(open_sqlite(url.substr(7)))));
#endif
#ifdef VALOR_DURABLE_POSTGRESQL
    return std::make_unique<store>(sql::make_store(std::make_unique<dying_engine>(open_postgresql(url))));
#endif
    throw std::runtime_error(url + ": not built");
}

// --- one round

constexpr const char *all[] = {"root", "root/child", "sink"};

void begin(const std::string &url, int round)
{
    const auto s = open(url);
    s->transaction([&](database &db) { db.execute("CREATE TABLE book" + std::to_string(round) + " (n BIGINT NOT NULL)"); });
    for (const record &r : s->list()) // of the round before
        s->forget(r.id);
    s->submit("sink", sink(1));
    s->submit("root", root("book" + std::to_string(round)));
    s->send("root", "a", 3, "key");
}

bool all_done(store &s)
{
    for (const char *id : all)
        if (const auto r = s.bytes().find(id); !r || r->status != status::done)
            return false;
    return true;
}

// Until all have ended.
void work(store &s)
{
    worker_options o;
    o.until_idle = true;
    o.batch = 2;
    o.lease = 15ms;
    o.attempts = 1000;
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!all_done(s) && std::chrono::steady_clock::now() < end) {
        worker(s, o).run();
        s.bytes().wait(5ms, {}, {});
    }
}

// True if it was killed.
bool work_and_die(const std::string &url, int at)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        last = at;
        try {
            const auto s = open_dying(url);
            work(*s);
        } catch (const std::exception &e) {
            std::cerr << "statement " << at << ": " << e.what() << '\n';
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    CHECK(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

void check_round(store &s, int round)
{
    const int before = check::failures;
    for (const char *id : all)
        CHECK_EQUAL(to_string(s.status(id)), "done");
    CHECK_EQUAL(s.result<int>("root"), 133);
    CHECK_EQUAL(s.result<int>("sink"), 3);
    s.transaction([&](database &db) { CHECK_EQUAL(std::get<std::int64_t>(db.execute("SELECT count(*) FROM book" + std::to_string(round)).at(0).at(0)), 1); });
    CHECK_EQUAL(bank(directory + "/bank").all(), (std::map<std::string, int>{{"root/act", 1}, {"root/child/act", 1}}));
    if (check::failures != before)
        std::cerr << "  after SIGKILL at statement " << round << '\n';
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 3)
        return EXIT_FAILURE;
    directory = argv[2];
    const std::string given = argv[1];
    int round = 0;
    for (bool killed = true; killed && check::failures == 0;) {
        ++round;
        const std::string url = given == "sqlite:" ? "sqlite:" + directory + "/" + std::to_string(round) + ".db" : given;
        ::unlink((directory + "/bank").c_str());
        begin(url, round);
        killed = work_and_die(url, round);
        const auto s = open(url);
        work(*s);
        check_round(*s, round);
    }
    std::cout << "killed at each of " << round - 1 << " statements\n";
    CHECK(round > 50); // it did something
    return check::verdict();
}
catch (const std::exception &e) {
    std::cerr << "faults: " << e.what() << '\n';
    return EXIT_FAILURE;
}
