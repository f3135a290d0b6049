// Const objects, which cannot be assigned when they are restored.
#include "harness.h"

#include <vector>

namespace const_locals {
using e2e::log, e2e::recv, e2e::seen, valor::ser_ctx;

struct frozen {
    const int id;
    const std::string name;
    std::string text() const { return name + std::to_string(id); }
};

ser_ctx<int> constants(const int n, const std::string prefix) {
    const int doubled = seen("doubled", n * 2);
    const std::string label = prefix + std::to_string(doubled);
    const std::vector<int> list{n, doubled};
    const frozen f{seen("id", n), label};
    const std::unique_ptr<const int> owned = std::make_unique<const int>(n);
    frozen open{1, "open"};
    for (const int i : {1, 2}) log(i);
    int sum = 0;
    for (int i = 0; i < 2; ++i) {
        const int got = co_await recv{i};
        const frozen inner{got, "in"};
        co_await recv{got};
        log(inner, f, label, list, owned, open);
        sum += got + inner.id;
    }
    co_return sum;
}
VALOR_SCENARIO(const_everywhere, [] { return constants(4, "p"); })
} // namespace const_locals
