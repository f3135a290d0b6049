// What every store promises, whatever it is made of.
#include "backends.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using namespace valor::durable;
using namespace std::chrono_literals;

namespace {

#define FOR_EACH_STORE(s)                                                     \
    const std::string kind = GENERATE(from_range(all_kinds()));               \
    INFO(kind);                                                               \
    scratch_store s(kind);

submission order(const std::string &id, const std::string &snapshot = "bytes") { return {id, "order()", "1 order()\n", snapshot}; }
message mail(const std::string &to, const std::string &name, const std::string &text, const std::string &key = {}) { return {to, name, {"s", text}, key}; }

std::vector<claimed> claim(backend &b, std::size_t most = 1, duration lease = 1h, std::vector<std::string> except = {})
{
    return b.claim({"w", lease, most, std::move(except)});
}
claimed claim_one(backend &b, duration lease = 1h)
{
    const auto all = claim(b, 1, lease);
    REQUIRE(all.size() == 1);
    return all[0];
}

step step_of(const claimed &c, step::outcome what, const std::string &snapshot = "next")
{
    step s;
    s.id = c.id;
    s.generation = c.generation;
    s.what = what;
    if (what == step::outcome::waiting || what == step::outcome::goes_on)
        s.snapshot = snapshot;
    s.layout = c.layout;
    return s;
}
verdict commit(backend &b, step s) { return b.commit({&s, 1}).at(0); }

template <class F> std::error_code code_of(F f)
{
    try {
        f();
    } catch (const error &e) {
        return e.code();
    }
    return {};
}

} // namespace

TEST_CASE("submitting an id twice is one submission", "[durable]")
{
    FOR_EACH_STORE(s)
    CHECK(s->submit(order("a", std::string("\0x\xff", 3))));
    CHECK_FALSE(s->submit(order("a", "other")));
    CHECK(s->snapshot("a") == std::string("\0x\xff", 3));
    const record r = s->find("a").value();
    CHECK(r.status == status::ready);
    CHECK(r.function == "order()");
    CHECK(r.generation == 0);
    CHECK(s->list({}).size() == 1);
    CHECK_FALSE(s->find("b"));
    CHECK(code_of([&] { s->snapshot("b"); }) == errc::not_found);
}

TEST_CASE("a claim excludes others, and counts the generation", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    s->submit(order("b"));
    const claimed a = claim_one(*s.it);
    CHECK(a.generation == 1);
    CHECK(a.snapshot == "bytes");
    CHECK_FALSE(a.taken_over);
    CHECK(claim(*s.it, 5).size() == 1);
    CHECK(claim(*s.it, 5).empty());
    CHECK(s->find("a")->status == status::running);
    CHECK(s->find("a")->worker == "w");
}

TEST_CASE("an expired lease is taken over, and the one who lost it writes nothing", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    const claimed zombie = claim_one(*s.it, 1ms);
    std::this_thread::sleep_for(5ms);
    const claimed heir = claim_one(*s.it);
    CHECK(heir.generation == 2);
    CHECK(heir.taken_over);
    CHECK(heir.attempts == 1);

    step late = step_of(zombie, step::outcome::done);
    late.result = {"s", "late"};
    late.children = {order("child")};
    late.effects = {{"k", {"s", "late"}, true, 0}};
    CHECK(commit(*s.it, late) == verdict::lost);
    CHECK_FALSE(s->find("child"));
    CHECK_FALSE(s->find_effect("a", "k"));
    const backend::lease l{zombie.id, zombie.generation};
    CHECK(s->renew({&l, 1}, 1h).at(0) == verdict::lost);
    CHECK(commit(*s.it, step_of(heir, step::outcome::goes_on)) == verdict::committed);
    CHECK(s->snapshot("a") == "next");
    CHECK(s->find("a")->attempts == 0); // there was a step
}

TEST_CASE("a lease that is renewed holds", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    const claimed c = claim_one(*s.it, 20ms);
    const backend::lease l{c.id, c.generation};
    CHECK(s->renew({&l, 1}, 1h).at(0) == verdict::committed);
    std::this_thread::sleep_for(30ms);
    CHECK(claim(*s.it).empty());
}

TEST_CASE("messages wait in the inbox, in order, until they are consumed by a step", "[durable]")
{
    FOR_EACH_STORE(s)
    CHECK(code_of([&] { s->send(mail("a", "paid", "1")); }) == errc::not_found);
    s->submit(order("a"));
    CHECK(s->send(mail("a", "paid", "1")));
    CHECK(s->send(mail("a", "other", "x")));
    CHECK(s->send(mail("a", "paid", "2")));
    const claimed c = claim_one(*s.it);
    const auto first = s->next_message("a", "paid", {});
    REQUIRE(first);
    CHECK(first->value.bytes == "1");
    CHECK(first->value.type == "s");
    CHECK(s->next_message("a", "paid", {&first->number, 1})->value.bytes == "2");
    CHECK(s->next_message("a", "paid", {})->value.bytes == "1"); // looking consumes nothing
    CHECK_FALSE(s->next_message("a", "nothing", {}));

    step t = step_of(c, step::outcome::goes_on);
    t.consumed = {first->number};
    CHECK(commit(*s.it, t) == verdict::committed);
    CHECK(s->next_message("a", "paid", {})->value.bytes == "2");
}

TEST_CASE("a message with a key counts once, also after it was received", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    CHECK(s->send(mail("a", "paid", "1", "k1")));
    CHECK_FALSE(s->send(mail("a", "paid", "1", "k1")));
    const claimed c = claim_one(*s.it);
    step t = step_of(c, step::outcome::goes_on);
    t.consumed = {s->next_message("a", "paid", {})->number};
    commit(*s.it, t);
    CHECK_FALSE(s->send(mail("a", "paid", "1", "k1")));
    CHECK_FALSE(s->next_message("a", "paid", {}));
    CHECK(s->send(mail("a", "paid", "2", "k2")));
}

TEST_CASE("to one that has ended: an error, unless it is a message that it had already", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    s->send(mail("a", "paid", "1", "k1"));
    s->send(mail("a", "paid", "2"));
    commit(*s.it, step_of(claim_one(*s.it), step::outcome::done));
    CHECK_FALSE(s->send(mail("a", "paid", "1", "k1")));
    CHECK(code_of([&] { s->send(mail("a", "paid", "1", "k2")); }) == errc::ended);
    CHECK(code_of([&] { s->send(mail("a", "paid", "1")); }) == errc::ended);
    CHECK_FALSE(s->next_message("a", "paid", {}));
}

TEST_CASE("one that waits is woken by a message of that name only", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    step t = step_of(claim_one(*s.it), step::outcome::waiting);
    t.names = {"paid", "cancelled"};
    commit(*s.it, t);
    CHECK(s->find("a")->status == status::waiting);
    CHECK(s->find("a")->names == std::vector<std::string>{"paid", "cancelled"});
    CHECK(claim(*s.it).empty());
    s->send(mail("a", "pai", "x"));
    s->send(mail("a", "paidx", "x"));
    CHECK(claim(*s.it).empty());
    s->send(mail("a", "cancelled", "x"));
    CHECK(claim_one(*s.it).id == "a");
}

TEST_CASE("a message that came before the wait was written is not missed", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    const claimed c = claim_one(*s.it);
    s->send(mail("a", "paid", "x"));
    step t = step_of(c, step::outcome::waiting);
    t.names = {"paid"};
    commit(*s.it, t);
    CHECK(claim_one(*s.it).id == "a");
}

TEST_CASE("a timer wakes, not before its time", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    step t = step_of(claim_one(*s.it), step::outcome::waiting);
    t.wake = s->now() + 60ms;
    commit(*s.it, t);
    CHECK(claim(*s.it).empty());
    const auto before = std::chrono::steady_clock::now();
    s->wait(10s, {}, {});
    CHECK(std::chrono::steady_clock::now() - before < 5s);
    std::this_thread::sleep_for(2ms);
    CHECK(claim_one(*s.it).id == "a");
    CHECK(s->now() >= *t.wake);
}

TEST_CASE("the end of one wakes those that wait for it", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("parent"));
    step t = step_of(claim_one(*s.it), step::outcome::waiting);
    t.children = {order("child")};
    t.results = {"child"};
    CHECK(commit(*s.it, t) == verdict::committed);
    const claimed child = claim_one(*s.it);
    CHECK(child.id == "child");
    CHECK(claim(*s.it).empty());
    CHECK_FALSE(s->find_ending("child"));
    step end = step_of(child, step::outcome::done);
    end.result = {"i", "1234"};
    commit(*s.it, end);
    CHECK(claim_one(*s.it).id == "parent");
    const auto e = s->find_ending("child");
    REQUIRE(e);
    CHECK(e->status == status::done);
    CHECK(e->result.type == "i");
    CHECK(e->result.bytes == "1234");
}

TEST_CASE("who waits for one that has ended already goes on at once; for nobody, it is an error", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    commit(*s.it, step_of(claim_one(*s.it), step::outcome::done));
    s->submit(order("b"));
    const claimed b = claim_one(*s.it);
    step t = step_of(b, step::outcome::waiting);
    t.results = {"nobody"};
    CHECK(code_of([&] { commit(*s.it, t); }) == errc::not_found);
    CHECK(s->snapshot("b") == "bytes"); // nothing was written
    t.results = {"a"};
    commit(*s.it, t);
    CHECK(claim_one(*s.it).id == "b");
}

TEST_CASE("effects: the intent, then the result; attempts are counted", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    const claimed c = claim_one(*s.it);
    step intent = step_of(c, step::outcome::goes_on);
    intent.effects = {{"charge", {}, false, 0}};
    commit(*s.it, intent);
    CHECK_FALSE(s->find_effect("a", "charge")->done);
    commit(*s.it, intent);
    CHECK(s->find_effect("a", "charge")->attempts == 2);
    step done = step_of(c, step::outcome::goes_on);
    done.snapshot.reset();
    done.effects = {{"charge", {"i", "abcd"}, true, 0}};
    commit(*s.it, done);
    CHECK(s->snapshot("a") == "next");
    done.effects[0].value.bytes = "efgh"; // the first result stays
    commit(*s.it, done);
    commit(*s.it, intent);
    const auto e = s->find_effect("a", "charge");
    CHECK(e->done);
    CHECK(e->value.bytes == "abcd");
    CHECK(e->attempts == 2);
    CHECK(s->effects("a").size() == 1);
    CHECK_FALSE(s->find_effect("a", "other"));
}

TEST_CASE("several steps are one transaction; the impossible one undoes all, a lost one takes no part", "[durable]")
{
    FOR_EACH_STORE(s)
    for (const char *id : {"a", "b"})
        s->submit(order(id));
    const auto both = claim(*s.it, 2);
    REQUIRE(both.size() == 2);
    std::vector<step> steps{step_of(both[0], step::outcome::goes_on), step_of(both[1], step::outcome::goes_on)};
    steps[1].sent = {mail("nobody", "x", "y")};
    CHECK(code_of([&] { s->commit(steps); }) == errc::not_found);
    CHECK(s->snapshot(both[0].id) == "bytes");
    steps[1].sent = {mail(both[0].id, "x", "y")};
    steps[0].generation += 1;
    CHECK(s->commit(steps) == std::vector<verdict>{verdict::lost, verdict::committed});
    CHECK(s->snapshot(both[0].id) == "bytes");
    CHECK(s->snapshot(both[1].id) == "next");
    CHECK(s->next_message(both[0].id, "x", {}));
}

TEST_CASE("failures: retried later, set aside with their error, retried by hand", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    step f = step_of(claim_one(*s.it), step::outcome::retry);
    f.error = "no luck";
    f.delay = 30ms;
    commit(*s.it, f);
    CHECK(claim(*s.it).empty());
    CHECK(s->find("a")->error == "no luck");
    CHECK(code_of([&] { s->retry("a"); }) == errc::bad_argument);
    std::this_thread::sleep_for(40ms);
    const claimed again = claim_one(*s.it);
    CHECK(again.attempts == 1);
    step last = step_of(again, step::outcome::set_aside);
    last.error = "still none \xff";
    commit(*s.it, last);
    CHECK(s->find("a")->status == status::failed);
    CHECK(claim(*s.it).empty());
    CHECK(s->snapshot("a") == "bytes"); // never lost
    s->retry("a");
    CHECK(claim_one(*s.it).attempts == 0);
    std::vector<std::string> what;
    for (const history_entry &h : s->history("a"))
        what.push_back(h.what);
    CHECK(what == std::vector<std::string>{"submitted", "failed", "set aside", "retried"});
}

TEST_CASE("what is stuck waits for who knows its layout", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    step t = step_of(claim_one(*s.it), step::outcome::stuck);
    t.error = "no coroutine 'order()'";
    commit(*s.it, t);
    CHECK(s->find("a")->status == status::stuck);
    CHECK(claim(*s.it).empty());
    CHECK(s->stuck_layouts() == std::vector<std::string>{"1 order()\n"});
    s->unstick("another");
    CHECK(claim(*s.it).empty());
    s->unstick("1 order()\n");
    CHECK(claim(*s.it, 1, 1h, {"1 order()\n", "2 x\n"}).empty());
    s->wait(1ms, std::vector<std::string>{"1 order()\n"}, {});
    CHECK(claim_one(*s.it).attempts == 0);
    CHECK(s->stuck_layouts().empty());
}

TEST_CASE("a cancelled one stops, whoever runs it", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("parent"));
    step t = step_of(claim_one(*s.it), step::outcome::waiting);
    t.children = {order("a")};
    t.results = {"a"};
    commit(*s.it, t);
    const claimed c = claim_one(*s.it);
    s->cancel("a");
    CHECK(s->find("a")->status == status::cancelled);
    CHECK(commit(*s.it, step_of(c, step::outcome::done)) == verdict::lost);
    CHECK(s->find_ending("a")->status == status::cancelled);
    CHECK(claim_one(*s.it).id == "parent");
    CHECK(code_of([&] { s->cancel("a"); }) == errc::ended);
    CHECK(code_of([&] { s->send(mail("a", "x", "y")); }) == errc::ended);
    CHECK(code_of([&] { s->cancel("nobody"); }) == errc::not_found);
    CHECK_FALSE(s->snapshot("a"));
}

TEST_CASE("a fork is a copy with its records; what has ended can be forgotten", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    const claimed c = claim_one(*s.it);
    step t = step_of(c, step::outcome::goes_on);
    t.effects = {{"k", {"s", "v"}, true, 0}};
    commit(*s.it, t);
    s->fork("a", "b");
    CHECK(s->snapshot("b") == "next");
    CHECK(s->find_effect("b", "k")->value.bytes == "v");
    CHECK(code_of([&] { s->fork("a", "b"); }) == errc::bad_argument);
    CHECK(code_of([&] { s->fork("x", "y"); }) == errc::not_found);
    CHECK(code_of([&] { s->forget("a"); }) == errc::not_ended);
    CHECK(commit(*s.it, step_of(c, step::outcome::done)) == verdict::committed);
    s->forget("a");
    CHECK_FALSE(s->find("a"));
    CHECK(code_of([&] { s->history("a"); }) == errc::not_found);
    CHECK(claim_one(*s.it).id == "b");
}

TEST_CASE("handed back is ready at once", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a"));
    commit(*s.it, step_of(claim_one(*s.it), step::outcome::handed_back));
    const claimed c = claim_one(*s.it);
    CHECK(c.attempts == 0);
    CHECK(c.generation == 2);
    CHECK(c.snapshot == "bytes");
}

TEST_CASE("lists by status and from an id on; workers announce themselves", "[durable]")
{
    FOR_EACH_STORE(s)
    for (const char *id : {"a", "b", "c", "d"})
        s->submit(order(id));
    commit(*s.it, step_of(claim_one(*s.it), step::outcome::done));
    CHECK(s->list({status::done, "", 10}).size() == 1);
    CHECK(s->list({{}, "b", 1}).at(0).id == "c");
    CHECK(s->list({{}, "d", 1}).empty());
    s->announce({"w1", "1 order()\n", {}});
    s->announce({"w1", "2 order()\n", {}});
    CHECK(s->announced().at(0).functions == "2 order()\n");
}

TEST_CASE("a wait ends when something is submitted, and when it is told to", "[durable]")
{
    FOR_EACH_STORE(s)
    const auto before = std::chrono::steady_clock::now();
    {
        std::jthread t([&] {
            std::this_thread::sleep_for(20ms);
            s->submit(order("a"));
        });
        s->wait(20s, {}, {});
    }
    CHECK(claim(*s.it).size() == 1);
    std::jthread t([&] {
        std::this_thread::sleep_for(20ms);
        s->wake();
    });
    s->wait(20s, {}, {});
    CHECK(std::chrono::steady_clock::now() - before < 10s);
}

TEST_CASE("many threads: each is claimed by one, nothing is lost", "[durable]")
{
    FOR_EACH_STORE(s)
    constexpr int count = 40;
    for (int i = 0; i < count; ++i)
        s->submit(order("o" + std::to_string(i)));
    std::atomic<int> done = 0, lost = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (auto all = claim(*s.it, 3); !all.empty(); all = claim(*s.it, 3)) {
                std::vector<step> steps;
                for (const claimed &c : all)
                    steps.push_back(step_of(c, step::outcome::done));
                for (const verdict v : s->commit(steps))
                    ++(v == verdict::committed ? done : lost);
            }
        });
    threads.clear();
    CHECK(done == count);
    CHECK(lost == 0);
    CHECK(s->list({status::done, "", 100}).size() == count);
}

TEST_CASE("what is in a store survives its closing", "[durable]")
{
    FOR_EACH_STORE(s)
    s->submit(order("a", "kept"));
    s->send(mail("a", "paid", "1"));
    s.reopen();
    CHECK(claim_one(*s.it).snapshot == "kept");
    CHECK(s->next_message("a", "paid", {})->value.bytes == "1");
}
