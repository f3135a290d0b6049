#include "contest.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace performance {

double nanoseconds(const std::function<void()> &f)
{
    using clock = std::chrono::steady_clock;
    const auto before = clock::now();
    f();
    return std::chrono::duration<double, std::nano>(clock::now() - before).count();
}

log::log(const std::string &path) : out_(path)
{
    if (!out_)
        throw std::runtime_error("cannot write " + path);
    out_ << "row,who,quantity,round,value\n" << std::setprecision(10);
}

void log::note(const std::string &row, const std::string &who, const std::string &quantity, double value, unsigned round)
{
    out_ << row << ',' << who << ',' << quantity << ',' << round << ',' << value << std::endl;
}

void contest::add(std::string row, std::string who, std::function<void(std::uint64_t)> run, double units)
{
    all_.push_back({std::move(row), std::move(who), std::move(run), units});
}

void contest::add_each(std::string row, std::string who, std::function<void()> run, double units)
{
    const auto repeat = [run = std::move(run)](std::uint64_t times) {
        while (times--)
            run();
    };
    add(std::move(row), std::move(who), repeat, units);
}

double contest::contender::sample() const
{
    run(1 + times / 8); // after the others the caches are theirs
    return nanoseconds([this] { run(times); }) / static_cast<double>(times) / units;
}

void contest::go(log &to, unsigned rounds, double milliseconds)
{
    for (contender &c : all_) {
        c.run(10);
        double once = nanoseconds([&c] { c.run(10); }) / 10;
        c.times = static_cast<std::uint64_t>(std::clamp(milliseconds * 1e5 / once, 1.0, 1e8));
        once = nanoseconds([&c] { c.run(c.times); }) / static_cast<double>(c.times); // ten calls say little
        c.times = static_cast<std::uint64_t>(std::clamp(milliseconds * 1e6 / once, 1.0, 1e8));
    }
    for (unsigned round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const contender &c = all_[round % 2 ? all_.size() - 1 - i : i]; // there and back: nobody always follows the same one
            to.note(c.row, c.who, "ns", c.sample(), round);
        }
}

arguments parse(int argc, char **argv, unsigned rounds)
{
    if (argc == 3) {
        const std::string_view text = argv[2];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rounds);
        if (error != std::errc() || end != text.data() + text.size() || !rounds)
            argc = 0;
    }
    if (argc != 2 && argc != 3) {
        std::cerr << "usage: " << argv[0] << " LOG [ROUNDS]\n";
        std::exit(2);
    }
    return {argv[1], rounds};
}

} // namespace performance
