// Some lines run, some do not.
#include "run.h"
ser_ctx<int> child(int n) {
    if (n > 100)
        co_return 0;
    int a = co_await recv{n};
    co_return a + 1;
}
ser_ctx<int> root(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        if (i % 2 == 0)
            sum += co_await recv{i};
        else
            sum += co_await child(i) + co_await recv{1};
    }
    switch (sum) {
    case 1:
        sum = co_await recv{3};
        break;
    default:
        ++sum;
    }
    try {
        while (sum > 5 && co_await recv{1})
            --sum;
    } catch (int) {
        sum = 0;
    }
    co_return sum;
}
int main() {
    auto c = root(3);
    while (!c.done()) c.resume();
    std::printf("%d\n", c.get());
}
