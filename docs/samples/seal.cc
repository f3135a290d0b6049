#include <valor.h>
#include <valor/seal.h>
#include <iostream>

valor::ser_ctx<int> order(int price) { co_return price * co_await valor::receive<int>(); }

int main() {
    const valor::key key = valor::key::random();                       // keep key.bytes() where secrets are kept
    std::string sealed = valor::seal(valor::start(order(3)).serialize(), key);

    std::cout << valor::continue_from(valor::unseal(sealed, key), order, 14).get() << '\n';     // 42

    sealed.back() ^= 1;
    try {
        valor::unseal(sealed, key);
    } catch (const valor::error &e) {
        std::cout << e.what() << '\n';    // valor: the seal is broken: the bytes were changed, or the key is another
    }
}
