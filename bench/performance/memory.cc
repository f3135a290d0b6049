// memory.cc: what suspended coroutines take, and whether a million of them cost a hundred times what ten thousand do.
#include "contest.h"
#include "counted_new.h"
#include "crowd.h"
#include "shapes.h"

#include <exception>
#include <iostream>
#include <malloc.h>
#include <unistd.h>

using namespace performance;

namespace {

double resident()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0, here = 0;
    statm >> all >> here;
    return static_cast<double>(here) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void note_frames(performance::log &to, std::span<const shape> all, const char *who)
{
    for (const shape &s : all) {
        to.note(std::string("frame ") + s.name, who, "bytes", static_cast<double>(asked_by(s.make).bytes));
        to.note(std::string("frame ") + s.name, who, "allocations a turn", static_cast<double>(asked_by([&] { s.run(1000); }).times / 1000));
    }
}

struct subject {
    const char *who;
    std::unique_ptr<crowd> members;
    bool savable;
};

// Starts, saves, ends, restores and ends a crowd; each step's time is divided by its members.
void pass(performance::log &to, subject &s, std::size_t members, unsigned round)
{
    const auto each = static_cast<double>(members);
    const auto step = [&](const char *what, const std::function<void()> &f) {
        to.note(std::string(what) + " " + std::to_string(members), s.who, "ns", nanoseconds(f) / each, round);
    };
    malloc_trim(0);
    const double before = resident();
    const asked so_far = asked_so_far();
    step("start", [&] { s.members->start(members); });
    if (!round) {
        const std::string row = "memory " + std::to_string(members);
        to.note(row, s.who, "bytes", static_cast<double>((asked_so_far() - so_far).bytes) / each);
        to.note(row, s.who, "resident", (resident() - before) / each);
    }
    if (s.savable) {
        std::vector<std::string> bytes;
        step("save", [&] { s.members->save_each(bytes); });
        s.members->end();
        if (!round) {
            std::size_t total = 0;
            for (const std::string &b : bytes)
                total += b.size();
            to.note("snapshot " + std::to_string(members), s.who, "bytes", static_cast<double>(total) / each);
        }
        step("restore", [&] { s.members->restore_each(bytes); });
    }
    step("end", [&] { s.members->end(); });
}

} // namespace

int main(int argc, char **argv)
try {
    const arguments given = parse(argc, argv, 5);
    performance::log to(given.log);
    note_frames(to, plain_shapes(), "plain");
    note_frames(to, savable_shapes(), "ser_ctx");
    subject all[] = {{"plain", plain_crowd(), false}, {"ser_ctx", savable_crowd(), true}, {"held by one", savable_family(), true}};
    for (unsigned round = 0; round < given.rounds; ++round)
        for (std::size_t members : {10'000, 100'000, 1'000'000})
            for (subject &s : all)
                pass(to, s, members, round);
} catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << '\n';
    return 1;
}
