// ufser itself, and what it is measured against: memcpy of its bytes, and the copy constructor.
#include "each_cell.h"

#include <cstring>
#include <ufser/ufser.h>

namespace ufser_bench {
namespace {

struct ufser {
    using buffer = std::string;
    template <class T> static void write(const T &v, buffer &b)
    {
        b.clear();
        uf::serialize(v, b);
    }
    static std::string_view view(const buffer &b) { return b; }
    template <class T> static T read(std::string_view s) { return uf::deserialize_as<T>(s); }
};

// A string of its own each time.
struct ufser_new : ufser {
    template <class T> static void write(const T &v, buffer &b) { b = uf::serialize(v); }
};

// Memory that is there.
struct ufser_memory : ufser {
    template <class T> static void write(const T &v, buffer &b)
    {
        const std::size_t n = uf::serialize_to(b, v);
        if (n > b.size()) {
            b.resize(n);
            write(v, b);
        }
    }
};

template <class T> void add_yardsticks(cell &c, const T &value)
{
    const auto bytes = std::make_shared<std::string>(uf::serialize(value));
    const auto to = std::make_shared<std::string>(*bytes);
    const auto copy = [bytes, to] {
        looked_at(*bytes);
        std::memcpy(to->data(), bytes->data(), bytes->size());
        looked_at(*to);
    };
    c.contenders.push_back({"memcpy", bytes->size(), copy, copy});
    const auto original = std::make_shared<T>(value);
    c.contenders.push_back({"copy constructor", 0, {}, [original] {
                                looked_at(*original);
                                T another(*original);
                                looked_at(another);
                            }});
}

template <class T> void add_other_writes(cell &c, const T &value)
{
    add_write<ufser_new>(c, "ufser, new string", value);
    add_write<ufser_memory>(c, "ufser, into memory", value);
}

// What a reader of this value cannot do without: insertion into a map takes longer than the copy constructor of the
// map does, which neither compares nor balances.
void add_by_hand(cell &c)
{
    const auto original = std::make_shared<state>(make_state());
    c.contenders.push_back({"members, map in order", 0, {}, [original] {
                                looked_at(*original);
                                state another{original->number, original->real, original->text, original->numbers, {}};
                                for (const auto &[key, value] : original->named)
                                    another.named.emplace_hint(another.named.end(), key, value);
                                looked_at(another);
                            }});
}

} // namespace

void add_memcpy_and_copy(cells &all)
{
    add_yardsticks(all[0], make_small());
    add_yardsticks(all[1], make_state());
    add_by_hand(all[1]);
    add_yardsticks(all[2], make_ints());
    add_yardsticks(all[3], make_doubles());
    add_yardsticks(all[4], make_lists());
}

void add_ufser(cells &all)
{
    add_to_each<ufser>(all, "ufser");
    add_other_writes(all[0], make_small());
    add_other_writes(all[1], make_state());
    add_other_writes(all[2], make_ints());
    add_other_writes(all[3], make_doubles());
    add_other_writes(all[4], make_lists());
}

} // namespace ufser_bench
