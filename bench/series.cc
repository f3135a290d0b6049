#include "series.h"

#include "contender.h"
#include "measure.h"

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <string>
#include <vector>

namespace balor {
namespace {

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

struct row {
    const contender *who;
    std::vector<double> per_switch;

    double typical() const { return median(per_switch); }
    double best() const { return *std::ranges::min_element(per_switch); }
};

double typical_of(const std::vector<row> &rows, std::string_view name, mode form)
{
    const auto found = std::ranges::find_if(rows, [&](const row &r) { return r.who->name == name && r.who->form == form; });
    return found->typical();
}

std::string text(const row &r, const std::vector<row> &rows)
{
    const bool is_fiber = r.who->form == mode::fibers;
    const double to_fiber = typical_of(rows, "fiber", mode::fibers) / r.typical();
    const double to_plain = is_fiber ? 0 : r.typical() / typical_of(rows, "plain", r.who->form);
    char line[160];
    std::snprintf(line, sizeof line, "%c %-8.*s %12.2f %12.2f %13.1fx", static_cast<char>(r.who->form), static_cast<int>(r.who->name.size()),
                  r.who->name.data(), r.typical(), r.best(), to_fiber);
    std::string result = line;
    if (!is_fiber) {
        std::snprintf(line, sizeof line, " %13.2fx", to_plain);
        result += line;
    }
    return result;
}

} // namespace

void once(std::ostream &out)
{
    for (const contender &c : contenders())
        out << line(c, measure(c, 1)) << std::endl;
}

void many(std::ostream &out, std::uint64_t turns)
{
    for (const contender &c : contenders())
        out << line(c, measure(c, turns * c.weight)) << std::endl;
}

void compare(std::ostream &out, unsigned rounds, std::uint64_t turns)
{
    std::vector<row> rows;
    for (const contender &c : contenders()) {
        rows.push_back({&c, {}});
        measure(c, turns); // warm
    }
    for (unsigned round = 0; round < rounds; ++round)
        for (row &r : rows)
            r.per_switch.push_back(measure(*r.who, turns * r.who->weight).per_switch());

    out << "medians of " << rounds << " interleaved rounds, " << turns << " fiber turns or 8 times as many coroutine turns each\n\n"
        << "m contender  ns per switch         best  fiber / this  this / plain\n";
    for (const row &r : rows)
        out << text(r, rows) << '\n';
}

} // namespace balor
