// What docs/tour.md shows: `tour SECTION` runs a section of it.
#include <valor.h>

#include <coroutine>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// [start]
valor::ser_ctx<int> sum_of_three()
{
    int sum = 0;
    for (int i = 0; i < 3; ++i)
        sum += co_await valor::receive<int>();
    co_return sum;
}
// [/start]

void run_by_hand()
{
    // [start]

    valor::ser_ctx<int> c = valor::start(sum_of_three());   // runs to the first co_await
    for (int i = 1; c; ++i) {                               // while there is something left to run
        c.supply(i);
        c.resume();                                         // or c()
    }
    std::cout << c.get() << '\n';
    // [/start]
}

void saved()
{
    // [save]
    auto c = valor::start(sum_of_three());
    c.supply(10);
    c.resume();
    const std::string bytes = c.serialize();                // c can run on

    valor::ser_ctx<int> again = valor::restore<int>(bytes); // by the name that is in the snapshot
    valor::ser_ctx<int> same = sum_of_three();
    same.deserialize(bytes);                                // into a fresh call of that function
    for (auto *one : {&again, &same})
        for (int i : {20, 30}) {
            one->supply(i);
            one->resume();
        }
    std::cout << again.get() << ' ' << same.get() << '\n';
    // [/save]
}

// [awaited]
valor::ser_ctx<std::string> ask(std::string question)
{
    std::cout << question << '\n';
    co_return co_await valor::receive<std::string>();
}

valor::ser_ctx<std::string> greet()
{
    const std::string first = co_await ask("First name?");
    const std::string last = co_await ask("Last name?");
    co_return first + ' ' + last;
}
// [/awaited]

void awaited()
{
    // [awaited]

    std::string bytes = valor::start(greet()).serialize();                // both coroutines
    bytes = valor::continue_from(bytes, greet, "Ada").serialize();        // ask() gets the answer
    std::cout << valor::continue_from(bytes, greet, "Lovelace").get() << '\n';
    // [/awaited]
}

// [held]
valor::ser_ctx<int> later(int price) { co_return price * co_await valor::receive<int>(); }

valor::ser_ctx<int> held()
{
    std::vector<valor::ser_ctx<int>> orders;
    for (int price : {3, 5})
        orders.push_back(valor::start(later(price)));       // they stand in their co_await
    int total = 0;
    for (auto &order : orders)
        total += co_await order;                            // neither copied nor moved
    co_return total;
}
// [/held]

void children_held()
{
    // [held]

    const std::string bytes = valor::start(held()).serialize();           // three coroutines
    auto c = valor::continue_from(bytes, held, 2);
    c.supply(4);
    c.resume();
    std::cout << c.get() << '\n';                           // 3 * 2 + 5 * 4
    // [/held]
}

// [clone]
void try_both(const valor::ser_ctx<int> &game)
{
    for (int move : {1, 2}) {
        valor::ser_ctx<int> what_if = game.clone();         // suspended at the same place
        what_if.supply(move);
        what_if.resume();
        std::cout << "with " << move << ": " << what_if.get() << '\n';
    }
}
// [/clone]

void cloned()
{
    // [clone]

    auto game = valor::start(later(10));
    try_both(game);
    // [/clone]
}

// [supply]
struct reply {                                              // from a library that knows nothing of Valor
    int request;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { std::cout << "asked for " << request << '\n'; }
    std::string await_resume() const { return "the real reply"; }
};

valor::ser_ctx<std::string> conversation() { co_return co_await reply{7}; }
// [/supply]

void supplied()
{
    // [supply]

    auto c = valor::start(conversation());
    c.set_aw_ret(std::string("a reply from a test"));       // await_resume() is not called
    c.resume();
    std::cout << c.get() << '\n';
    // [/supply]
}

// [groups]
valor::ser_ctx<std::string> word() { co_return co_await valor::receive<std::string>(); }

valor::ser_ctx<std::string> both()
{
    const auto [number, text] = co_await valor::when_all(later(3), word());
    co_return std::to_string(number) + ' ' + text;
}

valor::ser_ctx<std::string> race()
{
    const auto [index, result] = co_await valor::when_any(ask("Yes?"), ask("No?"));
    co_return std::to_string(index) + ' ' + std::visit([](const auto &r) { return r; }, result);
}
// [/groups]

void groups()
{
    // [groups]

    auto c = valor::start(both());
    c.supply(14);                                           // to the first that waits
    c.supply("cakes");
    c = valor::continue_from(c.serialize(), both);
    std::cout << c.get() << '\n';
    std::cout << valor::continue_from(valor::start(race()).serialize(), race, "yes").get() << '\n';
    // [/groups]
}

// [attributes]
struct logger {                                             // cannot be saved, and need not be
    explicit logger(std::string name) : name_(std::move(name)) { std::cout << "open " << name_ << '\n'; }
    logger(const logger &) = delete;
    void write(std::string_view text) const { std::cout << name_ << ": " << text << '\n'; }

private:
    std::string name_;
};

valor::ser_ctx<int> count_up(std::string where)
{
    [[valor::transient]] logger log(where);                 // made again by a restore
    int n = 0;
    for (int i = 0; i < 2; ++i)
        [[valor::point("a number")]] n += co_await valor::receive<int>();
    log.write(std::to_string(n));
    co_return n;
}

VALOR_SKIP valor::ser_ctx<int> left_alone() { co_return co_await later(3); }   // as [[valor::skip]]
// [/attributes]

void attributes()
{
    // [attributes]

    auto c = valor::continue_from(valor::start(count_up("log")).serialize(), count_up, 1);
    c.supply(2);
    c.resume();
    try {
        (void)valor::start(left_alone()).serialize();
    } catch (const valor::error &e) {                       // errc::not_persistable
        std::cout << e.code().message() << '\n';
    }
    // [/attributes]
}

// [awaiters]
struct timer {                                              // an aggregate: saved as it is
    int seconds;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) { std::cout << "set for " << seconds << " s\n"; }
    void await_restore(std::coroutine_handle<>) { std::cout << "set again for " << --seconds << " s\n"; }
    int await_resume() const { return seconds; }
};

valor::ser_ctx<int> nap() { co_return co_await timer{10}; }
// [/awaiters]

void own_awaiters()
{
    // [awaiters]

    auto c = valor::restore<int>(valor::start(nap()).serialize());
    c = valor::restore<int>(c.serialize());
    c.resume();
    std::cout << c.get() << " s left\n";
    // [/awaiters]
}

// [types]
class account {
public:
    account(std::string owner, int balance) : owner_(std::move(owner)), balance_(balance) {}
    void pay(int amount) { balance_ -= amount; }
    std::string text() const { return owner_ + " has " + std::to_string(balance_); }

    auto tuple_for_serialization() const { return std::tie(owner_, balance_); }

private:
    std::string owner_;                                     // no default constructor: made as account(owner, balance)
    int balance_;
};

struct shop {                                               // an aggregate of what can be saved
    std::map<std::string, int> prices;
    std::vector<account> customers;
};
static_assert(valor::persistable<shop>);

valor::ser_ctx<std::string> sale()
{
    shop s{{{"tea", 3}}, {{"Ann", 10}}};
    s.customers.front().pay(s.prices.at("tea") * co_await valor::receive<int>());
    co_return s.customers.front().text();
}
// [/types]

void user_types()
{
    // [types]

    std::cout << valor::continue_from(valor::start(sale()).serialize(), sale, 2).get() << '\n';
    // [/types]
}

// [links]
valor::ser_ctx<> add(int &total)                            // a reference into the parent's frame
{
    total += co_await valor::receive<int>();
}

valor::ser_ctx<std::string> linked()
{
    int total = 0;
    std::vector<std::string> names{"Ann", "Bob"};
    const std::string *winner = &names[1];                  // a pointer to an element
    std::string_view initial = std::string_view(*winner).substr(0, 1);
    auto shared = std::make_shared<int>(5), same = shared;  // owners of one object
    co_await add(total);
    *shared += total;
    co_return *winner + ' ' + std::string(initial) + ' ' + std::to_string(*same);
}
// [/links]

void links()
{
    // [links]

    std::cout << valor::continue_from(valor::start(linked()).serialize(), linked, 2).get() << '\n';
    // [/links]
}

// [roots]
struct counter {
    int n = 0;
    valor::ser_ctx<> run()
    {
        for (;;)
            n += co_await valor::receive<int>();
    }
};
// [/roots]

void roots()
{
    // [roots]

    counter here;
    std::string bytes = valor::start(here.run()).serialize();             // `here` is not in the snapshot
    counter there;
    auto c = valor::continue_from(bytes, [&] { return there.run(); }, 5); // the fresh call says what `this` is
    std::cout << there.n << '\n';
    // [/roots]
}

void limits()
{
    // [limits]
    const std::string bytes = valor::start(greet()).serialize();
    try {
        (void)valor::restore<std::string>(bytes, valor::limits{.frames = 1});
    } catch (const valor::error &e) {
        std::cout << e.what() << (e.code() == valor::errc::limit_exceeded ? " (limit_exceeded)\n" : "\n");
    }
    // [/limits]
}

int main(int, char **argv)
{
    const std::map<std::string, void (*)()> sections{
        {"start", run_by_hand}, {"save", saved}, {"awaited", awaited}, {"held", children_held}, {"clone", cloned}, {"supply", supplied},
        {"groups", groups}, {"attributes", attributes}, {"awaiters", own_awaiters}, {"types", user_types}, {"links", links}, {"roots", roots},
        {"limits", limits},
    };
    sections.at(argv[1])();
}
