// balor: switching between two Boost.Fibers against switching by coroutines, plain ones and ones that can be saved.
#include "contender.h"
#include "measure.h"
#include "series.h"

#include <charconv>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

constexpr std::uint64_t many_turns = 10'000'000;
constexpr std::uint64_t compare_turns = 1'000'000; // short rounds, many of them: the machine's mood is the same for all
constexpr std::uint64_t compare_rounds = 21;

int usage()
{
    std::cerr << "usage: balor f TURNS                  two fibers\n"
                 "       balor c|C TURNS [plain]        coroutines: ser_ctx, or plain; C without the recursion\n"
                 "       balor once                     all of them, one turn each\n"
                 "       balor many [TURNS]             all of them, TURNS (10,000,000) for fibers, 8 times as many for coroutines\n"
                 "       balor compare [TURNS [ROUNDS]] all of them interleaved, medians and ratios\n";
    return EXIT_FAILURE;
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

int single(char form, std::uint64_t turns, bool plain)
{
    const char *name = form == 'f' ? "fiber" : plain ? "plain" : "ser_ctx";
    const balor::contender *c = balor::find_contender(name, form);
    if (!c)
        return usage();
    std::cout << balor::line(*c, balor::measure(*c, turns)) << '\n';
    return EXIT_SUCCESS;
}

int series(std::string_view what, std::optional<std::uint64_t> turns, std::optional<std::uint64_t> rounds)
{
    if (what == "once" && !turns)
        balor::once(std::cout);
    else if (what == "many" && !rounds)
        balor::many(std::cout, turns.value_or(many_turns));
    else if (what == "compare" && rounds != 0)
        balor::compare(std::cout, static_cast<unsigned>(rounds.value_or(compare_rounds)), turns.value_or(compare_turns));
    else
        return usage();
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
try {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto first = number(argc > 2 ? argv[2] : "");
    if (what.size() == 1) {
        const bool plain = argc == 4 && argv[3] == std::string_view("plain");
        return first && (argc == 3 || plain) ? single(what[0], *first, plain) : usage();
    }
    const auto second = number(argc > 3 ? argv[3] : "");
    if ((argc > 2 && !first) || (argc > 3 && !second) || argc > 4)
        return usage();
    return series(what, first, second);
} catch (const std::exception &e) {
    std::cerr << "balor: " << e.what() << '\n';
    return EXIT_FAILURE;
}
