// Objects owned and shared through their base class, and pointers to them.
// e2e: g++ differs: with_hooks (several awaits in one expression)
#include "harness.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace base_classes {
using e2e::log, e2e::recv, valor::ser_ctx;

struct animal {
    virtual ~animal() = default;
    virtual std::string says() const = 0;
};
struct dog final : animal {
    int tricks = 0;
    dog() = default;
    explicit dog(int n) : tricks(n) {}
    std::string says() const override { return "woof " + std::to_string(tricks); }
    auto tuple_for_serialization() const { return std::tie(tricks); }
    auto tuple_for_serialization() { return std::tie(tricks); }
};
struct herd final : animal {
    std::vector<std::unique_ptr<animal>> members;
    std::shared_ptr<animal> leader;
    std::string says() const override {
        std::string all = leader ? leader->says() : "nobody";
        for (const auto &m : members)
            all += " " + m->says();
        return all;
    }
    auto tuple_for_serialization() const { return std::tie(members, leader); }
    auto tuple_for_serialization() { return std::tie(members, leader); }
};
} // namespace base_classes

template <> struct uf::polymorphic<base_classes::animal>
    : uf::one_of<uf::named<"dog", base_classes::dog>, uf::named<"herd", base_classes::herd>> {};

namespace base_classes {
ser_ctx<std::string> walk(const animal &a, int n) {
    std::string text = a.says();
    text += std::to_string(co_await recv{n});
    text += a.says();
    co_return text;
}
ser_ctx<std::string> farm(int n) {
    std::shared_ptr<animal> leader = std::make_shared<dog>(n);
    auto all = std::make_unique<herd>();
    all->leader = leader;
    all->members.push_back(std::make_unique<dog>(7));
    dog *first = static_cast<dog *>(all->members[0].get());
    animal *seen = leader.get();
    co_await recv{1};
    first->tricks += 1;
    std::unique_ptr<animal> owner = std::move(all);
    std::string text = co_await walk(*owner, 2);
    first->tricks += 1;
    static_cast<dog &>(*seen).tricks += 10;
    co_await recv{3};
    log(leader.use_count());
    co_return text + " " + owner->says() + " " + leader->says();
}
VALOR_SCENARIO(owned_and_shared, [] { return farm(3); })

// Classes that say themselves what they consist of do not show their bases; references and pointers to those are found nevertheless.
struct first_base {
    long other = 1;
    virtual ~first_base() = default;
};
struct counter {
    int n = 1;
    virtual ~counter() = default;
    ser_ctx<int> inherited(int k) { co_return n += co_await recv{k}; }
    virtual ser_ctx<int> overridden(int k) { co_return n -= co_await recv{k}; }
    auto tuple_for_serialization() const { return std::tie(n); }
    auto tuple_for_serialization() { return std::tie(n); }
};
struct named_counter : first_base, counter {
    std::string name = "c";
    auto tuple_for_serialization() const { return std::tie(n, name); }
    auto tuple_for_serialization() { return std::tie(n, name); }
};
struct doubled : named_counter {
    ser_ctx<int> overridden(int k) override {
        n *= 2;
        co_return co_await recv{k} + co_await named_counter::overridden(k + 1);
    }
};
ser_ctx<int> reads(const counter &c) { co_return co_await recv{c.n % 7} + c.n; }
ser_ctx<int> through_bases() {
    named_counter one;
    doubled two;
    std::vector<named_counter> more(2);
    int sum = co_await one.inherited(1) + co_await two.inherited(2);
    sum += co_await two.overridden(3);
    sum += co_await reads(one) + co_await reads(more[1]);
    std::vector<counter *> all{&one, &two, &more[0]};
    for (counter *c : all)
        sum += co_await c->overridden(4) + co_await reads(*c);
    log(one.n, two.n, more[0].n, more[1].n);
    co_return sum;
}
VALOR_SCENARIO(with_hooks, [] { return through_bases(); })
} // namespace base_classes
