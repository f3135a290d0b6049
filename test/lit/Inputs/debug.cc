// What debug.test steps through. Line numbers count there.
#include "run.h"
ser_ctx<int> child(int n) {
    int twice = n * 2;
    int more = co_await recv{twice};
    twice += more;
    co_return twice;
}
ser_ctx<int> root(int n) {
    std::string name = "tea";
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        int got = co_await child(i);
        sum += got;
    }
    if (sum > 3)
        name += "!";
    else
        name += "?";
    co_return sum;
}
int main() {
    auto c = root(3);
    c.resume();
    c.resume();
    int parked = 1;
    while (!c.done()) c.resume();
    std::printf("%d %d\n", c.get(), parked);
}
