// Snapshots that are kept in the repository, to be read for ever: one directory for each version of the format.
//
//     golden check DIR     each NAME.snapshot of DIR is restored, saved again to the same bytes, and runs on to its result
//     golden write DIR     makes them (only for a new version of the format, or a new coroutine here)
//
// What is saved again has today's version, and so another checksum; all behind them is the same, but for the rooms of version 3.
// Invariant: a coroutine of this file is never changed. What is needed in addition is a new one.
#include "../e2e/errors/check.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <variant>
#include <vector>

namespace golden {
using check::wait, valor::ser_ctx;

struct by_reference { // evaluated again
    int &k;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return k; }
};
struct item {
    std::string name;
    std::array<short, 3> numbers;
};

ser_ctx<int> plain(int n) {
    std::string text = "text";
    for (int i = 0; i < n; ++i) text += std::to_string(co_await wait{i});
    co_return int(text.size());
}
ser_ctx<int> values(int n) {
    std::map<std::string, std::vector<item>> all{{"key", {{"first", {1, 2, 3}}, {"second", {}}}}};
    std::variant<std::monostate, double> choice = 0.25;
    std::optional<std::string> none;
    auto owned = std::make_unique<std::pair<bool, long>>(true, -5);
    long double third = 1.0L / 3;
    char word[8] = "word";
    const unsigned long long big = ~0ull;
    int got = co_await wait{n};
    co_return got + int(all["key"].size()) + int(std::get<1>(choice) * 4) + none.has_value() + int(owned->second) + int(third * 3) + word[0] + int(big & 1);
}
ser_ctx<int> leads(int n) {
    std::vector<item> items{{"a", {1, 2, 3}}, {"b", {4, 5, 6}}};
    item *second = &items[1];
    std::string_view view = second->name, text = "elsewhere";
    auto shared = std::make_shared<item>(item{"shared", {7, 8, 9}}), same = shared;
    std::weak_ptr<item> weak = shared;
    short &number = second->numbers[2];
    int got = co_await by_reference{n};
    number = 10;
    co_return got + int(view.size() + text.size()) + items[1].numbers[2] + (weak.lock() == same);
}
ser_ctx<int> fails(int n) {
    co_await wait{n};
    throw std::out_of_range("kept");
}
ser_ctx<int> chain(int depth, std::string &trail) {
    trail += std::to_string(depth);
    if (depth == 0) co_return co_await wait{1} + int(trail.size());
    co_return co_await chain(depth - 1, trail) + 1;
}
ser_ctx<int> holds(int n) {
    std::vector<ser_ctx<int>> kept;
    for (int i = 0; i < 3; ++i) kept.push_back(plain(i));
    ser_ctx<int> failed = fails(n), taken = plain(0), other;
    while (failed) failed.resume();
    taken.resume();
    kept[2].resume();
    std::string trail = std::to_string(std::move(taken).get());
    int sum = co_await chain(3, trail);
    for (auto &c : kept) sum = sum * 10 + co_await c;
    try {
        sum += co_await failed;
    } catch (const std::exception &e) {
        sum += int(std::string_view(e.what()).size());
    }
    co_return sum;
}
ser_ctx<int> asks(int n) { co_return n * co_await valor::receive<int>(); }
ser_ctx<int> group(int n) {
    ser_ctx<int> held = plain(n);
    auto [a, b, c] = co_await valor::when_all(held, asks(2), holds(1));
    auto [i, first] = co_await valor::when_any(plain(4), plain(2));
    VALOR_POINT("last") co_await wait{1};
    co_return a + b + c + int(i) * 100 + std::get<1>(first);
}

ser_ctx<int> roomy(int n) {
    std::vector<int> v;
    v.reserve(5);
    v.push_back(n);
    std::string text;
    text.reserve(40);
    std::vector<std::vector<bool>> bits(1);
    bits[0].reserve(100);
    auto shared = std::make_shared<std::vector<std::string>>();
    shared->reserve(3);
    for (int i = 0; i < 3; ++i) {
        const int *first = &v[0];
        v.push_back(co_await wait{i});
        shared->push_back("more");
        if (first != &v[0]) co_return -1;
    }
    co_return int(v.capacity() * 100 + shared->capacity() * 10 + (text.capacity() >= 40) + (bits[0].capacity() >= 100));
}

struct scene {
    const char *name;
    ser_ctx<int> (*make)();
    int resumes;
    int result;
    int more = 0;  // resumes, after a result was supplied
    int since = 1; // version
};
const scene scenes[] = {
    {"unstarted", [] { return plain(2); }, 0, 6},
    {"plain", [] { return plain(3); }, 2, 7},
    {"values", [] { return values(3); }, 1, 3 + 2 + 1 - 5 + 1 + 'w' + 1},
    {"leads", [] { return leads(3); }, 1, 3 + 10 + 10 + 1},
    {"holds", [] { return holds(3); }, 1, 9460},
    {"held", [] { return holds(3); }, 3, 9460},
    {"group", [] { return group(3); }, 2, 9593},
    {"last", [] { return group(1); }, 14, 9591, 3},
    {"roomy", [] { return roomy(1); }, 2, 532, 0, 3},
};

ser_ctx<int> stand(const scene &s) {
    auto c = s.make();
    for (int i = 0; i < s.resumes; ++i) c.resume();
    if (s.more) c.set_aw_ret(10);
    for (int i = 0; i < s.more; ++i) c.resume();
    return c;
}
int finish(ser_ctx<int> &c) {
    for (int i = 0; c && i < 100; ++i) c.resume();
    for (int i = 0; c && i < 100; ++i) { // receive<int>() waits
        c.set_aw_ret(10);
        c.resume();
    }
    return c.get();
}

bool same_but_version(const std::string &a, const std::string &b) {
    using valor::detail::value_start, valor::detail::checked_start;
    return a.size() == b.size() && a.compare(0, value_start, b, 0, value_start) == 0 && a.compare(checked_start, a.npos, b, checked_start, b.npos) == 0;
}

void write(const std::string &dir) {
    for (const scene &s : scenes) {
        std::ofstream(dir + "/" + s.name + ".snapshot", std::ios::binary) << stand(s).serialize();
    }
}
bool has_rooms(const std::string &snapshot) { return snapshot[valor::detail::value_start] >= valor::detail::version_with_rooms; }

void check_all(const std::string &dir) {
    const int version = std::stoi(dir.substr(dir.rfind('v') + 1));
    std::size_t files = 0;
    for (const scene &s : scenes) {
        if (s.since > version) continue;
        std::ifstream in(dir + "/" + s.name + ".snapshot", std::ios::binary);
        const std::string kept{std::istreambuf_iterator<char>(in), {}};
        try {
            auto c = valor::restore<int>(kept);
            if (!same_but_version(c.serialize(), kept)) check::failed(__FILE__, __LINE__, std::string(s.name) + ": saved again, other bytes");
            const int r = finish(c);
            if (r != s.result) check::failed(__FILE__, __LINE__, std::string(s.name) + ": " + std::to_string(r));
            const std::string now = stand(s).serialize();
            if (has_rooms(now) == has_rooms(kept) && !same_but_version(now, kept)) check::failed(__FILE__, __LINE__, std::string(s.name) + ": is not saved to these bytes any more");
            ++files;
        } catch (const std::exception &e) {
            check::failed(__FILE__, __LINE__, std::string(s.name) + ": " + e.what());
        }
    }
    const auto there = std::distance(std::filesystem::directory_iterator(dir), std::filesystem::directory_iterator());
    CHECK(static_cast<std::size_t>(there) == files);
}
} // namespace golden

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    std::string_view(argv[1]) == "write" ? golden::write(argv[2]) : golden::check_all(argv[2]);
    return check::report();
}
