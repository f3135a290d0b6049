// What docs/errors.md shows: each errc as it comes about.
//
//   errors NAME            does what gives that error, and prints it
//   errors save FILE       saves a coroutine; `errors load FILE` restores it. CHANGED, the same program a version later, has another layout.
#include <valor.h>

#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

// [order]
valor::ser_ctx<int> order(std::string what, int price)
{
    const int quantity = co_await valor::receive<int>();
    std::cout << quantity << " x " << what << '\n';
    co_return price * quantity;
}
// [/order]
valor::ser_ctx<int> another(std::string what, int price) { co_return price + static_cast<int>(what.size()) + co_await valor::receive<int>(); }

#ifndef CHANGED
// [visit]
valor::ser_ctx<std::string> visit(int room)
{
    const std::string guest = co_await valor::receive<std::string>();
    co_return guest + std::to_string(room);
}
// [/visit]
valor::ser_ctx<> gone() { co_await valor::receive<int>(); }
#else
// [changed]
valor::ser_ctx<std::string> visit(int room)
{
    const long stay = room > 10 ? 2 : 1;
    const std::string guest = co_await valor::receive<std::string>();
    co_return guest + std::to_string(room) + std::to_string(stay);
}
// [/changed]
#endif

// [not_persistable]
valor::ser_ctx<int> borrows(int &n)
{
    co_await valor::receive<int>();
    co_return n;
}
// [/not_persistable]

void throw_not_suspended()
{
    // [not_suspended]
    valor::ser_ctx<int> c;
    c = valor::continue_from(valor::start(order("tea", 3)).serialize(), order, 2);   // finished
    (void)c.serialize();
    // [/not_suspended]
}

void throw_not_finished()
{
    // [not_finished]
    valor::ser_ctx<int> c = valor::start(order("tea", 3));
    (void)c.get();
    // [/not_finished]
}

void throw_not_persistable()
{
    // [not_persistable]
    int elsewhere = 1;
    valor::ser_ctx<int> c = valor::start(borrows(elsewhere));   // the root takes it from a fresh call
    (void)valor::restore<int>(c.serialize());
    // [/not_persistable]
}

void throw_type_mismatch()
{
    // [type_mismatch]
    valor::ser_ctx<int> c = valor::start(order("tea", 3));
    c.supply("two");
    // [/type_mismatch]
}

void throw_wrong_function()
{
    // [wrong_function]
    const std::string bytes = valor::start(order("tea", 3)).serialize();
    (void)valor::continue_from(bytes, another, 2);
    // [/wrong_function]
}

void throw_limit_exceeded()
{
    // [limit_exceeded]
    const std::string bytes = valor::start(order(std::string(5000, 'x'), 3)).serialize();
    (void)valor::restore<int>(bytes, valor::limits{.memory = 1000});
    // [/limit_exceeded]
}

void throw_truncated()
{
    // [truncated]
    const std::string bytes = valor::start(order("tea", 3)).serialize();
    (void)valor::restore<int>(bytes.substr(0, 100));
    // [/truncated]
}

void throw_malformed()
{
    // [malformed]
    std::string bytes = valor::start(order("tea", 3)).serialize();
    bytes.back() ^= 1;
    (void)valor::restore<int>(bytes);
    // [/malformed]
}

void throw_unsupported_version()
{
    std::string bytes = valor::start(order("tea", 3)).serialize();
    const std::string_view type = "t3cIla"; // of a snapshot: version, checksum, records
    bytes[bytes.find(type) + type.size() + 4] = 9;
    (void)valor::restore<int>(bytes);
}

// [code]
bool try_to_load(valor::ser_ctx<int> &c, const std::string &bytes)
{
    try {
        c = valor::restore<int>(bytes);
        return true;
    } catch (const valor::error &e) {
        if (e.code() == valor::errc::layout_changed)
            std::cerr << "written by another version of this program\n";
        std::cerr << e.what() << '\n';   // c is as it was
        return false;
    }
}
// [/code]

template <class C> void save(const std::string &file, C coroutine) { std::ofstream(file, std::ios::binary) << coroutine.serialize(); }
std::string text_of(const std::string &file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int main(int, char **argv)
try {
    const std::string what = argv[1];
    const std::map<std::string, std::function<void()>> all{
        {"not_suspended", throw_not_suspended},
        {"not_finished", throw_not_finished},
        {"not_persistable", throw_not_persistable},
        {"type_mismatch", throw_type_mismatch},
        {"wrong_function", throw_wrong_function},
        {"limit_exceeded", throw_limit_exceeded},
        {"truncated", throw_truncated},
        {"malformed", throw_malformed},
        {"unsupported_version", throw_unsupported_version},
        {"load", [&] { (void)valor::restore<std::string>(text_of(argv[2])); }},
        {"load_gone", [&] { (void)valor::restore(text_of(argv[2])); }},
        {"try_to_load", [] {
             valor::ser_ctx<int> c;
             std::cout << (try_to_load(c, "no snapshot") ? "loaded\n" : "not loaded\n");
         }},
        {"no_plugin", [] { (void)valor::start(order("tea", 3)).serialize(); }},
#ifndef CHANGED
        {"save", [&] { save(argv[2], valor::start(visit(7))); }},
        {"save_gone", [&] { save(argv[2], valor::start(gone())); }},
#endif
    };
    all.at(what)();
}
catch (const valor::error &e) {
    std::cout << e.what() << '\n';
}
