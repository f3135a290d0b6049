// An await on a side that may not be evaluated, where the early end of something on that side could be seen, or what it gives
// could refer to it.
// RUN: %valet-verify %s
#include "run.h"

#include <string>
#include <string_view>

struct guard {
    int n;
    ~guard() {}
    operator int() const { return n; }
};
std::string_view part(const std::string &);
int use(const guard &, int);

ser_ctx<int> chooses(bool b, std::string s, int &r, int n) {
    auto view = b ? part(std::string("s")) : (co_await recv{1}, part(s)); // expected-error {{[valor-conditional-await]}}
    int y = b && use(guard{1}, co_await recv{2}); // expected-error {{[valor-conditional-await]}}
    int &z = b ? r : (co_await recv{3}, n);       // expected-error {{[valor-conditional-await]}}
    int x = b && (static_cast<void>(guard{3}), co_await recv{4}); // expected-error {{[valor-conditional-await]}} expected-error {{[valor-temporary-in-operand]}}
    co_return static_cast<int>(view.size()) + x + y + z;
}
