// Move-only parameters, locals, results and arguments.
#include "harness.h"

#include <vector>

namespace move_only {
using e2e::log, e2e::recv, valor::ser_ctx;
using owned = std::unique_ptr<std::string>;

struct parcel {
    owned content;
    int weight;
    std::string text() const { return e2e::text(content) + "/" + std::to_string(weight); }
};

ser_ctx<owned> wrap(owned inner, int n) {
    co_await recv{n};
    *inner += "<" + std::to_string(n) + ">";
    co_await recv{n + 1};
    co_return std::move(inner);
}

ser_ctx<parcel> pack(parcel p) {
    owned spare = std::make_unique<std::string>("spare");
    p.content = co_await wrap(std::move(p.content), p.weight);
    p.weight += co_await recv{3};
    parcel q{std::move(spare), 0};
    co_await e2e::tick{};
    log(q, spare, p);
    co_return parcel{std::move(p.content), p.weight};
}

ser_ctx<int> send() {
    std::vector<parcel> sent;
    for (int i = 1; i < 3; ++i) {
        owned o = std::make_unique<std::string>("c" + std::to_string(i));
        parcel p{std::move(o), i};
        sent.push_back(co_await pack(std::move(p)));
        co_await recv{i};
        log(sent, o);
    }
    owned last = co_await wrap(std::make_unique<std::string>("tmp"), 5);
    co_await recv{9};
    log(last);
    co_return int(sent.size());
}
VALOR_SCENARIO(parcels, [] { return send(); })
VALOR_SCENARIO(owned_parameter, [] { return pack({std::make_unique<std::string>("root"), 2}); })
} // namespace move_only
