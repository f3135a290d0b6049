// Classes with private state and no default constructor, made again from their tuple.
#include "harness.h"

#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace no_default {
using e2e::log, e2e::made, e2e::recv, valor::ser_ctx;

ser_ctx<made> relabel(made m) {
    int n = co_await recv{m.id()};
    m.rename("n" + std::to_string(n));
    co_await e2e::tick{};
    co_return std::move(m);
}

ser_ctx<std::string> shelf() {
    made first(1, "one");
    const made second{2, "two"};
    std::vector<made> all;
    co_await recv{0};
    all.push_back(made(3, "three"));
    made third = co_await relabel(std::move(first));
    all.push_back(std::move(third));
    std::optional<made> maybe;
    maybe.emplace(9, "nine");
    co_await recv{1};
    log(all, second, maybe);
    co_return all[1].text();
}

struct shop { // no default constructor either
    made owner;
    std::vector<made> shelf;
    std::optional<made> best;
    std::array<made, 2> ends;
    std::pair<int, made> counted;
    std::unique_ptr<made> hidden;
    std::variant<int, made> either;
};
ser_ctx<int> stocks(int n) {
    shop s{made(1, "owner"), {}, made(3, "best"), {made(4, "left"), made(5, "right")}, {6, made(6, "six")}, std::make_unique<made>(7, "hidden"), 0};
    s.shelf.emplace_back(2, "shelf");
    s.either.emplace<1>(8, "either");
    std::deque<made> queue;
    queue.emplace_back(9, "queue");
    std::list<made> list;
    list.emplace_back(10, "list");
    std::map<std::string, made> by_name;
    by_name.emplace("eleven", made(11, "mapped"));
    std::unordered_map<int, made> by_number;
    by_number.emplace(12, made(12, "hashed"));
    std::tuple<made, int> both{made(13, "tuple"), n};
    auto shared = std::make_shared<made>(14, "shared"), same = shared;
    made *into = &s.ends[1];
    co_await recv{n};
    into->rename("changed");
    log(s.owner, s.shelf, *s.best, s.ends, s.counted.second, *s.hidden, std::get<1>(s.either), queue, list, by_name.at("eleven"), by_number.at(12));
    log(std::get<0>(both), *shared, shared == same, into == &s.ends[1]);
    co_return s.shelf[0].id();
}
VALOR_SCENARIO(as_members_and_elements, [] { return stocks(3); })
VALOR_SCENARIO(made_from_values, [] { return shelf(); })
VALOR_SCENARIO(as_parameter_and_result, [] { return relabel(made(4, "root")); })
} // namespace no_default
