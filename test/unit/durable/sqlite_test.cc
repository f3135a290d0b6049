// What a SQLite file can do to a store: it is full, damaged, read-only, of a later version.
#if defined(VALOR_DURABLE_SQLITE)
#include "backends.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace valor::durable;
using namespace std::chrono_literals;

namespace {

submission order(const std::string &id, std::size_t size = 10) { return {id, "order()", "1 order()\n", std::string(size, 'x')}; }

template <class F> std::pair<std::error_code, std::string> error_of(F f)
{
    try {
        f();
    } catch (const error &e) {
        return {e.code(), e.what()};
    }
    return {};
}

void sql(backend &b, const std::string &text)
{
    b.transaction([&](database &db) { db.execute(text); });
}

} // namespace

TEST_CASE("a full disk is an error that says so, and the rest goes on", "[durable]")
{
    scratch_store s("sqlite");
    s->submit(order("a"));
    sql(*s.it, "PRAGMA max_page_count = 60");
    const auto [code, text] = error_of([&] { s->submit(order("big", 1'000'000)); });
    CHECK(code == errc::unavailable);
    CHECK(text.find("full") != std::string::npos);
    CHECK(text.find(s.file()) != std::string::npos);
    CHECK_FALSE(s->find("big"));
    auto c = s->claim({"w", 1h, 1, {}});
    REQUIRE(c.size() == 1);
    step t;
    t.id = "a";
    t.generation = c[0].generation;
    t.what = step::outcome::waiting;
    t.snapshot = std::string(1'000'000, 'x');
    CHECK(error_of([&] { s->commit({&t, 1}); }).first == errc::unavailable);
    CHECK(s->snapshot("a") == std::string(10, 'x'));
    sql(*s.it, "PRAGMA max_page_count = 100000");
    CHECK(s->commit({&t, 1}).at(0) == verdict::committed);
    CHECK(s->submit(order("big", 1'000'000)));
}

TEST_CASE("in a group one may fail, and the others are committed", "[durable]")
{
    scratch_store s("sqlite");
    std::vector<std::jthread> threads;
    std::atomic<int> well = 0, refused = 0;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                if (t % 2)
                    refused += error_of([&] { sql(*s.it, "INSERT INTO valor_task (id) VALUES ('half')"); }).first == errc::bad_argument;
                else
                    well += s->submit(order(std::to_string(t) + "/" + std::to_string(i)));
            }
        });
    threads.clear();
    CHECK(well == 80);
    CHECK(refused == 80);
    CHECK(s->list({}).size() == 80);
}

TEST_CASE("what is no database, or one that is damaged, is an error", "[durable]")
{
    scratch_store s("sqlite");
    for (int i = 0; i < 50; ++i)
        s->submit(order("o" + std::to_string(i), 2000));
    s.it.reset(); // the log is in the file now
    SECTION("text")
    {
        std::ofstream(s.file(), std::ios::trunc) << std::string(5000, 'n');
        const auto [code, text] = error_of([&] { s.reopen(); });
        CHECK(code == errc::damaged);
        CHECK(text.find("not a database") != std::string::npos);
    }
    SECTION("pages")
    {
        int damaged = 0;
        const auto size = std::filesystem::file_size(s.file());
        for (std::size_t at = 4096; at + 4096 <= size; at += 4096) { // one page at a time, never the first
            const std::string copy = s.file() + "-copy";
            std::filesystem::copy_file(s.file(), copy);
            {
                std::fstream f(copy, std::ios::in | std::ios::out);
                f.seekp(static_cast<std::streamoff>(at));
                f << std::string(4096, '\xa5');
            }
            const auto [code, text] = error_of([&] {
                const auto b = open_backend("sqlite:" + copy);
                b->list({});
                for (const claimed &c : b->claim({"w", 1h, 100, {}}))
                    b->history(c.id);
            });
            damaged += code == errc::damaged;
            if (code && code != errc::damaged && code != errc::unavailable && code != errc::bad_argument)
                FAIL("page " << at / 4096 << ": " << text);
            for (const char *end : {"", "-wal", "-shm"})
                std::filesystem::remove(copy + end);
        }
        CHECK(damaged > 0);
    }
}

TEST_CASE("a row that makes no sense is an error for those who read it", "[durable]")
{
    scratch_store s("sqlite");
    s->submit(order("a"));
    s->submit(order("b"));
    sql(*s.it, "UPDATE valor_task SET status = 'asleep' WHERE id = 'a'");
    const auto [code, text] = error_of([&] { s->find("a"); });
    CHECK(code == errc::damaged);
    CHECK(text.find("'asleep'") != std::string::npos);
    CHECK(s->find("b")->status == status::ready);
    CHECK(s->claim({"w", 1h, 10, {}}).size() == 2); // it is due; a claim makes it whole again
    sql(*s.it, "UPDATE valor_task SET generation = 'x' WHERE id = 'b'");
    CHECK(error_of([&] { s->find("b"); }).first == errc::damaged);
    CHECK(s->find("a")->status == status::running);
}

TEST_CASE("tables of a later version are refused", "[durable]")
{
    scratch_store s("sqlite");
    sql(*s.it, "INSERT INTO valor_schema (version) VALUES (1000)");
    const auto [code, text] = error_of([&] { s.reopen(); });
    CHECK(code == errc::unsupported);
    CHECK(text.find("version 1000") != std::string::npos);
}

// As root everything can be written, so another user looks.
TEST_CASE("a file that cannot be written is an error, not a crash", "[durable]")
{
    scratch_store s("sqlite");
    s->submit(order("a"));
    s.it.reset();
    ::chmod(s.file().c_str(), 0444);
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0)
            ::_exit(3);
        ::_exit(error_of([&] { open_backend("sqlite:" + s.file())->submit(order("b")); }).first == errc::unavailable ? 0 : 1);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    ::chmod(s.file().c_str(), 0644);
}
#endif
