// Built without the plugin: the program runs as it stands, and everything that needs a snapshot says no_plugin.
#include "check.h"

namespace {
using valor::ser_ctx;

ser_ctx<int> child(int n) { co_return n + co_await check::wait{2}; }
ser_ctx<int> root(int n) {
    int x = co_await child(n);
    co_return x * co_await check::wait{10};
}

void runs() {
    auto c = valor::start(root(1));
    CHECK(!c.done() && bool(c));
    CHECK(check::finish(c) == 30);
    CHECK(!bool(c));
}

void cannot_save() {
    auto c = valor::start(root(1));
    std::string bytes;
    CHECK_ERROR(no_plugin, (void)c.serialize());
    CHECK_ERROR(no_plugin, c.serialize(bytes));
    CHECK_ERROR(no_plugin, (void)c.clone());
    CHECK_ERROR(no_plugin, c.deserialize("x"));
    CHECK_ERROR(no_plugin, (void)valor::restore<int>("x"));
    CHECK_ERROR(no_plugin, (void)valor::continue_from("x", root));
    CHECK_ERROR(no_plugin, c.set_aw_ret(5));
    CHECK(bytes.empty());
    CHECK(check::finish(c) == 30); // a call that throws changes nothing
}
} // namespace

int main() {
    runs();
    cannot_save();
    return check::report();
}
