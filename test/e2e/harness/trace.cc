// trace.cc: what a line means in each phase. See trace.h.
#include "trace.h"

#include <algorithm>

namespace e2e {

void fail(const std::string &what) {
    state.failed = true;
    state.trace.push_back("!! " + what);
}

void record(kind k, std::string line) {
    switch (state.now) {
    case phase::running:
        state.trace.push_back(std::move(line));
        return;
    case phase::discarding:
        return;
    case phase::saving:
        return fail("serialize() ran user code: " + line);
    case phase::restoring:
    case phase::continuing:
        if (k == kind::event) fail("the restore ran user code: " + line);
        return;
    }
}

void armed(char type, int key, const char *what) {
    record(kind::arm, std::string("arm ") + what + " " + std::to_string(key));
    if (state.now == phase::running) state.pending.push_back({type, key});
    if (state.now != phase::restoring && state.now != phase::continuing) return;
    state.rearmed.push_back(key);
    if (state.now == phase::continuing && state.rearmed.size() == state.pending.size()) state.now = phase::running;
}

static void no_longer_waiting(int key, const char *what) {
    auto at = std::find_if(state.pending.begin(), state.pending.end(), [&](const waiting &w) { return w.key == key; });
    if (at == state.pending.end()) fail(std::string(what) + " a leaf that was not armed: " + std::to_string(key));
    else state.pending.erase(at);
}

void resumed(char, int key) { no_longer_waiting(key, "resumed"); }
void forget(int key) { no_longer_waiting(key, "dropped"); }

int feed(int key) {
    if (state.now != phase::running) fail("the feed was asked by something that does not run");
    return (key * 31 + state.fed++ * 7) % 100;
}

} // namespace e2e
