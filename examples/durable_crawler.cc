// A crawler on three worker processes, over a store that they share: each page is a coroutine of its own, and so is the one that counts.
//
//   durable_crawler [URL]           crawls with three workers, one of which is killed on the way; default: a SQLite file
//   durable_crawler URL work FILE   one worker, until it is killed; FILE is told who fetched what
//
// Who is told of a page twice submits it once: the one who counts remembers what it has seen, in a local variable.
#include <valor/durable.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

extern char **environ;

namespace {

using namespace valor::durable;
using namespace std::chrono_literals;
using valor::ser_ctx;

constexpr int pages = 150;
std::filesystem::path log_file;

// --- a web: page n links to some others

std::vector<std::string> fetch(const std::string &page)
{
    std::this_thread::sleep_for(2ms);
    const std::string line = std::to_string(::getpid()) + " " + page + "\n";
    const int file = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (::write(file, line.data(), line.size()) < 0)
        throw std::runtime_error("the log cannot be written");
    ::close(file);
    const int n = std::stoi(page);
    std::vector<std::string> links;
    for (const int other : {n + 1, 2 * n, 3 * n + 1, n * n})
        links.push_back(std::to_string(other % pages));
    return links;
}

// --- the crawler

ser_ctx<> visit(std::string page)
{
    const auto links = co_await once("fetch", [&] { return fetch(page); });
    send("crawl", "links", links, page);
}

ser_ctx<int> crawl(std::string start)
{
    std::set<std::string> seen{start};
    submit("page " + start, visit(start));
    for (std::size_t visited = 0; visited < seen.size(); ++visited)
        for (const std::string &link : co_await receive<std::vector<std::string>>("links"))
            if (seen.insert(link).second)
                submit("page " + link, visit(link));
    co_return static_cast<int>(seen.size());
}

// --- processes

int work(const std::string &url)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // ends with the one who started it
    const auto s = open(url);
    worker({*s}, {.threads = 1, .batch = 4, .lease = 500ms, .attempts = 1000}).run();
    return EXIT_SUCCESS;
}

pid_t start_worker(const std::string &url)
{
    std::string self = "/proc/self/exe", u = url, what = "work", file = log_file.string();
    char *argv[] = {self.data(), u.data(), what.data(), file.data(), nullptr};
    pid_t pid = 0;
    if (posix_spawn(&pid, self.c_str(), nullptr, nullptr, argv, environ) != 0)
        throw std::runtime_error("cannot start a worker");
    return pid;
}

int supervise(const std::string &url)
{
    const auto s = open(url);
    s->submit("crawl", crawl("0"));
    std::vector<pid_t> workers{start_worker(url), start_worker(url), start_worker(url)};
    while (s->find("crawl").steps < 10) // when they are at work
        std::this_thread::sleep_for(1ms);
    ::kill(workers[0], SIGKILL);
    const int found = s->result<int>("crawl", 50s);
    for (const pid_t w : workers) {
        ::kill(w, SIGKILL);
        ::waitpid(w, nullptr, 0);
    }
    std::set<std::string> who, fetched;
    std::ifstream log(log_file);
    for (std::string pid, page; log >> pid >> page; fetched.insert(page))
        who.insert(pid);
    std::cout << found << " pages found, " << fetched.size() << " fetched, by " << who.size() << " workers\n";
    return found == pages && fetched.size() == pages && who.size() >= 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc > 3 && std::string(argv[2]) == "work") {
        log_file = argv[3];
        return work(argv[1]);
    }
    const std::filesystem::path scratch = std::filesystem::temp_directory_path() / ("durable_crawler-" + std::to_string(::getpid()));
    std::filesystem::create_directory(scratch);
    log_file = scratch / "log";
    const int status = supervise(argc > 1 ? argv[1] : "sqlite:" + (scratch / "crawler.db").string());
    std::filesystem::remove_all(scratch);
    return status;
}
catch (const std::exception &e) {
    std::cerr << "durable_crawler: " << e.what() << '\n';
    return EXIT_FAILURE;
}
