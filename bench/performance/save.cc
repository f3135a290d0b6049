// save.cc: what saving and restoring costs, in time, bytes and allocations: a coroutine with five locals, and chains of 1 to 100.
//
// Next to it: memcpy of the same bytes, ufser and cereal with the same values, and a fresh start of the same coroutine.
// What is made is destroyed again within the time that is taken.
#include "contest.h"
#include "counted_new.h"
#include "kept.h"

#include <valor.h>

#include <cstring>
#include <exception>
#include <iostream>
#include <memory>
#include <tuple>

using namespace performance;

namespace {

using valor::ser_ctx;

ser_ctx<int> five(int n)
{
    double ratio = n * 0.5;
    std::string text(32, 'x');
    std::vector<int> list(16, n);
    std::map<std::string, int> map;
    for (int i = 0; i < 8; ++i)
        map["key-" + std::to_string(i)] = i;
    n += co_await valor::receive<int>();
    co_return n + static_cast<int>(ratio) + static_cast<int>(text.size() + list.size() + map.size());
}

ser_ctx<int> small(int depth)
{
    std::string text(8, 'x');
    if (depth == 0)
        co_return co_await valor::receive<int>();
    co_return co_await small(depth - 1) + static_cast<int>(text.size());
}

ser_ctx<int> large(int depth)
{
    std::string text(8, 'x');
    std::vector<int> list(1000, 3);
    if (depth == 0)
        co_return co_await valor::receive<int>();
    co_return co_await large(depth - 1) + static_cast<int>(text.size() + list.size());
}

// A row: one coroutine, started, with all that is below it.
struct subject {
    std::string name;
    std::function<ser_ctx<int>()> fresh; // called, not started
    std::string values;                  // what is in it, by ufser, without names and types
    std::vector<library> libraries;
    std::size_t frames;
};

// memcpy that the compiler cannot see through, nor has to call through anything: it is small enough for that to count.
std::function<void(std::uint64_t)> copy_of(const std::string &bytes)
{
    return [from = bytes, to = bytes](std::uint64_t times) mutable {
        char *const out = to.data();
        std::size_t size = from.size();
        while (times--) {
            asm volatile("" : "+r"(size) : : "memory");
            std::memcpy(out, from.data(), size);
            looked_at(*out);
        }
    };
}

void add_saving(contest &c, const subject &s, const std::shared_ptr<ser_ctx<int>> &standing)
{
    const auto frames = static_cast<double>(s.frames);
    const std::string row = "save " + s.name;
    c.add(row, "memcpy of the values", copy_of(s.values), frames);
    c.add(row, "memcpy of the snapshot", copy_of(standing->serialize()), frames);
    for (const library &l : s.libraries)
        c.add_each(row, l.name, l.write, frames);
    auto buffer = std::make_shared<std::string>();
    const auto into = [standing, buffer] {
        standing->serialize(*buffer);
        looked_at(*buffer);
    };
    c.add_each(row, "serialize(buffer)", into, frames);
    const auto anew = [standing] {
        std::string bytes = standing->serialize();
        looked_at(bytes);
    };
    c.add_each(row, "serialize()", anew, frames);
}

void add_restoring(contest &c, const subject &s, const std::string &bytes)
{
    const auto frames = static_cast<double>(s.frames);
    const std::string row = "restore " + s.name;
    const auto fresh = [s] {
        auto started = valor::start(s.fresh());
        looked_at(started);
    };
    c.add_each(row, "fresh start", fresh, frames);
    for (const library &l : s.libraries)
        c.add_each(row, l.name, l.read, frames);
    const auto restored = [bytes] {
        auto again = valor::restore<int>(bytes);
        looked_at(again);
    };
    c.add_each(row, "restore", restored, frames);
    const auto deserialized = [s, bytes] {
        auto again = s.fresh();
        again.deserialize(bytes);
        looked_at(again);
    };
    c.add_each(row, "deserialize", deserialized, frames);
}

void note_sizes(performance::log &to, const subject &s, const ser_ctx<int> &standing)
{
    const auto bytes = standing.serialize();
    to.note("size " + s.name, "values", "bytes", static_cast<double>(s.values.size()));
    to.note("size " + s.name, "snapshot", "bytes", static_cast<double>(bytes.size()));
    for (const library &l : s.libraries)
        to.note("size " + s.name, l.name, "bytes", static_cast<double>(l.bytes));

    const auto allocations = [&](const char *what, const char *who, auto &&f) {
        to.note(what + s.name, who, "allocations", static_cast<double>(asked_by(f).times));
    };
    std::string buffer = bytes;
    allocations("save ", "serialize()", [&] { (void)standing.serialize(); });
    allocations("save ", "serialize(buffer)", [&] { standing.serialize(buffer); });
    allocations("restore ", "fresh start", [&] { (void)valor::start(s.fresh()); });
    allocations("restore ", "restore", [&] { (void)valor::restore<int>(bytes); });
    allocations("restore ", "deserialize", [&] { s.fresh().deserialize(bytes); });
    for (const library &l : s.libraries) {
        allocations("save ", l.name.c_str(), l.write);
        allocations("restore ", l.name.c_str(), l.read);
    }
}

void add(contest &c, performance::log &to, const subject &s)
{
    const auto standing = std::make_shared<ser_ctx<int>>(valor::start(s.fresh()));
    note_sizes(to, s, *standing);
    add_saving(c, s, standing);
    add_restoring(c, s, standing->serialize());
}

subject five_locals()
{
    const five_values v = make_five();
    return {"5 locals", [] { return five(3); }, uf::serialize(std::tie(v.n, v.ratio, v.text, v.list, v.map)), libraries_with_five(), 1};
}

subject small_chain(std::size_t frames)
{
    std::string values;
    for (const small_values &v : make_small(frames))
        values += uf::serialize(std::tie(v.depth, v.text));
    return {std::to_string(frames) + " small", [depth = static_cast<int>(frames) - 1] { return small(depth); }, values, libraries_with_small(frames), frames};
}

subject large_chain(std::size_t frames)
{
    std::string values;
    for (const large_values &v : make_large(frames))
        values += uf::serialize(std::tie(v.depth, v.text, v.list));
    return {std::to_string(frames) + " large", [depth = static_cast<int>(frames) - 1] { return large(depth); }, values, libraries_with_large(frames), frames};
}

} // namespace

int main(int argc, char **argv)
try {
    const arguments given = parse(argc, argv, 51);
    performance::log to(given.log);
    contest all;
    add(all, to, five_locals());
    for (std::size_t frames : {1, 10, 100}) {
        add(all, to, small_chain(frames));
        add(all, to, large_chain(frames));
    }
    all.go(to, given.rounds, 2);
} catch (const std::exception &e) {
    std::cerr << argv[0] << ": " << e.what() << '\n';
    return 1;
}
