// Compile-time format strings and formatters.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string>
#include <vector>

struct point {
    int x, y;
};
template <> struct fmt::formatter<point> : fmt::formatter<int> {
    template <class C> auto format(const point &p, C &c) const { return fmt::format_to(c.out(), "({}, {})", p.x, p.y); }
};

int main() {
    const std::map<std::string, std::vector<int>> counts{{"tea", {1, 2}}, {"milk", {}}};
    std::string text = fmt::format("{:>8.3f} {:#x} {} {} {:%H:%M}", 1.5, 255, counts, point{1, 2}, std::chrono::seconds(4000));
    return static_cast<int>(text.size() & 1);
}
