// A worker that is stopped in the middle of a step until its lease is long over, and then comes back, changes nothing: zombie URL DIRECTORY
#include "check.h"

#include <valor/durable.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;

std::filesystem::path directory;

bool is_there(const char *name) { return std::filesystem::exists(directory / name); }
void touch(const char *name) { std::ofstream(directory / name) << "x"; }
bool comes(const char *name)
{
    for (int i = 0; i < 4000 && !is_there(name); ++i)
        std::this_thread::sleep_for(5ms);
    return is_there(name);
}

valor::ser_ctx<int> slow()
{
    const int who = co_await once("body", [] {
        const bool first = !is_there("began");
        touch("began");
        if (first)
            comes("go on");
        return first ? 1 : 2;
    });
    co_return who;
}

// Writes what happened into `log`.
void be_stopped(const std::string &url)
{
    const auto s = open(url);
    worker_options o;
    o.lease = 300ms;
    o.until_idle = true;
    o.log = [](const std::string &line) { std::ofstream(directory / "log", std::ios::app) << line << '\n'; };
    worker w(*s, o);
    w.run();
    std::ofstream(directory / "metrics") << w.metrics();
    touch("ended");
}

std::string content(const char *name)
{
    std::ifstream in(directory / name);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 3)
        return EXIT_FAILURE;
    directory = argv[2];
    const std::string url = argv[1];
    open(url)->submit("z", slow());
    const pid_t pid = ::fork(); // while no store is open here
    if (pid == 0) {
        try {
            be_stopped(url);
        } catch (const std::exception &e) {
            std::cerr << e.what() << '\n';
        }
        ::_exit(0);
    }
    CHECK(comes("began"));
    ::kill(pid, SIGSTOP);
    const auto s = open(url);
    std::vector<claimed> heir;
    for (int i = 0; i < 1000 && heir.empty(); ++i) {
        std::this_thread::sleep_for(10ms);
        heir = s->bytes().claim({"heir", 1h, 1, {}});
    }
    CHECK_EQUAL(heir.size(), 1u);
    if (heir.empty())
        return EXIT_FAILURE;
    CHECK(heir[0].taken_over);
    CHECK_EQUAL(heir[0].generation, 2);

    touch("go on"); // the first one returns from its body while the second one holds the coroutine
    ::kill(pid, SIGCONT);
    CHECK(comes("ended"));
    ::waitpid(pid, nullptr, 0);
    CHECK(content("log").find("\"event\":\"lease_lost\"") != std::string::npos);
    CHECK(content("metrics").find("valor_durable_leases_lost_total{worker=\"") != std::string::npos);
    CHECK(!s->bytes().find_effect("z", "body")->done);
    CHECK(s->status("z") == status::running);
    CHECK_EQUAL(s->find("z").generation, 2);

    step back;
    back.id = "z";
    back.generation = 2;
    back.what = step::outcome::handed_back;
    CHECK(s->bytes().commit({&back, 1}).at(0) == verdict::committed);
    worker_options o;
    o.until_idle = true;
    worker(*s, o).run();
    CHECK_EQUAL(s->result<int>("z"), 2);
    return check::verdict();
}
catch (const std::exception &e) {
    std::cerr << "zombie: " << e.what() << '\n';
    return EXIT_FAILURE;
}
