// What docs/pending-awaits.md shows: the four rules for a co_await that is pending when a coroutine is saved, and what a restore runs.
#include <valor.h>

#include <coroutine>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>

// [rule1]
valor::ser_ctx<int> rule1(std::string name)
{
    const int n = co_await valor::receive<int>();
    std::cout << name << " got " << n << '\n';
    co_return n;
}
// [/rule1]

// [rule2]
int price = 3;

valor::ser_ctx<int> times(int each) { co_return each * co_await valor::receive<int>(); }

valor::ser_ctx<int> rule2() { co_return co_await times(price); }
// [/rule2]

// [rule3]
struct timer {
    int seconds;
    bool await_ready() const { std::cout << "ready?\n"; return false; }
    void await_suspend(std::coroutine_handle<>) { std::cout << "suspend: " << seconds << '\n'; }
    void await_restore(std::coroutine_handle<>) { std::cout << "restore: " << seconds << '\n'; }
    int await_resume() const { return seconds; }
};

valor::ser_ctx<int> rule3() { co_return co_await timer{10}; }
// [/rule3]

// [rule4]
class socket_read {
public:
    explicit socket_read(std::string from) : from_(std::move(from)) { std::cout << "a read from " << from_ << '\n'; }
    socket_read(const socket_read &) = delete;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) { std::cout << "waits\n"; }
    std::string await_resume() const { return "data"; }

private:
    std::string from_;   // and no tuple_for_serialization: it cannot be saved
};

std::string peer() { std::cout << "peer() is called\n"; return "client"; }
valor::ser_ctx<std::string> rule4() { co_return co_await socket_read(peer()); }
// [/rule4]

// [once]
int number(int n) { std::cout << "number(" << n << ")\n"; return n; }

valor::ser_ctx<int> once()
{
    co_return number(1) + co_await valor::receive<int>() + number(2);
}
// [/once]

// [fails]
class key_card {
public:
    explicit key_card(int number)
    {
        if (!inserted)
            throw std::runtime_error("no card " + std::to_string(number));
    }
    key_card(const key_card &) = delete;
    static inline bool inserted = true;
};

valor::ser_ctx<> guarded()
{
    try {
        [[valor::transient]] key_card card(7);
        co_await valor::receive<int>();
    } catch (const std::exception &e) {
        std::cout << "the coroutine's own handler: " << e.what() << '\n';   // not for errors of a restore
    }
}
// [/fails]

int main(int, char **argv)
{
    const std::string rule = argv[1];
    if (rule == "1") {
        // [rule1]

        std::string bytes = valor::start(rule1("Ann")).serialize();
        valor::ser_ctx<int> c = valor::restore<int>(bytes);
        c.supply(5);                                      // given, not yet taken
        bytes = c.serialize();                            // it is part of the next snapshot
        valor::restore<int>(bytes).resume();
        // [/rule1]
    } else if (rule == "2") {
        // [rule2]

        const std::string bytes = valor::start(rule2()).serialize();
        price = 1000;                                     // times(price) is not called again
        std::cout << valor::continue_from(bytes, rule2, 2).get() << '\n';
        // [/rule2]
    } else if (rule == "3") {
        // [rule3]

        const std::string bytes = valor::start(rule3()).serialize();
        valor::ser_ctx<int> c = valor::restore<int>(bytes);
        c.resume();
        std::cout << c.get() << '\n';
        // [/rule3]
    } else if (rule == "4") {
        // [rule4]

        const std::string bytes = valor::start(rule4()).serialize();
        std::cout << "-- restore\n";
        valor::ser_ctx<std::string> c = valor::restore<std::string>(bytes);
        c.resume();
        std::cout << c.get() << '\n';
        // [/rule4]
    } else if (rule == "once") {
        // [once]

        const std::string bytes = valor::start(once()).serialize();
        std::cout << "-- restore\n";
        std::cout << valor::continue_from(bytes, once, 10).get() << '\n';
        // [/once]
    } else if (rule == "fails") {
        // [fails]

        const std::string bytes = valor::start(guarded()).serialize();
        key_card::inserted = false;
        try {
            (void)valor::restore(bytes);
        } catch (const std::exception &e) {
            std::cout << "the caller of restore: " << e.what() << '\n';
        }
        // [/fails]
    }
}
