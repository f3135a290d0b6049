// ufser_bench.cc: goes around all libraries again and again, so that a machine that slows down slows all of them alike,
// and prints medians.
//
//   ufser_bench [rounds [cell]]
#include "contest.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

using namespace ufser_bench;

namespace {

using clock = std::chrono::steady_clock;

double nanoseconds(const std::function<void()> &f, int times)
{
    const auto before = clock::now();
    for (int i = 0; i < times; ++i)
        f();
    return std::chrono::duration<double, std::nano>(clock::now() - before).count() / times;
}

// One thing to be measured: how often in a row, and what came out, by round.
struct series {
    const std::function<void()> *run;
    int times = 1;
    std::vector<double> results{};

    explicit series(const std::function<void()> &f) : run(&f)
    {
        if (f)
            times = std::clamp(static_cast<int>(1e5 / nanoseconds(f, 3)), 5, 10'000); // a tenth of a millisecond
    }
    void round()
    {
        if (!*run)
            return;
        nanoseconds(*run, 2 + times / 8); // after the others the caches are theirs
        results.push_back(nanoseconds(*run, times));
    }
    double at(double quantile) const
    {
        if (results.empty())
            return 0;
        auto sorted = results;
        std::sort(sorted.begin(), sorted.end());
        return sorted[static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1))];
    }
};

void print(const series &s, double memcpy_time)
{
    if (s.results.empty()) {
        std::printf(" %36s", "");
        return;
    }
    const double n = s.at(0.5);
    std::printf(" %12.1f %9.1fx [%4.0f%% %+4.0f%%]", n, n / memcpy_time, (s.at(0.25) / n - 1) * 100, (s.at(0.75) / n - 1) * 100);
}

void run(const cell &c, int rounds)
{
    std::vector<series> writes, reads;
    for (const contender &e : c.contenders) {
        writes.emplace_back(e.write);
        reads.emplace_back(e.read);
    }
    for (int i = 0; i < rounds; ++i)
        for (std::size_t k = 0; k < writes.size(); ++k) {
            writes[k].round();
            reads[k].round();
        }
    std::printf("\n%-24s %9s %36s %36s\n", c.name.c_str(), "bytes", "write: ns, x memcpy [quartiles]", "read: ns, x memcpy [quartiles]");
    for (std::size_t k = 0; k < writes.size(); ++k) {
        std::printf("%-24s %9zu", c.contenders[k].library.c_str(), c.contenders[k].bytes);
        print(writes[k], writes[0].at(0.5));
        print(reads[k], reads[0].at(0.5));
        std::printf("\n");
    }
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
try {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 31;
    const std::string_view only = argc > 2 ? argv[2] : "";
    if (rounds < 1) {
        std::fprintf(stderr, "usage: %s [rounds [cell]]\n", argv[0]);
        return 2;
    }
    cells all{{"small", {}}, {"state", {}}, {"ints", {}}, {"doubles", {}}, {"lists", {}}};
    add_memcpy_and_copy(all);
    add_ufser(all);
#ifdef BENCH_CEREAL
    add_cereal(all);
#endif
#ifdef BENCH_BOOST
    add_boost(all);
#endif
#ifdef BENCH_MSGPACK
    add_msgpack(all);
#endif
#ifdef BENCH_PROTOBUF
    add_protobuf(all);
#endif
    std::printf("%d rounds, medians\n", rounds);
    for (const cell &c : all)
        if (only.empty() || c.name == only)
            run(c, rounds);
} catch (const std::exception &e) {
    std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
    return 1;
}
