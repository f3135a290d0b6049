// libFuzzer target for `restore`: any bytes give a coroutine or a valor::error, within a small budget, and change nothing.
//
// Each input is read as it is and with a right checksum. What was restored can be saved, and that can be restored to the same bytes.
// Run it by scripts/fuzz. The sanitizers and -malloc_limit_mb watch over the rest.
#include "restore_programs.h"

#include <cstdio>
#include <cstdlib>

namespace {

constexpr valor::limits small{.memory = 1 << 20, .frames = 1000, .depth = 100};

void require(bool holds, const char *what) {
    if (holds) return;
    std::fprintf(stderr, "restore_fuzz: %s\n", what);
    std::abort();
}

std::string with_right_checksum(std::string bytes) {
    using namespace valor::detail;
    if (bytes.size() < checked_start) return bytes;
    const std::uint64_t sum = snapshot_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i) bytes[checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    return bytes;
}

template <class R> void restores(std::string_view bytes) {
    std::string first;
    try {
        const auto c = valor::restore<R>(bytes, small);
        first = c.serialize();
        const auto d = valor::restore<R>(first, small);
        require(d.serialize() == first, "saved again, other bytes");
        (void)c.clone();
    } catch (const valor::error &e) {
        require(first.empty() || e.code() == valor::errc::limit_exceeded || e.code() == valor::errc::not_persistable, e.what());
    }
}
void takes(std::string_view bytes) {
    static const std::string untouched = fuzzed::root(7).serialize();
    auto target = fuzzed::root(7);
    try {
        target.deserialize(bytes, small);
    } catch (const valor::error &) {
        require(target.serialize() == untouched, "a call that failed has changed its target");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
    const std::string raw(reinterpret_cast<const char *>(data), size);
    restores<int>(raw);
    const std::string bytes = with_right_checksum(raw);
    restores<int>(bytes);
    restores<std::string>(bytes);
    takes(bytes);
    return 0;
}
