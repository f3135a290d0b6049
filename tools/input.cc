#include "input.h"

#include "failure.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace command {
namespace {

struct closer {
    void operator()(std::FILE *f) const { std::fclose(f); }
};

} // namespace

std::string shown_name(const std::string &name) { return name == "-" ? "standard input" : name; }

std::string read_file(const std::string &name)
{
    std::unique_ptr<std::FILE, closer> opened;
    std::FILE *file = stdin;
    if (name != "-") {
        opened.reset(file = std::fopen(name.c_str(), "rb"));
        if (!file)
            throw failure(name + ": cannot be opened: " + std::strerror(errno));
    }
    std::string bytes;
    std::array<char, 1 << 16> part;
    while (const std::size_t n = std::fread(part.data(), 1, part.size(), file)) {
        bytes.append(part.data(), n);
        if (bytes.size() > largest)
            throw failure(shown_name(name) + ": longer than " + std::to_string(largest >> 20) + " MiB, which is the limit");
    }
    if (std::ferror(file))
        throw failure(shown_name(name) + ": cannot be read (at byte " + std::to_string(bytes.size()) + "): " + std::strerror(errno));
    return bytes;
}

} // namespace command
