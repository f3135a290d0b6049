// Member coroutines, awaited on objects that the parent holds.
#include "harness.h"

#include <vector>

namespace members {
using e2e::log, e2e::recv, e2e::track, valor::ser_ctx;

struct account {
    std::string owner;
    int balance = 0;
    std::vector<int> history;

    ser_ctx<int> deposit(int n) {
        balance += n;
        int fee = co_await recv{n} % 5;
        balance -= fee;
        history.push_back(this->balance);
        co_await e2e::tick{};
        co_return balance;
    }
    ser_ctx<> twice(int n);
    ser_ctx<int> read() const {
        int before = balance;
        co_await recv{1};
        co_return balance - before;
    }
    static ser_ctx<int> fee(int n) {
        co_await recv{n};
        co_return n / 2;
    }
    std::string text() const { return owner + e2e::text(balance) + e2e::text(history); }
};

ser_ctx<> account::twice(int n) {
    track t("twice");
    co_await deposit(n);
    log(owner, " ", balance);
    co_await this->deposit(n + 1);
}

ser_ctx<int> bank() {
    account a{"ann", 10, {}};
    std::vector<account> rest(2);
    int x = co_await a.deposit(5);
    co_await a.twice(3);
    rest[1].owner = "bob";
    co_await rest[1].twice(1);
    x += co_await rest[std::size_t(x % 2)].deposit(8) + co_await a.read();
    x += co_await account::fee(6);
    log(a, rest);
    auto owned = std::make_unique<account>(account{"eve", 1, {}});
    co_await owned->deposit(2);
    log(owned);
    co_return x;
}
VALOR_SCENARIO(on_objects_of_the_parent, [] { return bank(); })

VALOR_SCENARIO_IN(account, root_is_a_member, [](account &a) { return a.twice(4); })

ser_ctx<int> on_parameter(account a, account &b) {
    int r = co_await a.deposit(1);
    r += co_await b.deposit(2);
    co_return r;
}
ser_ctx<int> passes() {
    account mine{"mine", 1, {}}, other{"other", 2, {}};
    int r = co_await on_parameter(mine, other);
    log(mine, other);
    co_return r;
}
VALOR_SCENARIO(on_parameters, [] { return passes(); })

// Kinds of members: found by their arguments only, for rvalues, for const lvalues.
struct purse {
    int coins = 5;
    friend ser_ctx<int> counted(purse &p, int k) {
        p.coins += k + co_await recv{1};
        co_return p.coins;
    }
    friend ser_ctx<int> declared(purse &p);
    ser_ctx<int> emptied(int k) && {
        coins *= k;
        coins += co_await recv{2};
        co_return log("emptied ", coins), coins;
    }
    ser_ctx<int> seen() const & { co_return coins + co_await recv{3}; }
    static ser_ctx<int> minted(int n) { co_return n + co_await recv{4}; }
};
ser_ctx<int> declared(purse &p) { co_return p.coins + co_await recv{6}; }
ser_ctx<int> kinds() {
    purse p;
    int r = co_await counted(p, 3);
    r += co_await declared(p);
    r += co_await std::move(p).emptied(2);
    r += co_await p.seen();
    co_return r + co_await purse::minted(r % 5) + p.coins;
}
VALOR_SCENARIO(kinds_of_members, [] { return kinds(); })
} // namespace members
