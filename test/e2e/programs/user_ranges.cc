// Loops over ranges of the program's own: what is saved is where their iterators stand. A restore calls none of their functions.
#include "harness.h"

#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace user_ranges {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

// Values that are made on the way; the end is of another type.
struct countdown {
    struct last {
        int value = 0;
    };
    struct iterator {
        int value = 0, step = 1;
        int operator*() const { return log("look at", value), value; }
        iterator &operator++() { return value -= step, *this; }
        friend bool operator!=(const iterator &i, const last &end) { return i.value > end.value; }
    };
    int from = 0, step = 1;
    iterator begin() const { return log("begin", from), iterator{from, step}; }
    last end() const { return log("end"), last{}; }
};

struct neighbours {
    struct iterator {
        int at = 0;
        std::pair<int, int> operator*() const { return {at, at + 1}; }
        iterator &operator++() { return ++at, *this; }
        bool operator==(const iterator &) const = default;
    };
    int size = 0;
    iterator begin() const { return {}; }
    iterator end() const { return {size}; }
};

ser_ctx<int> values(int n) {
    int sum = 0;
    for (int x : countdown{n, 1})
        sum += x * co_await recv{x};
    countdown by_two{2 * n, 2};
    for (const int &x : by_two) {
        if (x == 4)
            continue;
        sum += x + co_await recv{1};
        log(x, sum);
    }
    for (auto &&x : by_two) {
        x += co_await recv{2};
        sum += x;
        if (sum % 5 == 0)
            break;
    }
    for (int x : by_two)
        sum -= x; // does not suspend
    for (auto &&[before, after] : neighbours{2}) {
        before += co_await recv{after};
        log(before, after);
    }
    co_return sum;
}
VALOR_SCENARIO(made_on_the_way, [] { return values(3); })

// A class around a container.
class bag {
public:
    using item = std::pair<std::string, int>;
    bag() = default;
    explicit bag(std::vector<item> items) : items_(std::move(items)) {}
    auto begin() { return items_.begin(); }
    auto end() { return items_.end(); }
    auto begin() const { return items_.begin(); }
    auto end() const { return items_.end(); }
    auto tuple_for_serialization() { return std::tie(items_); }
    auto tuple_for_serialization() const { return std::tie(items_); }

private:
    std::vector<item> items_;
};

ser_ctx<> raise(bag::item &item, int by) {
    item.second += co_await recv{by};
    item.first += "+";
}

ser_ctx<int> total(const bag &b) {
    int sum = 0;
    for (const auto &[name, n] : b) {
        sum += n + co_await recv{static_cast<int>(name.size())};
        log(name, n);
    }
    co_return sum;
}

bag made(int n) { return bag({{"x", n}, {"yy", n + 1}}); }

ser_ctx<int> around_a_container() {
    bag b({{"one", 1}, {"two", 2}, {"three", 3}});
    for (auto &item : b)
        co_await raise(item, item.second);
    for (auto &[name, n] : b) {
        n *= 2;
        co_await tick{};
        name += std::to_string(n);
    }
    for (auto item : b) {
        item.second += co_await recv{1};
        log(item.first, item.second);
    }
    int sum = co_await total(b);
    for (const bag::item &item : made(sum)) {
        sum += item.second + co_await recv{3};
        for (auto &other : b)
            sum += other.second % co_await recv{5};
    }
    co_return sum;
}
VALOR_SCENARIO(containers_inside, [] { return around_a_container(); })

// One inside the other, all over temporaries, while the outer element is used.
ser_ctx<int> one_in_another() {
    int range = 1, sum = 0;
    for (const bag::item &outer : bag(std::vector<bag::item>{{"a", 1}, {"b", 2}})) {
        sum += co_await recv{outer.second};
        for (bag::item &inner : bag(std::vector<bag::item>{{"c", 3}, outer})) {
            inner.second += co_await recv{outer.second};
            for (const bag::item &innermost : bag(std::vector<bag::item>{inner})) sum = sum * 3 + innermost.second * range + co_await recv{inner.second} + outer.second;
            log(sum, outer.first, inner.first, inner.second);
        }
    }
    co_return sum;
}
VALOR_SCENARIO(one_in_another, [] { return one_in_another(); })

// A range that a call refers to, elements that nothing looks at after the await, a saved element beside them.
struct owner {
    std::vector<bag> bags;
    bag &last() { return bags.back(); }
};
ser_ctx<int> referred() {
    owner o;
    o.bags.push_back(made(1));
    o.bags.push_back(made(5));
    int sum = 0;
    for (auto &item : o.last()) {
        sum += ++item.second;
        co_await tick{};
    }
    for (auto &[name, n] : o.bags[0]) {
        sum += n * static_cast<int>(name.size());
        sum += co_await recv{1};
    }
    for (const auto &item : o.last())
        sum += co_await recv{2} + item.second;
    co_return sum;
}
VALOR_SCENARIO(what_a_call_refers_to, [] { return referred(); })

// Nodes that own each other, an iterator that is a pointer to one; begin and end are found by their argument.
struct chain {
    struct node {
        int value = 0;
        std::unique_ptr<node> next;
    };
    std::unique_ptr<node> first;
};
struct chain_iterator {
    chain::node *at = nullptr;
    int &operator*() const { return at->value; }
    chain_iterator &operator++() { return at = at->next.get(), *this; }
    bool operator==(const chain_iterator &) const = default;
};
chain_iterator begin(chain &c) { return {c.first.get()}; }
chain_iterator end(chain &) { return {}; }

ser_ctx<int> linked() {
    chain c;
    for (int i = 0; i < 4; ++i)
        c.first = std::make_unique<chain::node>(chain::node{i, std::move(c.first)});
    int sum = 0;
    for (int &value : c) {
        value += co_await recv{value};
        if (value == 1)
            c.first->value = 100;
        sum += value;
    }
    for (int value : c)
        log(value);
    co_return sum;
}
VALOR_SCENARIO(found_by_argument, [] { return linked(); })

// What has pointers as iterators, and spans.
struct row {
    int cells[4] = {1, 2, 3, 4};
    int *begin() { return cells; }
    int *end() { return cells + 4; }
};

ser_ctx<int> pointers() {
    row r;
    int sum = 0;
    for (int &cell : r) {
        cell += co_await recv{cell};
        sum += cell;
    }
    std::vector<int> v{5, 6, 7, 8};
    std::span<int> some = std::span(v).subspan(1);
    for (int &x : some)
        x += co_await recv{x};
    for (int x : std::span<const int>(v).first(2))
        sum += x * co_await recv{1};
    log(r.cells[0], v, sum);
    co_return sum;
}
VALOR_SCENARIO(pointers_and_spans, [] { return pointers(); })

} // namespace user_ranges
