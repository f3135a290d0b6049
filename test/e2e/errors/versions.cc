// Two versions of one program, told apart by VERSION: a snapshot crosses between them in a file.
//     versions.1 save FILE; versions.2 load FILE    (and so on: see CMakeLists.txt)
// In version 2 `grown` has one more local, `gone` does not exist, `steady` is unchanged.
#include "check.h"

#include <fstream>
#include <iterator>

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
#if VERSION == 1
    put(file + ".gone", valor::start(gone(1)).serialize());
#endif
}

static void load(const std::string &file) {
    auto c = valor::restore<int>(take(file + ".steady"));
    CHECK(check::finish(c) == 2);
    CHECK_ERROR(layout_changed, (void)valor::restore<int>(take(file + ".grown")));
    CHECK(check::of([&] { (void)valor::restore<int>(take(file + ".grown")); }).names("grown"));
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
