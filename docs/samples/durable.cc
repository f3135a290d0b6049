// An order that lives in a database. A shop and its workers, in one program:
//
//   durable submit | pay AMOUNT | work | result
#include <valor/durable.h>

#include <chrono>
#include <iostream>
#include <string>

using namespace std::chrono_literals;
namespace durable = valor::durable;

// [order]
struct payment {
    int amount;
};
struct receipt {
    int paid;
    std::string parcel;
};

int charge(int amount, std::string_view key)   // the bank knows by the key what it has done already
{
    std::cout << "charge " << amount << " for " << key << '\n';
    return amount;
}

valor::ser_ctx<std::string> pack(std::string what)
{
    co_await durable::sleep_for(10ms);           // or a week: no thread waits
    co_return "parcel of " + what;
}

valor::ser_ctx<receipt> order(std::string what)
{
    auto p = co_await durable::receive<payment>("paid");
    int paid = co_await durable::once("charge", [&](std::string_view key) { return charge(p.amount, key); });
    auto [parcel] = co_await valor::when_all(pack(what));
    co_return receipt{paid, parcel};
}
// [/order]

int main(int argc, char **argv)
try {
    const std::string what = argc > 1 ? argv[1] : "";
    // [store]
    auto store = durable::open("sqlite:orders.db");
    if (what == "submit")
        std::cout << (store->submit("order-42", order("tea")) ? "new" : "known") << '\n';
    // [/store]
    // [send]
    if (what == "pay")
        store->send("order-42", "paid", payment{std::stoi(argv[2])}, "payment-1");
    // [/send]
    // [work]
    if (what == "work") {
        durable::worker_options options;
        options.until_idle = true;                 // else until the stop_token says so
        durable::worker w(*store, options);
        w.run();
    }
    // [/work]
    // [result]
    if (what == "result") {
        auto r = store->result<receipt>("order-42");
        std::cout << r.paid << ", " << r.parcel << '\n';
    }
    // [/result]
}
catch (const std::exception &e) {
    std::cout << e.what() << '\n';
}
