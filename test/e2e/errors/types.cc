// Which types can be saved, a codec of a user's own, and what an error says of a value that cannot be read.
#include "check.h"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace types {
using valor::ser_ctx;

// A class of somebody else, with a check of its own.
class ticket {
public:
    static ticket numbered(int n) { return ticket(n); }
    int number() const { return n_; }

private:
    explicit ticket(int n) : n_(n) {}
    int n_;
};
struct aggregate {
    std::vector<std::map<std::string, ticket>> all;
    std::unique_ptr<int> owned;
    ser_ctx<int> child;
};
struct has_mutex {
    std::mutex m;
};
} // namespace types

template <> struct uf::codec<types::ticket> {
    static constexpr auto type() { return uf::typestring("i"); }
    static void encode(writer &w, const types::ticket &t) { w.i32(t.number()); }
    static types::ticket decode(reader &r) {
        const int n = r.i32();
        if (n < 0) r.fail(errc::malformed, "no such ticket");
        return types::ticket::numbered(n);
    }
};

namespace types {
static_assert(valor::persistable<int> && valor::persistable<const std::string> && valor::persistable<aggregate>);
static_assert(valor::persistable<ticket> && valor::persistable<std::vector<ticket>> && valor::persistable<ticket *>);
static_assert(valor::persistable<ser_ctx<int>> && valor::persistable<std::vector<ser_ctx<>>>);
static_assert(!valor::persistable<std::mutex> && !valor::persistable<has_mutex> && !valor::persistable<std::vector<has_mutex>>);
static_assert(!valor::persistable<std::function<void()>> && !valor::persistable<void *> && !valor::persistable<std::list<int>::iterator>);

ser_ctx<int> holds(int n) {
    ticket one = ticket::numbered(n);
    std::map<int, ticket> more;
    more.emplace(1, ticket::numbered(n + 1));
    const ticket *into = &more.at(1);
    const int got = co_await valor::receive<int>();
    co_return got + one.number() * 100 + more.at(1).number() * 10 + (into == &more.at(1));
}

void own_codec() {
    auto c = valor::restore<int>(valor::start(holds(3)).serialize());
    c.set_aw_ret(5);
    c.resume();
    CHECK(c.get() == 5 + 300 + 40 + 1);
}

std::string sign(std::string bytes) {
    using namespace valor::detail;
    const std::uint64_t sum = snapshot_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i) bytes[checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    return bytes;
}

// Function, variable and byte.
void place_of_an_error() {
    const std::string good = valor::start(holds(0x1234567)).serialize();
    const std::string number("\x01\x23\x45\x67", 4);
    const auto at = good.find(number, good.find(number) + 4); // the parameter is the first
    CHECK(at != std::string::npos);
    std::string bad = good;
    bad[at] = '\xff';
    const auto o = check::of([&] { (void)valor::restore<int>(sign(bad)); });
    CHECK(o.is(valor::errc::malformed));
    for (const std::string &part : {std::string("types::holds(int)"), std::string("'one'"), std::string("no such ticket"), "at byte " + std::to_string(at + 4)})
        if (!o.names(part)) check::failed(__FILE__, __LINE__, part + " is missing: " + o.what);
}
} // namespace types

int main() {
    types::own_codec();
    types::place_of_an_error();
    return check::report();
}
