// The first program of the tutorial: a coroutine that is given what it waits for. The same file, compiled without the plugin, runs as well.
#include <valor.h>

#include <iostream>
#include <string>

valor::ser_ctx<int> order()
{
    std::cout << "What would you like?\n";
    const std::string what = co_await valor::receive<std::string>();
    std::cout << "How many " << what << "s?\n";
    const int quantity = co_await valor::receive<int>();
    co_return 3 * quantity;
}

int main()
{
    valor::ser_ctx<int> customer = order();   // nothing of it has run yet
    customer.resume();                        // runs to the first co_await
    customer.supply("cake");                  // the result of that co_await
    customer.resume();                        // runs to the next one
    customer.supply(2);
    customer.resume();
    std::cout << "That is " << customer.get() << ".\n";
}
