// contest.h: what a performance program measures, and its log.
//
// A log is CSV, one figure a line: row,who,quantity,round,value. Times are there round by round, so that report.py can compare what was measured
// in the same round; figures that do not vary are there once, as round 0.
// Invariant: a round goes around all contenders, so a machine that slows down slows all of them alike.
#ifndef VALOR_BENCH_PERFORMANCE_CONTEST_H
#define VALOR_BENCH_PERFORMANCE_CONTEST_H

#include "opaque.h"

#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace performance {

double nanoseconds(const std::function<void()> &);

class log {
public:
    explicit log(const std::string &path); // throws std::runtime_error if it cannot be written
    void note(const std::string &row, const std::string &who, const std::string &quantity, double value, unsigned round = 0);

private:
    std::ofstream out_;
};

class contest {
public:
    // `run` does it so many times in a row. The log gets the time for one of `units` parts of it.
    void add(std::string row, std::string who, std::function<void(std::uint64_t times)> run, double units = 1);
    // The same for something that is done once at a call.
    void add_each(std::string row, std::string who, std::function<void()> run, double units = 1);

    // Each contender once a round, for about that long.
    void go(log &, unsigned rounds, double milliseconds);

private:
    struct contender {
        std::string row, who;
        std::function<void(std::uint64_t)> run;
        double units;
        std::uint64_t times = 1;

        double sample() const;
    };
    std::vector<contender> all_;
};

// The command line of each program: LOG [ROUNDS].
struct arguments {
    std::string log;
    unsigned rounds;
};
arguments parse(int argc, char **argv, unsigned rounds); // exits with the usage

} // namespace performance

#endif
