// What differs between the variables that a snapshot names at a suspension point and those of this program: for the message of errc::layout_changed.
// Invariant: reads nothing but names and typestrings, whatever they are; the text is bounded.
// Leaves to others: whether they differ at all (the fingerprint says so).
#pragma once
#include <valor/question.h>
#include <valor/snapshot.h>

#include <string>
#include <string_view>
#include <vector>

namespace valor::detail {

struct named_type {
    std::string_view name, type; // type "": a reference, without state, or not known
    bool reference = false, known = false;
};

inline std::vector<std::string_view> split(std::string_view list, char separator)
{
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        parts.push_back(list.substr(0, list.find(separator)));
        list.remove_prefix(std::min(list.size(), parts.back().size() + 1));
    }
    return parts;
}

// The n-th part, whatever n; empty when there is none.
inline std::string_view nth_of(std::string_view list, char separator, std::size_t n)
{
    for (; n && !list.empty(); --n)
        list.remove_prefix(std::min(list.size(), std::min(list.size(), list.find(separator)) + 1));
    return list.substr(0, list.find(separator));
}

// Of a snapshot, with marks, and of the program.
inline bool same_names(std::string_view marked, std::string_view names)
{
    while (!marked.empty() && !names.empty()) {
        const std::string_view one = marked.substr(0, marked.find(',')), other = names.substr(0, names.find(','));
        if (unmarked(one) != other)
            return false;
        const bool last = one.size() == marked.size();
        if (last != (other.size() == names.size()))
            return false;
        marked.remove_prefix(std::min(marked.size(), one.size() + 1));
        names.remove_prefix(std::min(names.size(), other.size() + 1));
    }
    return marked.empty() && names.empty();
}

// Takes "@name" off the names of a point.
inline std::string_view take_point_name(std::vector<std::string_view> &names)
{
    if (names.empty() || names.back().substr(0, 1) != "@")
        return {};
    const std::string_view name = names.back();
    names.pop_back();
    return name;
}

// The typestrings of the variables of one frame: one, or those behind "tN".
inline std::vector<std::string_view> split_types(std::string_view type, std::size_t wanted)
{
    if (wanted == 1 || type.empty())
        return type.empty() ? std::vector<std::string_view>() : std::vector{type};
    std::vector<std::string_view> parts;
    if (uf::check_typestring(type) != uf::legal || type[0] != 't')
        return parts;
    type.remove_prefix(std::min(type.size(), type.find_first_not_of("0123456789", 1)));
    while (!type.empty()) {
        std::size_t n = 1;
        while (n < type.size() && uf::check_typestring(type.substr(0, n)) != uf::legal)
            ++n;
        parts.push_back(type.substr(0, n));
        type.remove_prefix(n);
    }
    return parts;
}

class layout_diff {
public:
    layout_diff(const layout_record &then, const frame_record *frame, const entry &now) : then_(then), now_(now)
    {
        before_names_ = split(then.names, ',');
        const std::string_view point_name = take_point_name(before_names_);
        find_point(point_name);
        before(frame);
    }
    std::string text() const
    {
        if (point_ < 0)
            return "it has no suspension point " + std::to_string(then_.point) + " any more; that held: " + std::string(then_.names.substr(0, most));
        std::string out;
        for (const named_type &v : before_)
            if (const named_type *same = find(after_, v.name); !same)
                add(out, v, " is gone");
            else if (v.reference != same->reference && same->known)
                add(out, v, v.reference ? " is no reference any more" : " is a reference now");
            else if (v.type != same->type && !v.type.empty() && !same->type.empty())
                add(out, v, " has type \"" + std::string(same->type) + "\" now");
        for (const named_type &v : after_)
            if (!find(before_, v.name))
                add(out, v, " is new");
        const std::string where = "at point " + std::to_string(then_.point);
        if (!out.empty())
            return where + " " + out;
        const bool reordered = !std::equal(before_.begin(), before_.end(), after_.begin(), after_.end(), [](auto &a, auto &b) { return a.name == b.name; });
        return where + (reordered ? " the variables stand in another order" : " the names are the same: it is a type in the source, another point or their order");
    }

private:
    static constexpr std::size_t most = 1000; // characters

    static const named_type *find(const std::vector<named_type> &all, std::string_view name)
    {
        for (const named_type &v : all)
            if (v.name == name)
                return &v;
        return nullptr;
    }
    static void add(std::string &out, const named_type &v, const std::string &what)
    {
        if (out.size() > most)
            return;
        out += (out.empty() ? "'" : ", '") + std::string(v.name) + "'";
        if (!v.type.empty())
            out += " of type \"" + std::string(v.type) + "\"";
        out += what;
    }
    // The point of that name, or of that number.
    void find_point(std::string_view name)
    {
        const auto points = split(now_.id.names, ';');
        const auto size = static_cast<std::int32_t>(points.size());
        for (std::int32_t p = 0; p < size; ++p) {
            auto names = split(points[static_cast<std::size_t>(p)], ',');
            const std::string_view own = take_point_name(names);
            if (name.empty() ? p != then_.point : own != name)
                continue;
            point_ = p;
            after_names(names, types_at(p));
        }
    }
    const point_types *types_at(std::int32_t p) const
    {
        for (const point_types *t = now_.points ? *now_.points : nullptr; t; t = t->next)
            if (t->point == p)
                return t;
        return nullptr;
    }
    void after_names(const std::vector<std::string_view> &names, const point_types *types)
    {
        for (std::size_t i = 0; i < names.size(); ++i)
            after_.push_back(types && i < types->count ? now(names[i], types->all[i]()) : named_type{names[i], {}});
    }
    static named_type now(std::string_view name, const variable_ops &o) { return {name, o.type, o.what != variable_ops::kind::value, true}; }
    void before(const frame_record *frame)
    {
        for (const std::string_view marked : before_names_)
            before_.push_back({unmarked(marked), {}, marked.substr(0, 1) == "&", true});
        if (!frame)
            return;
        std::vector<named_type *> values;
        for (std::size_t i = 0; i < before_.size(); ++i)
            if (before_names_[i] == before_[i].name) // no mark
                values.push_back(&before_[i]);
        const auto types = split_types(frame->variables.type, values.size());
        for (std::size_t i = 0; i < values.size() && types.size() == values.size(); ++i)
            values[i]->type = types[i];
    }

    const layout_record &then_;
    const entry &now_;
    std::int32_t point_ = -1;
    std::vector<std::string_view> before_names_;
    std::vector<named_type> before_, after_;
};

} // namespace valor::detail
