// Closures that are live across a suspension and cannot be made again as they were: they change, or hold what cannot be copied unseen,
// or lead to other objects by value. Others are welcome.
// RUN: %valet-verify %s
#include "run.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

struct shown {
    shown() = default;
    shown(const shown &) {}
    int n = 0;
    auto tuple_for_serialization() { return std::tie(n); }
    auto tuple_for_serialization() const { return std::tie(n); }
};

ser_ctx<int> closures(int n, int *p, std::string s, shown t, std::vector<shown> many) {
    auto counts = [n]() mutable { return ++n; };         // expected-error {{the closure 'counts' is live across a suspension point}}
    auto points = [p] { return *p; };                    // expected-error {{the closure 'points' is live}}
    auto views = [view = std::string_view(s)] { return view.size(); }; // expected-error {{the closure 'views' is live}}
    auto owns = [o = std::make_unique<int>(n)] { return *o; };         // expected-error {{the closure 'owns' is live}}
    auto sees = [t] { return t.n; };                     // expected-error {{the closure 'sees' is live}}
    auto sees_more = [many] { return many.size(); };     // expected-error {{[valor-local-lambda]}}
    auto adds = [n, s](int x) { return x + n + static_cast<int>(s.size()); };
    auto counts_outside = [&n] { return ++n; };
    int y = co_await recv{n}; // expected-note 6 {{it has to be saved at this suspension point}}
    y += counts() + points() + static_cast<int>(views()) + owns() + sees() + counts_outside() + static_cast<int>(sees_more());
    co_return adds(y);
}
