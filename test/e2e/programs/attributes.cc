// Attributes: variables that are made again instead of saved, names of suspension points, hints, and their macros.
// e2e: no emit: has instances of templates
#include "harness.h"

#include <vector>

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wunknown-attributes"
#else
#pragma GCC diagnostic ignored "-Wattributes"
#endif

namespace attributes {
using e2e::log, e2e::recv, valor::ser_ctx;

// Cannot be saved; made again from what was saved.
class handle {
public:
    handle() = default;
    explicit handle(std::string name) : name_(std::move(name)) {}
    handle(const handle &) = delete;
    std::string write(int n) const { return self_->name_ + ":" + std::to_string(n); }

private:
    std::string name_ = "default";
    const handle *self_ = this;
};

int &registry() {
    static int count = 0;
    return count;
}

ser_ctx<std::string> transients(std::string name, int n) {
    name += "!";
    VALOR_TRANSIENT const handle file(name);
    VALOR_TRANSIENT handle other;
    [[valor::transient]] auto &count = registry();
    std::string text = file.write(n) + other.write(count);
    int x = co_await recv{n};
    text += file.write(x);
    for (int i = 0; i < 2; ++i) {
        std::string inner = name + std::to_string(i);
        VALOR_TRANSIENT handle turn{inner};
        [[maybe_unused]] int before [[maybe_unused]] = i, a [[maybe_unused]][2] = {i, x};
        x += co_await recv{i} + a[1];
        text += turn.write(x) + file.write(before);
        VALOR_TRANSIENT int doubled = 2 * i;
        x += co_await recv{doubled};
        log(doubled, turn.write(i));
    }
    if (VALOR_TRANSIENT handle late(text); x > 0) {
        x += co_await recv{3};
        log(late.write(x));
    }
    co_return text + other.write(x);
}
VALOR_SCENARIO(made_again, [] { return transients("file", 3); })

ser_ctx<int> child(int n) {
    int sum = n;
    [[valor::point("ask again")]] sum += co_await recv{n};
    VALOR_POINT("tell") co_return sum + co_await recv{1};
}
ser_ctx<int> named(int n) {
    [[valor::point("first")]] int x = co_await recv{n};
    VALOR_POINT("loop")
    while (x > 0 && n < 5) {
        ++n;
        x += co_await recv{x};
    }
    [[valor::point("child")]] {
        int y = co_await child(x);
        x += y;
    }
    co_return x + co_await child(n);
}
VALOR_SCENARIO(points_with_names, [] { return named(2); })

struct member {
    int base = 3;
    template <class T> ser_ctx<T> of(T n) const {
        VALOR_POINT("in a member") n += co_await recv{base};
        co_return n;
    }
    ser_ctx<int> plain() {
        VALOR_TRANSIENT handle h("plain");
        VALOR_POINT("plain") base += co_await recv{base};
        log(h.write(base));
        auto inner = [](int n) -> ser_ctx<int> {
            VALOR_TRANSIENT handle h("inner");
            VALOR_POINT("inner") n += co_await recv{n};
            log(h.write(n));
            co_return n;
        };
        co_return base + co_await inner(2);
    }
};
ser_ctx<int> members() {
    member m;
    m.base += co_await m.of(1);
    m.base += static_cast<int>(co_await m.of(2L));
    co_return co_await m.plain();
}
VALOR_SCENARIO(in_members_and_templates, [] { return members(); })

// What an initialiser names is needed by each restore, though nothing else names it any more.
ser_ctx<int> from_names(std::vector<std::string> names) {
    std::string &name = names[1];
    int base = 1;
    VALOR_TRANSIENT handle h(name);
    base += co_await recv{1};
    log(h.write(base));
    co_await e2e::tick{};
    log(h.write(base), names);
    co_return base;
}
VALOR_SCENARIO(made_from_references, [] { return from_names({"a", "b"}); })

VALOR_SKIP ser_ctx<int> left_alone(int n) { co_return n; }

ser_ctx<int> hints(int n) {
    int x = 0;
    for (int i = 0; i < n; ++i) {
        if (i % 2) [[likely]] {
            x += co_await recv{i};
        } else [[unlikely]]
            x -= co_await recv{i + 1};
        switch (i) {
        [[likely]] case 0:
            x += co_await recv{7};
            [[fallthrough]];
        [[unlikely]] case 1: [[likely]] x += co_await recv{8}; break;
        default: [[maybe_unused]] int y = co_await recv{9}; x += y;
        }
        [[likely]] while (x % 3) x += 1 + (co_await recv{3}, 0);
    }
    co_return x + co_await left_alone(1);
}
VALOR_SCENARIO(hints_for_the_optimiser, [] { return hints(4); })
} // namespace attributes
