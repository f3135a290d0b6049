// Four things that a coroutine which can be saved may do like any other:
//
//   1. side effects in the expression that awaits
//   2. a member coroutine, awaited on an object that the parent holds
//   3. locals of the user's own types, without boilerplate
//   4. two awaits in one full-expression
//
// Runs once straight through, and once saved, destroyed and restored at every suspension: the logs must be the same.
#include <valor.h>

#include <array>
#include <coroutine>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

std::vector<std::string> events;
void log(std::string what) { events.push_back(std::move(what)); }

struct measure { // stands for a device: answers at the next resume()
    int channel;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    int await_resume() const
    {
        log("channel " + std::to_string(channel));
        return channel * 10;
    }
};

struct reading { // nothing is said of how to save it
    std::string unit;
    std::map<std::string, int> values;
};

struct account {
    int balance = 0;
    std::vector<int> history;

    valor::ser_ctx<int> deposit(int channel)
    {
        const int before = balance;
        balance += co_await measure{channel};
        history.push_back(co_await measure{channel + 1});
        co_return balance - before;
    }
};

valor::ser_ctx<int> scaled(int value, int by) { co_return value * by + co_await measure{by}; }

valor::ser_ctx<int> all_of_it()
{
    account mine{100, {}};
    reading seen{"mV", {}};
    std::array<int, 3> channels{1, 2, 3};
    int next = 0;

    seen.values["first"] = co_await measure{channels[next++]};                                            // 1, 3
    seen.values["second"] = co_await mine.deposit(next++);                                                // 2
    const int sum = channels[next++] + co_await scaled(2, 5) * co_await scaled(3, channels[0]);        // 1, 4

    log(seen.unit + " " + std::to_string(mine.balance) + " " + std::to_string(mine.history.size()));
    co_return sum + seen.values["first"] + seen.values["second"] + next;
}

std::pair<int, std::vector<std::string>> straight()
{
    events.clear();
    auto coroutine = valor::start(all_of_it());
    while (coroutine)
        coroutine.resume();
    return {coroutine.get(), events};
}

std::pair<int, std::vector<std::string>> moved()
{
    events.clear();
    auto coroutine = valor::start(all_of_it());
    while (coroutine) {
        const std::string bytes = coroutine.serialize();
        coroutine = {}; // nothing of it is left
        coroutine = valor::restore<int>(bytes);
        coroutine.resume();
    }
    return {coroutine.get(), events};
}

} // namespace

int main()
{
    const auto expected = straight(), found = moved();
    std::cout << "straight through: " << expected.first << "\nsaved at every suspension: " << found.first << '\n';
    for (const std::string &event : found.second)
        std::cout << "  " << event << '\n';
    return found == expected ? EXIT_SUCCESS : EXIT_FAILURE;
}
