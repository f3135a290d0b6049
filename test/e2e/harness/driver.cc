// driver.cc: see driver.h. What is checked here, beside the traces that three_way.py compares: saving twice
// gives equal bytes, saving what was just restored gives the same bytes, a restore arms exactly the
// leaves that were waiting, and nothing is left alive by throwing a suspended coroutine away.
#include "driver.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>

namespace e2e {

static std::vector<scenario> &list() {
    static std::vector<scenario> all;
    return all;
}
const std::vector<scenario> &scenarios() { return list(); }
void enlist(scenario s) { list().push_back(s); }

std::optional<how> how_named(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, how>, 7> names{{{"plain", how::none},
                                                                            {"peek", how::peek},
                                                                            {"restore", how::restore},
                                                                            {"deserialize", how::deserialize},
                                                                            {"clone", how::clone},
                                                                            {"continue", how::continues},
                                                                            {"supply", how::supply}}};
    for (const auto &[n, h] : names)
        if (n == name) return h;
    return {};
}

std::string trace_text() {
    std::string out;
    for (const auto &line : state.trace) out += line + "\n";
    return out;
}

static constexpr int runaway = 20'000;

static std::string saved(const session &s) {
    under u(phase::saving);
    std::string one = s.save();
    if (s.save() != one) fail("saved twice, other bytes");
    return one;
}

// The coroutine goes; `kept` is what was alive before it was made.
static void discard(session &s, int kept) {
    {
        under u(phase::discarding);
        s.drop();
    }
    if (state.live != kept) fail("left alive by throwing it away: " + std::to_string(state.live - kept));
}

static void check_rearmed(std::size_t supplied) {
    std::vector<int> want;
    for (const auto &w : state.pending) want.push_back(w.key);
    auto got = std::exchange(state.rearmed, {});
    std::sort(want.begin(), want.end());
    std::sort(got.begin(), got.end());
    if (supplied == 0 && got != want) fail("armed by the restore: " + text(got) + ", waiting: " + text(want));
}

static void take_up(session &s, const std::string &bytes, how h, bool supplied = false) {
    under u(phase::restoring);
    s.take_up(bytes, h, {});
    check_rearmed(supplied);
}

static void check_same(const session &s, const std::string &bytes) {
    if (saved(s) != bytes) fail("saved after the restore, other bytes");
}

// The result of the oldest waiting leaf comes from outside, in the words of the leaf itself.
static bool supply(session &s) {
    if (state.pending.size() != 1 || state.pending[0].type == '-' || state.pending[0].type == 'v') return false;
    const waiting w = state.pending[0];
    state.pending.clear();
    if (w.type == 'i') s.supply(seen("recv", feed(w.key)));
    else s.supply(seen("text", "s" + std::to_string(feed(w.key))));
    return true;
}

// Puts the coroutine down and takes it up. True if that has already run it on.
static bool put_down(session &s, how h, int kept, bool feeding) {
    const std::string bytes = saved(s);
    if (h == how::peek) return false;
    if (h == how::clone) {
        under u(phase::restoring);
        s.clone();
        check_rearmed(0);
    } else {
        discard(s, kept);
        // An unstarted one has no leaf whose arming would tell where the restore ends and the run begins.
        if (h == how::continues && (feeding || !state.pending.empty())) {
            under u(feeding ? phase::running : phase::continuing);
            std::optional<int> fed;
            if (feeding) fed = seen("fed", feed(1));
            s.take_up(bytes, h, fed);
            state.rearmed.clear();
            return true;
        }
        take_up(s, bytes, h == how::continues ? how::deserialize : h);
    }
    check_same(s, bytes);
    if (h == how::supply && supply(s)) {
        const std::string with_result = saved(s);
        discard(s, kept);
        take_up(s, with_result, how::restore, true);
        check_same(s, with_result);
    }
    return false;
}

static bool chosen(unsigned seed, int suspension) {
    if (seed == 0) return true;
    return ((seed * 2654435761u) >> (suspension * 5 % 27) & 3u) != 0;
}

static void finish(session &s, int kept) {
    record(kind::event, "== " + s.result());
    if (const auto w = s.world_text(); !w.empty()) record(kind::event, "world " + w);
    s.drop();
    if (state.live != kept) fail("left alive at the end: " + std::to_string(state.live - kept));
}

static void advance(session &s, const scenario &sc, bool feeding) {
    if (sc.fed && feeding) s.supply(seen("fed", feed(1)));
    s.resume();
    if (!s.done()) log("-- suspended");
}

void run(const scenario &sc, how h, unsigned seed) try {
    state = {};
    const auto s = sc.make();
    const int kept = 0;
    for (int i = 0; !s->done(); ++i) {
        if (i == runaway) return fail("does not end");
        if (h != how::none && chosen(seed, i) && put_down(*s, h, kept, sc.fed && i > 0)) {
            if (!s->done()) log("-- suspended");
        } else {
            advance(*s, sc, i > 0);
        }
    }
    finish(*s, kept);
} catch (const std::exception &e) {
    state.now = phase::running;
    fail(std::string("error: ") + e.what());
}

// ---- the file between two processes: fields, each with its length in front

static void put(std::string &out, std::string_view field) {
    out += std::to_string(field.size()) + ":";
    out += field;
}
static std::string get(std::istream &in) {
    std::size_t size = 0;
    char colon = 0;
    in >> size >> colon;
    std::string field(size, '\0');
    in.read(field.data(), std::streamsize(size));
    return field;
}

static void leave(session &s, const char *file) {
    std::string out;
    put(out, trace_text());
    put(out, std::to_string(state.fed));
    put(out, std::to_string(state.pending.size()));
    for (const auto &w : state.pending) put(out, w.type + std::to_string(w.key));
    put(out, s.world());
    put(out, saved(s));
    std::ofstream(file, std::ios::binary) << out;
}

static void come_back(session &s, const char *file, how h) {
    std::ifstream in(file, std::ios::binary);
    std::istringstream lines(get(in));
    for (std::string line; std::getline(lines, line);) state.trace.push_back(line);
    state.fed = std::stoi(get(in));
    for (int n = std::stoi(get(in)); n > 0; --n) {
        const std::string field = get(in);
        state.pending.push_back({field[0], std::stoi(field.substr(1))});
    }
    discard(s, 0);
    s.set_world(get(in));
    const std::string bytes = get(in);
    take_up(s, bytes, h);
    check_same(s, bytes);
}

int step(const scenario &sc, const char *file, bool restoring) try {
    state = {};
    std::unique_ptr<session> s;
    {
        under u(restoring ? phase::discarding : phase::running);
        s = sc.make();
    }
    if (restoring) come_back(*s, file, how::restore);
    if (!s->done()) advance(*s, sc, restoring);
    if (!s->done()) {
        leave(*s, file);
        discard(*s, 0);
        if (!state.failed) return 3;
    } else {
        finish(*s, 0);
    }
    const std::string text = trace_text(); // may have zeros in it
    std::fwrite(text.data(), 1, text.size(), stdout);
    return state.failed ? 1 : 0;
} catch (const std::exception &e) {
    std::printf("%s!! error: %s\n", trace_text().c_str(), e.what());
    return 1;
}

} // namespace e2e
