// switches.cc: what a suspension with its resumption costs, by shape: plain and ser_ctx from the same source, and a fiber.
//
//   switches LOG [ROUNDS]
//   switches plain|ser_ctx SHAPE TURNS    one of them, to look at with other tools; no figures
#include "contest.h"
#include "shapes.h"
#ifdef BENCH_FIBERS
#include "../runs.h"
#endif

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace performance;

namespace {

void add(contest &c, const shape &s, const char *who)
{
    c.add(s.name, who, [s, who](std::uint64_t turns) {
        if (s.run(turns) != turns)
            throw std::runtime_error(std::string(s.name) + ", " + who + ": turns are missing");
    });
}

// For instructions.py: nothing but the turns differs between two runs.
int one(std::string_view who, std::string_view name, std::uint64_t turns)
{
    for (const shape &s : who == "plain" ? plain_shapes() : savable_shapes())
        if (s.name == name)
            return s.run(turns) != turns;
    std::cerr << "there is no shape " << name << '\n';
    return 2;
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc == 4)
        return one(argv[1], argv[2], std::stoull(argv[3]));
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
