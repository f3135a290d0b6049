// What throws during a restore is reported to the caller, and nothing half built is left behind: an operand of
// rule 4, a codec, and the user's own handlers, which must see nothing of it.
#include "check.h"

#include <stdexcept>
#include <tuple>

namespace {
using valor::ser_ctx;

int alive = 0;
int caught = 0;
bool refuse = false;

struct counted {
    std::string s;
    counted() { ++alive; }
    explicit counted(std::string v) : s(std::move(v)) { ++alive; }
    counted(const counted &o) : s(o.s) { ++alive; }
    ~counted() { --alive; }
    std::tuple<const std::string &> tuple_for_serialization() const { return std::tie(s); }
    std::tuple<std::string &> tuple_for_serialization() { return std::tie(s); }
};

// Not persistable: the operand is evaluated again, and that may fail.
class fragile {
public:
    explicit fragile(int k) : k_(k) {
        if (refuse) throw std::runtime_error("cannot connect");
    }
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {
        if (refuse) throw std::logic_error("armed in the first phase");
    }
    int await_resume() const { return k_; }

private:
    int k_;
};

ser_ctx<int> child(counted c, int n) {
    counted local("local");
    int x = co_await fragile(n);
    co_return x + int(c.s.size());
}
ser_ctx<int> root(int n) {
    counted first("first");
    int x = 0;
    try { // no await in it
        first.s += "!";
    } catch (...) {
        ++caught;
    }
    x += co_await child(counted("argument"), n);
    try {
        x += int(first.s.size());
    } catch (...) {
        ++caught;
    }
    co_return x;
}
} // namespace

int main() {
    std::string bytes;
    {
        auto c = valor::start(root(1));
        bytes = c.serialize();
    }
    CHECK(alive == 0);
    for (int round = 0; round < 2; ++round) {
        refuse = true;
        const auto o = check::of([&] { (void)valor::restore<int>(bytes); });
        CHECK(o.names("cannot connect"));
        auto target = root(2);
        CHECK(check::of([&] { target.deserialize(bytes); }).names("cannot connect"));
        CHECK(alive == 0 && caught == 0);
        refuse = false;
        CHECK(check::finish(target) == 2 + 8 + 6); // still the fresh call
        auto again = valor::restore<int>(bytes);
        CHECK(check::finish(again) == 1 + 8 + 6);
    }
    CHECK(alive == 0 && caught == 0);
    return check::report();
}
