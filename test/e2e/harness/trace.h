// trace.h: what a scenario did, line by line, and the state that its leaves draw on.
//
// Invariant: everything that a scenario's future depends on beside its coroutine is in `state`, so that a
// scenario can be put down in one process and taken up in another. What the harness itself does to a
// coroutine (save, throw away, restore) happens under a `phase`, and the phase decides what a line means:
// while running it is the trace; while a suspended coroutine is thrown away it does not count; while one
// is restored only what the contract lists may happen, and anything else is a failure. `continuing` is a
// restore that runs on by itself: it ends when every leaf that was waiting has been armed again.
#ifndef VALOR_TEST_E2E_TRACE_H
#define VALOR_TEST_E2E_TRACE_H

#include "text.h"

#include <string>
#include <string_view>
#include <vector>

namespace e2e {

enum class phase { running, saving, discarding, restoring, continuing };

// event: user code ran. lifetime: an object came or went. arm: a leaf was armed. again: an operand that
// rule 4 of the contract evaluates again.
enum class kind { event, lifetime, arm, again };

// A leaf that is waiting: what it waits for, and the number it asks the feed with.
struct waiting {
    char type; // 'i' int, 's' string, 'v' void, '-' something that cannot be supplied
    int key;
};

struct state_t {
    std::vector<std::string> trace;
    std::vector<waiting> pending; // armed and not resumed, oldest first
    int fed = 0;                  // how many values the feed has given
    int live = 0;                 // counted objects alive in this process
    phase now = phase::running;
    std::vector<int> rearmed;     // keys of the leaves armed by the restore that is going on
    bool failed = false;
};
inline state_t state;

// Puts the harness's own doing under another phase for a scope.
class under {
public:
    explicit under(phase p) : before_(state.now) { state.now = p; }
    under(const under &) = delete;
    ~under() { state.now = before_; }

private:
    phase before_;
};

void fail(const std::string &what);
void record(kind, std::string line);
void armed(char type, int key, const char *what);
void resumed(char type, int key);

template <class... T> void log(const T &...values) {
    record(kind::event, (std::string() + ... + text(values)));
}

// Logs and gives its value: an operand whose evaluation can be seen.
template <class T> T seen(const char *name, T value) {
    log(name, "=", value);
    return value;
}

// The deterministic outside world: depends on the key and on how many values were given before.
int feed(int key);

// A child that is dropped while it waits: its leaf will never be resumed.
void forget(int key);

} // namespace e2e

#endif
