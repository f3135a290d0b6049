#include "explain.h"

#include "failure.h"

#include <algorithm>
#include <numeric>

namespace command {
namespace {

// How many letters must be put in, taken out or changed to make one of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
            diagonal = above;
        }
    }
    return row.back();
}

std::string_view bare(std::string_view name)
{
    if (name.starts_with('[') && name.ends_with(']'))
        name = name.substr(1, name.size() - 2);
    if (name.starts_with("-W"))
        name.remove_prefix(2);
    if (name.starts_with("valor-"))
        name.remove_prefix(6);
    return name;
}

std::string near(std::string_view name)
{
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (const page &p : pages()) {
        const bool part = name.size() > 2 && p.name.find(name) != std::string_view::npos;
        const std::size_t d = part ? 0 : distance(name, p.name);
        if (d <= std::max<std::size_t>(2, p.name.size() / 3))
            found.emplace_back(d, p.name);
    }
    std::sort(found.begin(), found.end());
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 3); ++i)
        out += (i ? ", " : "") + std::string(found[i].second);
    return out;
}

} // namespace

std::string_view page::message() const
{
    const std::size_t start = text.find("\n> ");
    return start == std::string_view::npos ? std::string_view() : text.substr(start + 3, text.find('\n', start + 3) - start - 3);
}

std::string explain(std::string_view name)
{
    const std::string_view wanted = bare(name).substr(0, 100);
    for (const page &p : pages())
        if (p.name == wanted)
            return std::string(p.text);
    const std::string alike = near(wanted);
    throw failure("there is no diagnostic '" + std::string(wanted) + "'; " + (alike.empty() ? "`valor explain` lists all" : "is it one of these: " + alike + "?"));
}

std::string explain_all()
{
    std::size_t width = 0;
    for (const page &p : pages())
        width = std::max(width, p.name.size());
    std::string out;
    for (const page &p : pages())
        out += std::string(p.name) + std::string(width + 2 - p.name.size(), ' ') + std::string(p.message()) + "\n";
    return out;
}

} // namespace command
