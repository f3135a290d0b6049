// Mode f: two Boost.Fibers. f2 counts down and yields, f1 yields to it in each turn.
#include "runs.h"

#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>

namespace balor {

std::uint64_t run_fibers(std::uint64_t turns)
{
    std::uint64_t left = turns;
    std::uint64_t counted = 0;
    boost::fibers::fiber f1([&left] {
        while (left)
            boost::this_fiber::yield();
    });
    boost::fibers::fiber f2([&left, &counted] {
        while (left) {
            --left;
            ++counted;
            boost::this_fiber::yield();
        }
    });
    f1.join();
    f2.join();
    return counted;
}

} // namespace balor
