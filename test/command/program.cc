// Writes the snapshots that the tests of the command look into: program DIRECTORY.
#include <valor.h>

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

struct item {
    std::string name;
    int price;
};
struct no_state {};

valor::ser_ctx<int> count(int &total, item what)
{
    VALOR_POINT("how many") const int n = co_await valor::receive<int>();
    total += n * what.price;
    co_return n;
}

valor::ser_ctx<int> order(std::string customer, int round)
{
    int total = 0;
    const no_state tag;
    std::map<std::string, std::vector<int>> log{{"tea", {1, 2}}, {"\"\n\x01", {}}};
    std::vector<item> items{{"tea", 3}, {"milk", 1}};
    item *favourite = &items[1];
    auto shared = std::make_shared<int>(round);
    for (std::size_t i = 0; i < items.size(); ++i)
        log["sold"].push_back(co_await count(total, items[i]));
    (void)tag;
    co_return total + favourite->price + *shared + static_cast<int>(customer.size() + log.size());
}

valor::ser_ctx<int> holds(int round)
{
    auto held = order("held", round);
    held.resume();
    co_await valor::receive<int>();
    co_return co_await held;
}

} // namespace

int main(int, char **argv)
{
    const std::string directory = argv[1];
    const auto write = [&](const char *name, const std::string &bytes) {
        std::ofstream out(directory + "/" + name, std::ios::binary);
        out << bytes;
        return out.good();
    };
    auto one = valor::start(order("Ann", 1)), two = valor::start(order("Ann", 2)), further = valor::start(order("Ann", 1));
    further.set_aw_ret(5);
    further.resume();
    return write("one", one.serialize()) && write("two", two.serialize()) && write("further", further.serialize()) &&
                   write("holds", valor::start(holds(3)).serialize())
               ? 0
               : 1;
}
