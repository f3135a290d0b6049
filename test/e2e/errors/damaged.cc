// Damaged snapshots: every byte flipped, every bit of some, every truncation, bytes appended, noise. Each is an
// error that the contract names, and the coroutine that was to take it is as it was.
#include "check.h"

#include <map>
#include <memory>
#include <vector>

namespace {
using valor::errc, valor::ser_ctx;

struct item {
    std::string name;
    int count;
};
ser_ctx<int> child(std::vector<item> items, std::map<std::string, int> prices, const std::string &unit) {
    int sum = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        sum += items[i].count * prices[items[i].name];
        sum += co_await check::wait{int(unit.size())};
    }
    co_return sum;
}
ser_ctx<int> root(int n) {
    std::string unit = "unit";
    auto owned = std::make_unique<double>(0.5);
    int sum = co_await check::wait{n};
    std::vector<item> items{{"a", 1}, {"b", 2}};
    std::map<std::string, int> prices{{"a", 10}, {"b", 20}};
    sum += co_await child(std::move(items), std::move(prices), unit);
    co_return sum + int(*owned * 2);
}
constexpr int expected = 3 + 10 + 40 + 8 + 1;

bool documented(const check::outcome &o) { return o.code >= 1 && o.code <= static_cast<int>(errc::bad_seal); }

// Must fail, by any of the named errors, in each of the ways to restore; the target must still do its work.
void refuses(const std::string &bytes, const std::string &what) {
    const auto by_name = check::of([&] { (void)valor::restore<int>(bytes); });
    const auto by_call = check::of([&] { (void)valor::continue_from(bytes, root); });
    auto target = root(3);
    const auto in_place = check::of([&] { target.deserialize(bytes); });
    for (const auto &o : {by_name, by_call, in_place})
        if (!documented(o)) check::failed(__FILE__, __LINE__, what + ": " + o.what);
    if (check::finish(target) != expected) check::failed(__FILE__, __LINE__, what + ": the target has changed");
}

std::string place(const char *what, std::size_t at) { return what + (" at " + std::to_string(at)); }

void flips(const std::string &good) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (int mask : {0x01, 0x80, 0xff}) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ mask);
            refuses(bad, place("flipped", i));
        }
    }
}

void lengths(const std::string &good) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        refuses(good.substr(0, i), place("cut", i));
        refuses(good.substr(i + 1), place("beginning lost", i));
        refuses(good.substr(0, i) + good.substr(i + 1), place("a byte lost", i));
    }
    for (const char *tail : {"x\0\0\0", "\0\0\0\0", "i\0\0\1"}) refuses(good + std::string(tail, 4), "bytes left over");
    refuses(good + good, "twice");
}

void noise() {
    unsigned seed = 1;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(std::size_t(round % 97), '\0');
        for (char &c : bytes) c = static_cast<char>((seed = seed * 1664525u + 1013904223u) >> 24);
        refuses(bytes, place("noise", std::size_t(round)));
    }
}

// ---- forged: the checksum is right

std::string sign(std::string bytes) {
    using namespace valor::detail;
    const std::uint64_t sum = snapshot_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i) bytes[checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    return bytes;
}
ser_ctx<int> refers(int n) {
    std::vector<item> items{{"a", 1}, {"b", n}};
    int &count = items[1].count;
    item *into = &items[0];
    std::string_view view = into->name;
    int got = co_await check::wait{n};
    co_return count + got + int(view.size()) + into->count;
}
ser_ctx<int> group(int n) {
    ser_ctx<int> held = refers(n);
    auto [a, b] = co_await valor::when_all(held, root(n));
    co_return a * 100 + b;
}
// An error or a coroutine that can be saved, and an unchanged target.
int accepts(const std::string &bytes) {
    auto target = group(2);
    static const std::string untouched = target.serialize();
    const auto o = check::of([&] { (void)valor::restore<int>(bytes).serialize(); });
    if (o.code != 0 && !documented(o)) check::failed(__FILE__, __LINE__, o.what);
    const auto p = check::of([&] { target.deserialize(bytes); });
    if (p.code != 0 && target.serialize() != untouched) check::failed(__FILE__, __LINE__, "the target has changed: " + p.what);
    return o.code == 0;
}
// Every four bytes, as a count, a number, a point, a state ...
void numbers(const std::string &good) {
    for (std::size_t i = valor::detail::checked_start; i + 4 <= good.size(); ++i)
        for (const char *number : {"\x7f\xff\xff\xff", "\xff\xff\xff\xff", "\x80\0\0\0", "\0\x10\0\0", "\0\0\0\0", "\0\0\0\1"})
            (void)accepts(sign(std::string(good).replace(i, 4, number, 4)));
    for (std::size_t i = valor::detail::checked_start; i < good.size(); ++i)
        for (int mask : {0x01, 0x02, 0x10, 0x80, 0xff}) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ mask);
            (void)accepts(sign(bad));
        }
}
std::string swapped(std::string bytes, std::string_view from, std::string_view to) {
    const auto at = bytes.find(from);
    if (at == std::string::npos) return check::failed(__FILE__, __LINE__, "not found: " + std::string(from)), bytes;
    return sign(bytes.replace(at, from.size(), to));
}
// One function for another: of the same size and of another; another fingerprint; a point that is not there.
void functions() {
    const std::string good = valor::start(group(2)).serialize();
    CHECK(accepts(good) == 1);
    const std::string_view refers_name = "refers(int)@damaged.cc", group_name = "group(int)@damaged.cc";
    for (const auto &bytes : {swapped(good, refers_name, "refars(int)@damaged.cc"), swapped(good, group_name, "grxup(int)@damaged.cc")})
        CHECK_ERROR(unknown_function, (void)valor::restore<int>(bytes));
    const std::string print = good.substr(good.find(refers_name) + refers_name.size(), 8);
    CHECK_ERROR(layout_changed, (void)valor::restore<int>(swapped(good, print, "\1\2\3\4\5\6\7\10")));
    const auto point = good.rfind(std::string("\0\0\0\1\0\0\0", 7), good.find(refers_name)); // it stands before the key
    CHECK_ERROR(malformed, (void)valor::restore<int>(sign(std::string(good).replace(point, 4, "\0\0\0\2", 4))));
}
} // namespace

int main() {
    auto c = valor::start(root(3));
    const std::string at_root = c.serialize();
    c.resume();
    const std::string in_child = c.serialize();
    const std::string unstarted = root(3).serialize();
    for (const std::string &good : {unstarted, at_root, in_child}) {
        auto again = valor::restore<int>(good);
        CHECK(check::finish(again) == expected);
        flips(good);
        lengths(good);
    }
    CHECK_ERROR(truncated, (void)valor::restore<int>(""));
    noise();
    numbers(valor::start(group(2)).serialize());
    functions();
    return check::report();
}
