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
    for (const char *tail : {"x", "\0\0\0\0", "i\0\0\0\1"}) refuses(good + std::string(tail, 4), "bytes left over");
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
    return check::report();
}
