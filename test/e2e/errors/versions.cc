// Two versions of one program, told apart by VERSION: a snapshot crosses between them in a file.
//     versions.1 save FILE; versions.2 load FILE    (and so on: see CMakeLists.txt)
// In version 2 `grown` has one more local, `changed` other types, `renamed` another point before that of its name, `gone` does not exist,
// `leads` and `looks` save another set of references, `steady` is unchanged.
#include "check.h"

#include <fstream>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace versions {
using valor::ser_ctx;

ser_ctx<int> steady(int n) { co_return n + co_await check::wait{1}; }

ser_ctx<int> grown(int n) {
    int a = n * 2;
#if VERSION == 2
    int b = a + 1;
    a += b;
#endif
    co_await check::wait{1};
#if VERSION == 2
    co_return a + b;
#else
    co_return a;
#endif
}

#if VERSION == 1
using number = int;
#else
using number = double;
#endif
ser_ctx<int> changed(int &count, std::string s) {
    std::vector<number> numbers{1, 2};
    int last = co_await check::wait{1};
    co_return last + count + int(s.size() + numbers.size());
}

ser_ctx<int> leads(std::vector<int> all) {
#if VERSION == 1
    int &last = all.back();
#else
    int last = all.back();
#endif
    co_await check::wait{1};
    co_return last + all[0];
}
// The same declarations; what is looked at later differs, and with it what is saved.
ser_ctx<int> looks(std::vector<int> all) {
    [[maybe_unused]] int &first = all[0], &last = all[1];
    co_await check::wait{1};
#if VERSION == 1
    co_return first;
#else
    co_return last;
#endif
}

ser_ctx<int> renamed(int n) {
#if VERSION == 2
    co_await check::wait{n};
    double added = n;
#else
    int added = n;
#endif
    VALOR_POINT("here") co_await check::wait{n};
    co_return int(added) + n;
}
ser_ctx<int> root(int n) {
    int count = n;
    if (n == 1) co_return co_await changed(count, "text");
    co_return co_await renamed(n);
}

#if VERSION == 1
ser_ctx<int> gone(int n) { co_return n + co_await check::wait{1}; }
#endif
} // namespace versions

static void put(const std::string &file, const std::string &bytes) { std::ofstream(file, std::ios::binary) << bytes; }
static std::string take(const std::string &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

static void save(const std::string &file) {
    using namespace versions;
    put(file + ".steady", valor::start(steady(1)).serialize());
    put(file + ".grown", valor::start(grown(1)).serialize());
    put(file + ".leads", valor::start(leads({1, 2})).serialize());
    put(file + ".looks", valor::start(looks({1, 2})).serialize());
    put(file + ".changed", valor::start(root(1)).serialize());
    auto there = valor::start(root(2));
#if VERSION == 2
    there.resume();
#endif
    put(file + ".renamed", there.serialize());
#if VERSION == 1
    put(file + ".gone", valor::start(gone(1)).serialize());
#endif
}

static void load(const std::string &file) {
    auto c = valor::restore<int>(take(file + ".steady"));
    CHECK(check::finish(c) == 2);
    CHECK_ERROR(layout_changed, (void)valor::restore<int>(take(file + ".grown")));
    const auto says = [&file](const char *which, std::initializer_list<const char *> all) {
        const auto o = check::of([&] { (void)valor::restore<int>(take(file + which)); });
        CHECK(o.is(valor::errc::layout_changed));
        for (const char *words : all)
            if (!o.names(words)) check::failed(__FILE__, __LINE__, std::string("\"") + words + "\" is missing: " + o.what);
    };
#if VERSION == 2
    says(".grown", {"grown(int)", "at point 1", "'b' of type \"i\" is new"});
    says(".changed", {"versions::changed(int &, ", "'numbers' of type \"li\" has type \"ld\" now"});
    says(".leads", {"versions::leads(", "'last' is no reference any more"});
    says(".looks", {"'first' is gone", "'last' is new"});
    says(".renamed", {"renamed(int)", "at point 1", "'added' of type \"i\" has type \"d\" now"});
#else
    says(".grown", {"grown(int)", "'b' of type \"i\" is gone"});
    says(".changed", {"'numbers' of type \"ld\" has type \"li\" now"});
    says(".leads", {"'last' of type \"i\" is a reference now"});
    says(".looks", {"'first' is new", "'last' is gone"});
    says(".renamed", {"at point 2", "'added' of type \"d\" has type \"i\" now"});
#endif
#if VERSION == 2
    CHECK_ERROR(unknown_function, (void)valor::restore<int>(take(file + ".gone")));
    CHECK(check::of([&] { (void)valor::restore<int>(take(file + ".gone")); }).names("gone"));
#endif
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    std::string_view(argv[1]) == "save" ? save(argv[2]) : load(argv[2]);
    return check::report();
}
