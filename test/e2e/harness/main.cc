// main.cc: the command line of a test program.
//
//     PROGRAM list                          the scenarios
//     PROGRAM run MODE[:SEED] [SCENARIO]    run to the end and print the trace. MODE: plain, peek (saved, but
//                                           run on with the original), restore, deserialize, clone, continue,
//                                           supply. Without SEED at every suspension, with it at some.
//     PROGRAM step-save SCENARIO FILE       run to the first suspension and leave it in FILE
//     PROGRAM step-restore SCENARIO FILE    take it up, run to the next one, leave that
// A step that reaches the end prints the whole trace and exits with 0; one that does not exits with 3.
#include "driver.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

namespace {

// A crash must not hide how far the scenario came.
void on_crash(int signal) {
    std::printf("!! signal %d after:\n%s", signal, e2e::trace_text().c_str());
    std::fflush(stdout);
    _exit(128 + signal);
}

int usage() {
    std::fputs("usage: list | run MODE[:SEED] [SCENARIO] | step-save SCENARIO FILE | step-restore SCENARIO FILE\n", stderr);
    return 2;
}

int run(const std::string &mode, const char *only) {
    const auto colon = mode.find(':');
    const auto h = e2e::how_named(mode.substr(0, colon));
    if (!h) return usage();
    const unsigned seed = colon == std::string::npos ? 0 : unsigned(std::strtoul(mode.c_str() + colon + 1, nullptr, 10));
    bool ok = true;
    for (const auto &s : e2e::scenarios()) {
        if (only && std::strcmp(only, s.name) != 0) continue;
        e2e::run(s, *h, seed);
        ok = ok && !e2e::state.failed;
        const std::string text = "@@ " + std::string(s.name) + "\n" + e2e::trace_text(); // may have zeros in it
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    }
    return ok ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    for (int s : {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE}) std::signal(s, on_crash);
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "list") {
        for (const auto &s : e2e::scenarios()) std::printf("%s%s\n", s.name, s.fed ? " fed" : "");
        return 0;
    }
    if (command == "run" && argc > 2) return run(argv[2], argc > 3 ? argv[3] : nullptr);
    if ((command == "step-save" || command == "step-restore") && argc == 4) {
        for (const auto &s : e2e::scenarios())
            if (std::strcmp(argv[2], s.name) == 0) return e2e::step(s, argv[3], command == "step-restore");
    }
    return usage();
}
