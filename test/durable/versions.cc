// One program in two versions: in the second, a coroutine has another variable, and another is gone. VERSION is 1 or 2.
//
//   versions URL submit         submits order, other, and poison
//   versions URL work           one worker, until nothing is due
//   versions URL result ID
#include <valor/durable.h>

#include <iostream>
#include <thread>

namespace shop {

using namespace valor::durable;
using valor::ser_ctx;

ser_ctx<int> order(std::string what)
{
#if VERSION == 2
    std::string colour = "red";
#endif
    int price = 3;
    const int n = co_await receive<int>("quantity");
#if VERSION == 2
    co_return price * n + static_cast<int>(what.size() + colour.size());
#else
    co_return price * n + static_cast<int>(what.size());
#endif
}

#if VERSION == 1
ser_ctx<std::string> other() { co_return co_await receive<std::string>("text"); }
#endif

ser_ctx<> poison(int how)
{
    co_await once("pay", [] { return 7; });
    if (how)
        throw std::runtime_error("it is " + std::to_string(how));
}

} // namespace shop

int main(int argc, char **argv)
try {
    using namespace shop;
    if (argc < 3)
        return 2;
    const auto s = open(argv[1]);
    const std::string what = argv[2];
    if (what == "submit") {
        s->submit("order", order("tea"));
#if VERSION == 1
        s->submit("other", other());
#endif
        s->submit("poison", poison(1));
    } else if (what == "work") {
        worker_options o;
        o.until_idle = true;
        o.attempts = 2;
        o.retry_delay = std::chrono::milliseconds(0);
        o.log = [](const std::string &line) { std::cout << line << '\n'; };
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        worker(*s, o).run();
    } else if (what == "result" && argc > 3) {
        const auto e = s->bytes().find_ending(argv[3]);
        std::cout << (e ? uf::any_view(e->result.type, e->result.bytes).print() : "none") << '\n';
    }
}
catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
}
