// The order of the tutorial: each run of the program is one answer of the customer. Between two runs the coroutine lies in the file order.valor.
// [includes]
#include <valor.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>
// [/includes]

// [question]
valor::ser_ctx<std::string> ask(std::string question)
{
    std::cout << question << '\n';
    co_return co_await valor::receive<std::string>();
}
// [/question]

// [order]
struct item {
    std::string what;
    int quantity;
};

valor::ser_ctx<int> order()
{
    const std::map<std::string, int> prices{{"tea", 3}, {"cake", 4}};
    std::vector<item> basket;
    for (;;) {
        const std::string what = co_await ask("What would you like? (Or: done)");
        if (what == "done")
            break;
        if (!prices.contains(what)) {
            std::cout << "There is no " << what << ".\n";
            continue;
        }
        basket.push_back({what, std::stoi(co_await ask("How many?"))});
    }
    int total = 0;
    for (const item &i : basket) {
        std::cout << i.quantity << " x " << i.what << '\n';
        total += i.quantity * prices.at(i.what);
    }
    co_return total;
}
// [/order]

// [file]
const std::filesystem::path file = "order.valor";

valor::ser_ctx<int> load()
{
    std::ifstream in(file, std::ios::binary);
    return valor::restore<int>(std::string(std::istreambuf_iterator<char>(in), {}));
}

void save(const valor::ser_ctx<int> &customer)
{
    std::ofstream("order.new", std::ios::binary) << customer.serialize();
    std::filesystem::rename("order.new", file);   // the old snapshot or the new one, never half of one
}
// [/file]

// [main]
int main(int argc, char **argv)
try {
    valor::ser_ctx<int> customer;
    if (argc < 2) {
        customer = valor::start(order());
    } else {
        customer = load();
        customer.supply(argv[1]);
        customer.resume();
    }
    if (customer) {
        save(customer);
    } else {
        std::cout << "That is " << customer.get() << ".\n";
        std::filesystem::remove(file);
    }
}
catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
}
// [/main]
