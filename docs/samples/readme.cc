#include <valor.h>
#include <iostream>

valor::ser_ctx<int> order(std::string what, int price) {
    std::cout << what << ": how many?\n";
    const int quantity = co_await valor::receive<int>();     // suspends, perhaps for days
    co_return price * quantity;
}
int main() {
    const std::string bytes = valor::start(order("tea", 3)).serialize();   // the process may end here
    std::cout << valor::continue_from(bytes, order, 14).get() << '\n';     // 42, in this one or in another
}
