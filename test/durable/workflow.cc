// Coroutines of a store, from outside: workflow URL. Each scenario has ids of its own, and leaves no other due.
#include "check.h"

#include <valor/durable.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <thread>
#include <vector>

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;

struct payment {
    std::string who;
    int amount;
};
struct receipt {
    std::string text;
    std::vector<int> parts;
};

// The world: what bodies did, by idempotency key.
std::map<std::string, int> charged;
std::string failing; // a key whose body throws

void run(store &s, worker_options o = {})
{
    o.until_idle = true;
    worker w(s, o);
    w.run();
}

int charge(const payment &p, std::string_view key)
{
    if (key == failing)
        throw std::runtime_error("the bank is closed");
    ++charged[std::string(key)];
    return p.amount * 2;
}

ser_ctx<int> pack(int n)
{
    const std::string box = co_await receive<std::string>("box");
    co_return n + static_cast<int>(box.size());
}
ser_ctx<int> invoice(int n)
{
    co_await sleep_for(1ms);
    co_return n * 10;
}

ser_ctx<receipt> order(int number)
{
    auto p = co_await receive<payment>("paid");
    const int c = co_await once("charge", [&](std::string_view key) { return charge(p, key); });
    co_await sleep_for(1ms);
    auto [a, b] = co_await valor::when_all(pack(number), invoice(number));
    co_return receipt{p.who, {c, a, b}};
}

void order_workflow(store &s)
{
    CHECK(s.submit("order-42", order(4)));
    CHECK(!s.submit("order-42", order(5)));
    CHECK(s.status("order-42") == status::ready);
    run(s);
    CHECK(s.status("order-42") == status::waiting);
    CHECK_EQUAL(s.find("order-42").names, std::vector<std::string>{"paid"});
    CHECK_ERROR(not_ended, s.result<receipt>("order-42"));
    s.send("order-42", "box", "crate");
    run(s); // not what it waits for
    CHECK_EQUAL(s.find("order-42").steps, 1);
    CHECK(s.send("order-42", "paid", payment{"Ann", 7}, "payment-1"));
    CHECK(!s.send("order-42", "paid", payment{"Ann", 7}, "payment-1"));
    run(s);
    std::this_thread::sleep_for(5ms);
    run(s);
    std::this_thread::sleep_for(5ms);
    run(s);
    CHECK(s.status("order-42") == status::done);
    const auto r = s.result<receipt>("order-42");
    CHECK_EQUAL(r.text, "Ann");
    CHECK_EQUAL(r.parts, (std::vector<int>{14, 9, 40}));
    CHECK_EQUAL(charged["order-42/charge"], 1);
    CHECK_ERROR(bad_argument, s.result<int>("order-42"));
    CHECK_ERROR(not_found, s.result<int>("order-43"));
    CHECK_ERROR(ended, s.send("order-42", "paid", 1));
}

ser_ctx<std::string> with_deadline(std::chrono::milliseconds d)
{
    const std::optional<int> n = co_await receive<int>("number", d);
    co_return n ? "got " + std::to_string(*n) : "too late";
}

void deadlines(store &s)
{
    s.submit("late", with_deadline(1ms));
    s.submit("in-time", with_deadline(1h));
    run(s);
    std::this_thread::sleep_for(5ms);
    s.send("in-time", "number", 3);
    run(s);
    CHECK_EQUAL(s.result<std::string>("late"), "too late");
    CHECK_EQUAL(s.result<std::string>("in-time"), "got 3");
}

ser_ctx<int> listens(std::string name) { co_return co_await receive<int>(name); }
ser_ctx<int> first_of_two()
{
    auto first = co_await valor::when_any(listens("a"), listens("b"));
    const int other = co_await receive<int>(first.first == 0 ? "b" : "a");
    co_return 10 * std::visit([](auto v) { return static_cast<int>(v); }, first.second) + other;
}

void one_of_two_messages(store &s)
{
    s.submit("any", first_of_two());
    s.send("any", "a", 1);
    s.send("any", "b", 2); // the one that loses does not take it
    run(s);
    CHECK_EQUAL(s.result<int>("any"), 12);
}

ser_ctx<int> square(int n)
{
    if (n < 0)
        throw std::runtime_error("negative");
    co_return n * n;
}
ser_ctx<int> sum_of_squares(int n)
{
    std::vector<std::string> ids;
    for (int i = 1; i <= n; ++i) {
        ids.push_back(self() + "/" + std::to_string(i));
        submit(ids.back(), square(i));
    }
    int sum = 0;
    for (const std::string &id : ids)
        sum += co_await result_of<int>(id);
    send("listener", "sum", sum);
    co_return sum;
}
ser_ctx<int> listener() { co_return co_await receive<int>("sum"); }

void children(store &s)
{
    s.submit("listener", listener());
    s.submit("sum", sum_of_squares(5));
    run(s, {.threads = 2, .batch = 2});
    CHECK_EQUAL(s.result<int>("sum"), 55);
    CHECK_EQUAL(s.result<int>("listener"), 55);
    CHECK_EQUAL(s.result<int>("sum/5"), 25);
}

ser_ctx<std::string> awaits_another(std::string id)
{
    try {
        co_return std::to_string(co_await result_of<int>(id));
    } catch (const error &e) {
        co_return e.code().message();
    }
}

void ends_of_others(store &s)
{
    s.submit("victim", listens("nothing"));
    s.submit("mourner", awaits_another("victim"));
    s.submit("lonely", awaits_another("nobody"));
    s.submit("narcissus", awaits_another("narcissus"));
    run(s);
    CHECK_EQUAL(s.result<std::string>("lonely"), "there is no such coroutine");
    CHECK_EQUAL(s.result<std::string>("narcissus"), "this cannot be used");
    s.cancel("victim");
    run(s);
    CHECK_EQUAL(s.result<std::string>("mourner"), "the coroutine was cancelled");
    CHECK_ERROR(cancelled, s.result<int>("victim"));
}

void poison(store &s)
{
    s.submit("poison", square(-1));
    for (int i = 0; i < 3; ++i) {
        run(s, {.attempts = 3, .retry_delay = 1ms});
        std::this_thread::sleep_for(10ms);
    }
    CHECK(s.status("poison") == status::failed);
    CHECK_EQUAL(s.find("poison").error, "negative (std::runtime_error)");
    CHECK_EQUAL(s.find("poison").attempts, 3);
    CHECK_ERROR(failed, s.result<int>("poison"));
    s.retry("poison");
    CHECK(s.status("poison") == status::ready);
    CHECK_EQUAL(s.find("poison").attempts, 0);
    s.cancel("poison");
    // to nobody: the coroutine fails, the others of its batch go on
    s.submit("to-nobody", [] () -> ser_ctx<> { send("no such one", "x", 1); co_return; }());
    s.submit("beside", square(3));
    run(s, {.attempts = 1});
    CHECK(s.status("to-nobody") == status::failed);
    CHECK_EQUAL(s.result<int>("beside"), 9);
    s.cancel("to-nobody");
    // suspended in what nobody resumes
    s.submit("hangs", [] () -> ser_ctx<int> { co_return co_await valor::receive<int>(); }());
    run(s, {.attempts = 1});
    CHECK(s.status("hangs") == status::failed);
    CHECK(s.find("hangs").error.find("valor::durable::receive") != std::string::npos);
    s.cancel("hangs");
    // a message of another type reaches the coroutine
    s.submit("typed", listens("n"));
    s.send("typed", "n", "text");
    run(s, {.attempts = 1});
    CHECK(s.find("typed").error.find("type \"s\"") != std::string::npos);
    s.cancel("typed");
}

ser_ctx<std::string> charges_twice()
{
    std::string said;
    try {
        co_await once("refused", [](std::string_view key) { return charge({"Bob", 1}, key); });
    } catch (const std::runtime_error &e) {
        said = e.what();
    }
    const int a = co_await once("same", [] { return ++charged["same"]; });
    const int b = co_await once("same", [] { return ++charged["same"]; });
    co_await once("nothing", [] { ++charged["nothing"]; });
    co_return said + " " + std::to_string(a) + std::to_string(b);
}

void effects(store &s)
{
    failing = "twice/refused";
    s.submit("twice", charges_twice());
    run(s);
    CHECK_EQUAL(s.result<std::string>("twice"), "the bank is closed 11");
    CHECK_EQUAL(charged["nothing"], 1);
    std::set<std::string> keys;
    for (const effect &e : s.bytes().effects("twice"))
        if (e.done)
            keys.insert(e.key);
    CHECK_EQUAL(keys, (std::set<std::string>{"same", "nothing"}));
}

std::atomic<int> slow_runs = 0;
ser_ctx<int> slow()
{
    co_return co_await once("slow", [] {
        std::this_thread::sleep_for(1500ms);
        return ++slow_runs;
    });
}

// A body may take longer than the lease, which is renewed meanwhile; nobody else takes the coroutine.
void leases(store &s)
{
    s.submit("slow", slow());
    worker one(s, {.lease = 600ms, .poll = 20ms}), two(s, {.lease = 600ms, .poll = 20ms});
    {
        std::jthread a([&](std::stop_token t) { one.run(t); }), b([&](std::stop_token t) { two.run(t); });
        CHECK_EQUAL(s.result<int>("slow", 20s), 1);
    }
    CHECK_EQUAL(slow_runs.load(), 1);
    CHECK_EQUAL(s.find("slow").generation, 1);
}

// What a body does to its transaction and throws away is undone; the coroutine gets the exception, and may go on.
ser_ctx<std::string> transacts()
{
    std::string said;
    try {
        co_await transact("undone", [](database &db) {
            db.execute("INSERT INTO things (n) VALUES ($1)", {std::int64_t{1}});
            throw std::runtime_error("changed my mind");
        });
    } catch (const std::runtime_error &e) {
        said = e.what();
    }
    try {
        co_await transact("wrong", [](database &db) { db.execute("INSERT INTO no_such_table (n) VALUES (1)"); });
    } catch (const error &e) {
        said += std::string(", ") + e.code().message();
    }
    const auto n = co_await transact("done", [](database &db) {
        db.execute("INSERT INTO things (n) VALUES ($1)", {std::int64_t{2}});
        return std::get<std::int64_t>(db.execute("SELECT count(*) FROM things").at(0).at(0));
    });
    co_return said + ", " + std::to_string(n);
}
// It passes over an error that has broken the transaction (in PostgreSQL): nothing is written, and the attempt has failed.
ser_ctx<> breaks_its_transaction()
{
    co_await transact("broken", [](database &db) {
        try {
            db.execute("INSERT INTO no_such_table (n) VALUES (1)");
        } catch (const error &) {
        }
    });
}

void transactions(store &s)
{
    try {
        s.transaction([](database &db) { db.execute("CREATE TABLE things (n BIGINT NOT NULL)"); });
    } catch (const error &e) {
        CHECK(e.code() == errc::unsupported); // in memory
        s.submit("transacts", transacts());
        run(s, {.attempts = 1});
        CHECK(s.find("transacts").error.find("transact() needs a store") != std::string::npos);
        return s.cancel("transacts");
    }
    s.submit("transacts", transacts());
    s.submit("breaks", breaks_its_transaction());
    run(s, {.attempts = 1});
    CHECK_EQUAL(s.result<std::string>("transacts"), "changed my mind, this cannot be used, 1");
    CHECK(is_final(s.status("breaks")) || s.status("breaks") == status::failed);
}

ser_ctx<int> yields(int n)
{
    for (int i = 0; i < n; ++i)
        co_await std::suspend_always{};
    co_return n;
}
ser_ctx<int> reads(int n)
{
    int sum = 0;
    while (n-- > 0)
        sum += co_await receive<int>("n");
    co_return sum;
}

void checkpoints(store &s)
{
    s.submit("yields", yields(3));
    run(s);
    CHECK_EQUAL(s.result<int>("yields"), 3);
    CHECK(s.find("yields").steps >= 4);
    s.submit("reads", reads(200));
    for (int i = 0; i < 200; ++i)
        s.send("reads", "n", 1);
    run(s);
    CHECK_EQUAL(s.result<int>("reads"), 200);
}

// The same worker over and over dies in the middle of it (its lease runs out): set aside in the end, not tried for ever.
void deaths(store &s)
{
    s.submit("deadly", square(2));
    for (int i = 0; i < 4; ++i) {
        const auto c = s.bytes().claim({"dies", 1ms, 1, {}});
        CHECK_EQUAL(c.size(), 1u);
        std::this_thread::sleep_for(5ms);
    }
    run(s, {.attempts = 4});
    CHECK(s.status("deadly") == status::failed);
    CHECK(s.find("deadly").error.find("4 times in a row") != std::string::npos);
    s.retry("deadly");
    run(s);
    CHECK_EQUAL(s.result<int>("deadly"), 4);
}

// A snapshot that somebody changed: set aside, kept as it is.
void damaged(store &s)
{
    ser_ctx<int> c = square(7);
    std::string bytes = c.serialize();
    submission strange{"strange", "gone()", "1 gone()\n", bytes};
    const std::string key = "square";
    for (std::size_t at = strange.snapshot.find(key); at != std::string::npos; at = strange.snapshot.find(key, at + 1))
        strange.snapshot.replace(at, key.size(), "sqaure"); // and the checksum does not fit any more
    s.bytes().submit(strange);
    run(s, {.attempts = 1});
    CHECK(s.status("strange") == status::failed);
    CHECK(s.find("strange").error.find("damaged") != std::string::npos);
    CHECK(s.bytes().snapshot("strange") == strange.snapshot);
    s.cancel("strange");
}

// Was the library built with it?
bool has(const std::string &scheme)
{
    try {
        open(scheme + ":/no/such");
    } catch (const error &e) {
        return e.code() != errc::unsupported;
    }
    return true;
}

void names(store &s)
{
    CHECK_ERROR(bad_argument, s.submit("", square(1)));
    CHECK_ERROR(bad_argument, s.submit(std::string(501, 'x'), square(1)));
    CHECK_ERROR(bad_argument, s.submit("a\nb", square(1)));
    CHECK_ERROR(bad_argument, s.submit("\xc3(", square(1)));
    CHECK(s.submit("\xc3\xa9t\xc3\xa9", square(1)));
    CHECK_ERROR(not_found, s.send("nobody", "x", 1));
    CHECK_ERROR(bad_argument, s.send("\xc3\xa9t\xc3\xa9", "long", 1.0L / 3));
    CHECK_ERROR(outside, valor::durable::self());
    run(s);
    CHECK_EQUAL(s.result<int>("\xc3\xa9t\xc3\xa9"), 1);
    CHECK_ERROR(bad_argument, open("mysql:x"));
    CHECK_ERROR(bad_argument, open("sqlite:"));
    if (has("sqlite"))
        CHECK_ERROR(unavailable, open("sqlite:/no/such/directory/x.db"));
    if (has("postgresql"))
        CHECK_ERROR(unavailable, open("postgresql://nobody:secret@127.0.0.1:1/x?connect_timeout=1"));
}

void stops(store &s)
{
    for (int i = 0; i < 20; ++i)
        s.submit("stop-" + std::to_string(i), yields(1000));
    std::jthread t([&](std::stop_token stop) {
        worker w(s, {.threads = 2, .batch = 4});
        w.run(stop);
        CHECK(w.metrics().find("valor_durable_steps_total{worker=\"") != std::string::npos);
    });
    while (s.find("stop-0").steps < 2)
        std::this_thread::sleep_for(1ms);
    t.request_stop();
    t.join();
    for (const record &r : s.list())
        if (r.id.starts_with("stop-")) {
            CHECK(r.status != status::running); // handed back
            if (!is_final(r.status))
                s.cancel(r.id);
        }
}

} // namespace

int main(int argc, char **argv)
try {
    const auto s = open(argc > 1 ? argv[1] : "memory:");
    order_workflow(*s);
    deadlines(*s);
    one_of_two_messages(*s);
    children(*s);
    ends_of_others(*s);
    poison(*s);
    effects(*s);
    transactions(*s);
    leases(*s);
    checkpoints(*s);
    deaths(*s);
    damaged(*s);
    names(*s);
    stops(*s);
    return check::verdict();
}
catch (const std::exception &e) {
    std::cerr << "workflow: " << e.what() << '\n';
    return EXIT_FAILURE;
}
