// A crawler that moves between machines while it works. Its workers share a frontier, a local of the coroutine that started them; what a
// machine has of its own, where it keeps the site here, is no part of them. Between two fetches all of it is bytes.
//
//   crawler SITE [TURNS] <snapshot >snapshot    goes on from standard input, or from index.html if there is nothing; after TURNS turns of all
//                                               workers it writes itself to standard output. Without TURNS it ends, and prints what it found.
//
// SITE is a directory of pages; in a page, href="page" is a link. What is fetched is named on standard error.
#include <valor.h>

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::filesystem::path site; // of this machine

// Rule 3: it is saved as its url, and waits again where it is restored; what it gets then is the page as the other machine has it.
struct fetch {
    std::string url;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    std::string await_resume() const
    {
        std::cerr << "fetch " << url << '\n';
        std::ifstream file(site / url, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }
};

std::vector<std::string> links(std::string_view page)
{
    constexpr std::string_view mark = "href=\"";
    std::vector<std::string> found;
    for (std::size_t at = page.find(mark); at != page.npos; at = page.find(mark, at)) {
        at += mark.size();
        found.emplace_back(page.substr(at, page.find('"', at) - at));
    }
    return found;
}

struct frontier {
    std::deque<std::string> waiting;
    std::set<std::string> seen;
    std::map<std::string, int> referrers; // of each page: how many links lead to it
};

// Fetches pages until none is left to begin. The frontier is the parent's: the reference is saved as what it is.
valor::ser_ctx<int> worker(frontier &f)
{
    int fetched = 0;
    while (!f.waiting.empty()) {
        const std::string url = f.waiting.front();
        f.waiting.pop_front();
        const std::string page = co_await fetch{url};
        ++fetched;
        for (const std::string &link : links(page)) {
            ++f.referrers[link];
            if (f.seen.insert(link).second)
                f.waiting.push_back(link);
        }
    }
    co_return fetched;
}

using report = std::map<std::string, int>;

valor::ser_ctx<report> crawl(std::string start, int most)
{
    frontier f;
    f.waiting.push_back(start);
    f.seen.insert(start);
    while (!f.waiting.empty()) { // workers that found nothing to do have ended
        std::vector<valor::ser_ctx<int>> workers;
        for (int i = 0; i < most; ++i)
            workers.push_back(worker(f));
        co_await valor::when_all(std::move(workers));
    }
    co_return f.referrers;
}

valor::ser_ctx<report> arrive(std::istream &in)
{
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    return bytes.empty() ? valor::start(crawl("index.html", 3)) : valor::restore<report>(bytes);
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc < 2) {
        std::cerr << "usage: crawler SITE [TURNS] <snapshot >snapshot\n";
        return EXIT_FAILURE;
    }
    site = argv[1];
    auto crawled = arrive(std::cin);
    for (int turns = argc > 2 ? std::atoi(argv[2]) : -1; crawled && turns != 0; turns -= turns > 0)
        crawled.resume();
    if (crawled)
        std::cout << crawled.serialize();
    else
        for (const auto &[page, count] : crawled.get())
            std::cout << page << ": " << count << '\n';
    return std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return EXIT_FAILURE;
}
