// switches.cc: what a suspension with its resumption costs, by shape: plain and ser_ctx from the same source, and a fiber.
#include "contest.h"
#include "shapes.h"
#ifdef BENCH_FIBERS
#include "../runs.h"
#endif

#include <exception>
#include <iostream>
#include <stdexcept>

using namespace performance;

namespace {

void add(contest &c, const shape &s, const char *who)
{
    c.add(s.name, who, [s, who](std::uint64_t turns) {
        if (s.run(turns) != turns)
            throw std::runtime_error(std::string(s.name) + ", " + who + ": turns are missing");
    });
}

} // namespace

int main(int argc, char **argv)
try {
    const arguments given = parse(argc, argv, 101);
    contest all;
#ifdef BENCH_FIBERS
    all.add("fiber", "fiber", [](std::uint64_t turns) { balor::run_fibers(turns); }, 2); // both yield: two switches
#endif
    for (std::size_t i = 0; i < plain_shapes().size(); ++i) {
        add(all, plain_shapes()[i], "plain");
        add(all, savable_shapes()[i], "ser_ctx");
    }
    performance::log to(given.log);
    all.go(to, given.rounds, 2);
} catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << '\n';
    return 1;
}
