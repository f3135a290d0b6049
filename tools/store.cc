#include "store.h"

#include "document.h"
#include "failure.h"
#include "inspect.h"
#include "show.h"

#include <valor/durable/wait.h>

#include <unistd.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>
#include <thread>

namespace command {
namespace {

namespace durable = valor::durable;
using durable::record;

// What a store says begins with "valor: ", and so does what the command says.
template <class F> auto of_store(F f) -> decltype(f())
{
    try {
        return f();
    } catch (const durable::error &e) {
        const std::string what = e.what();
        throw failure(what.substr(what.find(' ') + 1));
    }
}

std::unique_ptr<durable::backend> open(const std::string &url)
{
    if (url == "memory:")
        throw failure("memory: is the store of one process, and not of this one");
    if (url.starts_with("sqlite:") && !std::filesystem::exists(url.substr(7))) // it would be made
        throw failure("there is no file '" + url.substr(7) + "'");
    return of_store([&] { return durable::open_backend(url); });
}

std::vector<record> all_of(durable::backend &s, const std::string &status)
{
    durable::list_filter f;
    if (!status.empty()) {
        try {
            f.status = durable::status_from(status);
        } catch (const durable::error &) {
            throw failure("there is no status '" + status + "'; it is ready, waiting, running, stuck, failed, done or cancelled");
        }
    }
    std::vector<record> out;
    do { // a page at a time
        auto some = s.list(f);
        if (some.empty())
            break;
        f.after = some.back().id;
        out.insert(out.end(), some.begin(), some.end());
    } while (true);
    return out;
}

std::string utc(durable::time_point t)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(t);
    const std::time_t c = seconds.time_since_epoch().count();
    std::tm parts{};
    char text[64];
    if (!::gmtime_r(&c, &parts) || std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts) == 0)
        return std::to_string(c);
    return text;
}

std::string in_short(durable::duration d)
{
    const double s = std::abs(std::chrono::duration<double>(d).count());
    char text[32];
    const std::pair<double, char> units[]{{86400, 'd'}, {3600, 'h'}, {60, 'm'}};
    for (const auto &[size, letter] : units)
        if (s >= 2 * size) {
            std::snprintf(text, sizeof text, "%.0f%c", s / size, letter);
            return text;
        }
    std::snprintf(text, sizeof text, s < 10 ? "%.1fs" : "%.0fs", s);
    return text;
}

std::string waits_for(const record &r, durable::time_point now)
{
    std::string out;
    for (const std::string &n : r.names)
        out += (out.empty() ? "" : ", ") + plain(n);
    if (r.status == durable::status::waiting && r.due)
        out += (out.empty() ? "" : ", ") + (*r.due > now ? "in " + in_short(*r.due - now) : std::string("due"));
    if (!r.worker.empty())
        out = "at " + plain(r.worker);
    if (!r.error.empty())
        out += (out.empty() ? "" : "; ") + plain(r.error);
    return out;
}

std::string table(const std::vector<record> &all, durable::time_point now)
{
    std::size_t width = 2, function = 8;
    for (const record &r : all) {
        width = std::max(width, plain(r.id).size());
        function = std::max(function, std::min<std::size_t>(plain(r.function).size(), 30));
    }
    const auto row = [&](std::string id, std::string status, std::string steps, std::string since, std::string what, const std::string &more) {
        what.resize(std::min<std::size_t>(what.size(), 30));
        id.resize(width, ' ');
        status.resize(9, ' ');
        steps.insert(0, steps.size() < 6 ? 6 - steps.size() : 0, ' ');
        since.insert(0, since.size() < 6 ? 6 - since.size() : 0, ' ');
        what.resize(function, ' ');
        std::string line = id + "  " + status + steps + since + "  " + what + "  " + more;
        while (line.back() == ' ')
            line.pop_back();
        return line + "\n";
    };
    std::string out = row("ID", "STATUS", "STEPS", "SINCE", "FUNCTION", "WAITS FOR");
    for (const record &r : all)
        out += row(plain(r.id), std::string(to_string(r.status)), std::to_string(r.steps), in_short(now - r.changed), plain(r.function), waits_for(r, now));
    return out;
}

std::string micros(durable::time_point t) { return std::to_string(t.time_since_epoch().count()); }

std::string json_of(const record &r)
{
    std::string names;
    for (const std::string &n : r.names)
        names += (names.empty() ? "" : ",") + json_string(n);
    return "{\"id\":" + json_string(r.id) + ",\"status\":\"" + std::string(to_string(r.status)) + "\",\"function\":" + json_string(r.function) +
        ",\"generation\":" + std::to_string(r.generation) + ",\"steps\":" + std::to_string(r.steps) + ",\"attempts\":" + std::to_string(r.attempts) +
        ",\"worker\":" + json_string(r.worker) + ",\"error\":" + json_string(r.error) + ",\"messages\":[" + names + "],\"due\":" + (r.due ? micros(*r.due) : "null") +
        ",\"created\":" + micros(r.created) + ",\"changed\":" + micros(r.changed) + "}";
}

std::string value_text(const durable::value &v)
{
    if (v.type.empty())
        return "nothing";
    try {
        return uf::any_view(v.type, v.bytes).print();
    } catch (const uf::error &e) {
        return std::string("damaged: ") + e.what();
    }
}
std::string value_json(const durable::value &v)
{
    if (v.type.empty())
        return "null";
    try {
        return uf::any_view(v.type, v.bytes).print_json();
    } catch (const uf::error &e) {
        return "{\"damaged\":" + json_string(e.what()) + "}";
    }
}

struct everything {
    record r;
    std::vector<durable::history_entry> history;
    std::vector<durable::effect> effects;
    std::optional<durable::ending> end;
    std::optional<std::string> snapshot;
    durable::time_point now;
};

everything look(durable::backend &s, const std::string &id)
{
    everything e;
    const auto r = s.find(id);
    if (!r)
        throw failure("there is no coroutine '" + id + "'");
    e.r = *r;
    e.history = s.history(id);
    e.effects = s.effects(id);
    e.end = s.find_ending(id);
    e.snapshot = s.snapshot(id);
    e.now = s.now();
    return e;
}

template <class F> std::string of_snapshot(const std::string &bytes, F f)
{
    try {
        const document d(bytes);
        return f(d);
    } catch (const std::runtime_error &e) {
        return std::string("the snapshot cannot be shown: ") + e.what() + "\n";
    }
}

std::string text_of(const everything &e)
{
    const record &r = e.r;
    std::string out = plain(r.id) + ": " + std::string(to_string(r.status)) + ", " + plain(r.function) + "\n";
    out += "  steps " + std::to_string(r.steps) + ", claimed " + std::to_string(r.generation) + " times, attempts since the last step " + std::to_string(r.attempts) + "\n";
    if (const std::string more = waits_for(r, e.now); !more.empty())
        out += "  " + more + "\n";
    if (e.end && e.end->status == durable::status::done)
        out += "  result " + value_text(e.end->result) + "\n";
    for (const durable::history_entry &h : e.history)
        out += "  " + utc(h.at) + "  " + plain(h.what) + (h.note.empty() ? "" : ": " + plain(h.note)) + "\n";
    for (const durable::effect &f : e.effects)
        out += "  step '" + plain(f.key) + "': " + (f.done ? value_text(f.value) : "intended, not recorded") + "; attempts " + std::to_string(f.attempts) + "\n";
    if (e.snapshot)
        out += "\n" + of_snapshot(*e.snapshot, [](const document &d) { return inspect_text(d); });
    return out;
}

std::string json_of(const everything &e)
{
    std::string history, effects;
    for (const durable::history_entry &h : e.history)
        history += (history.empty() ? "" : ",") + std::string("{\"at\":") + micros(h.at) + ",\"what\":" + json_string(h.what) + ",\"note\":" + json_string(h.note) + "}";
    for (const durable::effect &f : e.effects)
        effects += (effects.empty() ? "" : ",") + std::string("{\"key\":") + json_string(f.key) + ",\"done\":" + (f.done ? "true" : "false") +
            ",\"attempts\":" + std::to_string(f.attempts) + ",\"value\":" + (f.done ? value_json(f.value) : "null") + "}";
    std::string out = json_of(e.r);
    out.pop_back();
    out += ",\"history\":[" + history + "],\"effects\":[" + effects + "]";
    if (e.end && e.end->status == durable::status::done)
        out += ",\"result\":" + value_json(e.end->result);
    if (e.snapshot) {
        std::string inspected = of_snapshot(*e.snapshot, [](const document &d) { return inspect_json(d); });
        while (!inspected.empty() && inspected.back() == '\n')
            inspected.pop_back();
        out += ",\"snapshot\":" + (inspected.starts_with('{') ? inspected : json_string(inspected));
    }
    return out + "}\n";
}

template <class T> std::optional<T> number(const std::string &text)
{
    T v{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return v;
}

std::string bytes_of_hex(const std::string &hex)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned byte = 0;
        const auto [end, problem] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (problem != std::errc() || end != hex.data() + i + 2)
            throw failure("'" + hex + "' is not hexadecimal");
        out += static_cast<char>(byte);
    }
    if (hex.size() % 2)
        throw failure("'" + hex + "' has an odd number of digits");
    return out;
}

durable::value value_of(const message_text &m)
{
    using durable::detail::encode;
    if (m.is_hex) {
        if (m.type.empty())
            throw failure("--hex needs --type");
        durable::value v{m.type, bytes_of_hex(m.value)};
        try {
            uf::any_view(v.type, v.bytes).print(); // are they of that type?
        } catch (const uf::error &e) {
            throw failure("the bytes are not of type \"" + m.type + "\": " + e.what());
        }
        return v;
    }
    const auto small = number<std::int32_t>(m.value);
    const auto large = number<std::int64_t>(m.value);
    const auto real = number<double>(m.value);
    const bool is_bool = m.value == "true" || m.value == "false";
    const std::string type = !m.type.empty() ? m.type : small ? "i" : large ? "I" : real ? "d" : is_bool ? "b" : "s";
    if (type == "s")
        return encode(m.value);
    if (type == "i" && small)
        return encode(*small);
    if (type == "I" && large)
        return encode(*large);
    if (type == "d" && real)
        return encode(*real);
    if (type == "b" && is_bool)
        return encode(m.value == "true");
    throw failure("'" + m.value + "' is no value of type \"" + type + "\"; others than i, I, d, b and s are given in --hex");
}

} // namespace

std::string list(const std::string &url, const std::string &status, bool json)
{
    const auto s = open(url);
    return of_store([&] {
        const auto all = all_of(*s, status);
        if (!json)
            return table(all, s->now());
        std::string out;
        for (const record &r : all)
            out += (out.empty() ? "[" : ",\n ") + json_of(r);
        return (out.empty() ? "[" : out) + "]\n";
    });
}

std::string show(const std::string &url, const std::string &id, bool json)
{
    const auto s = open(url);
    return of_store([&] {
        const everything e = look(*s, id);
        return json ? json_of(e) : text_of(e);
    });
}

std::string send(const std::string &url, const std::string &id, const message_text &m)
{
    const durable::value v = value_of(m);
    const auto s = open(url);
    return of_store([&] {
        durable::detail::checked_name(m.name, "the name of a message");
        if (!m.key.empty())
            durable::detail::checked_name(m.key, "the key of a message");
        return s->send({id, m.name, v, m.key}) ? std::string() : "a message with that key was there already\n";
    });
}

std::string cancel(const std::string &url, const std::string &id)
{
    const auto s = open(url);
    return of_store([&] { return s->cancel(id), std::string(); });
}
std::string retry(const std::string &url, const std::string &id)
{
    const auto s = open(url);
    return of_store([&] { return s->retry(id), std::string(); });
}
std::string fork(const std::string &url, const std::string &id, const std::string &as)
{
    const auto s = open(url);
    return of_store([&] { return s->fork(id, durable::detail::checked_name(as, "the id of a coroutine")), std::string(); });
}

int watch(const std::string &url, double seconds, bool json, int (*print)(const std::string &))
{
    const auto s = open(url);
    const bool live = !json && ::isatty(STDOUT_FILENO);
    using steady = std::chrono::steady_clock;
    const auto end = steady::now() + std::chrono::duration_cast<steady::duration>(std::chrono::duration<double>(seconds > 0 ? std::min(seconds, 1e8) : 1e8));
    std::map<std::string, std::pair<std::int64_t, durable::status>> seen;
    return of_store([&]() -> int {
        for (;;) {
            const auto all = all_of(*s, {});
            std::string out = live ? "\x1b[H\x1b[2J" + table(all, s->now()) : "";
            for (const record &r : all)
                if (auto &known = seen[r.id]; !live && known != std::pair(r.steps + 1, r.status)) { // 0: not known
                    known = {r.steps + 1, r.status};
                    out += json ? json_of(r) + "\n" : plain(r.id) + " " + std::string(to_string(r.status)) + " " + std::to_string(r.steps) + "\n";
                }
            print(out);
            if (steady::now() >= end)
                return same;
            std::this_thread::sleep_for(std::min<steady::duration>(end - steady::now(), std::chrono::milliseconds(500)));
        }
    });
}

} // namespace command
