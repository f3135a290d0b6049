#include "diff.h"

#include "show.h"

#include <algorithm>
#include <map>

namespace command {
namespace {

difference::side side_of(const std::string &text) { return {plain(text), json_string(text)}; }
difference::side side_of(const entry &e) { return {entry_text(e), "{" + entry_json(e) + "}"}; }

// Exactly: the same text may stand for different bits.
bool equal(const entry &a, const entry &b) { return a.what == b.what && a.value == b.value && a.target == b.target; }

class comparison {
public:
    comparison(const document &a, const document &b) : a_(a), b_(b) {}

    std::vector<difference> run()
    {
        const std::vector<std::size_t> in_a = in_order(a_), in_b = in_order(b_);
        if (a_.frames() != b_.frames())
            put("snapshot", "frames", side_of(std::to_string(a_.frames())), side_of(std::to_string(b_.frames())));
        for (std::size_t i = 0; i < std::max(in_a.size(), in_b.size()); ++i)
            if (i >= in_b.size())
                only(a_, in_a[i], "removed");
            else if (i >= in_a.size())
                only(b_, in_b[i], "added");
            else
                frames(in_a[i], in_b[i]);
        for (std::size_t i = 0; i < std::max(a_.objects(), b_.objects()); ++i)
            entries("object " + std::to_string(i), i < a_.objects() ? a_.object_entries(i) : std::vector<entry>(),
                i < b_.objects() ? b_.object_entries(i) : std::vector<entry>());
        if (found_.empty() && a_.checksum() != b_.checksum())
            put("snapshot", "bytes", side_of("checksum " + std::to_string(a_.checksum())), side_of("checksum " + std::to_string(b_.checksum())));
        return std::move(found_);
    }

private:
    static std::vector<std::size_t> in_order(const document &d)
    {
        std::vector<std::size_t> out;
        std::vector<bool> seen(d.frames());
        for (std::optional<std::size_t> f = 0; f; f = d.child(*f)) // no circles: the parser saw to that
            out.push_back(*f), seen[*f] = true;
        for (std::size_t i = 0; i < d.frames(); ++i)
            if (!seen[i])
                out.push_back(i);
        return out;
    }

    void put(const std::string &where, const std::string &what, difference::side before, difference::side after, const std::string &name = {})
    {
        size_ += before.text.size() + before.json.size() + after.text.size() + after.json.size() + 100;
        check_output(size_, a_.size() + b_.size());
        found_.push_back({where, what, name, std::move(before), std::move(after)});
    }

    void only(const document &d, std::size_t frame, const char *what)
    {
        const std::string function = d.function(frame).empty() ? "a coroutine that has finished" : d.function(frame);
        const bool added = &d == &b_;
        put("frame " + std::to_string(frame), what, added ? difference::side() : side_of(function), added ? side_of(function) : difference::side());
    }

    void property(const std::string &where, const char *what, const std::string &before, const std::string &after)
    {
        if (before != after)
            put(where, what, side_of(before), side_of(after));
    }

    void frames(std::size_t a, std::size_t b)
    {
        const std::string where = "frame " + std::to_string(a) + (a == b ? "" : " (" + std::to_string(b) + ")");
        property(where, "function", a_.function(a), b_.function(b));
        property(where, "fingerprint", a_.fingerprint(a), b_.fingerprint(b));
        property(where, "point", shown_point(a_, a), shown_point(b_, b));
        property(where, "state", shown_state(a_, a), shown_state(b_, b));
        entries(where, a_.entries(a), b_.entries(b));
    }
    static std::string shown_point(const document &d, std::size_t frame)
    {
        const std::string name = d.point_name(frame);
        return std::to_string(d.point(frame)) + (name.empty() ? "" : " '" + name + "'");
    }
    static std::string shown_state(const document &d, std::size_t frame)
    {
        return std::string(state_text(d.state(frame))) + (d.child(frame) ? ", frame " + std::to_string(*d.child(frame)) : "");
    }

    // By name, and of those with one name the first with the first.
    void entries(const std::string &where, const std::vector<entry> &before, const std::vector<entry> &after)
    {
        std::map<std::string_view, std::vector<const entry *>> by_name;
        for (const entry &e : after)
            by_name[e.name].push_back(&e);
        std::map<std::string_view, std::size_t> used;
        for (const entry &e : before) {
            const auto same_name = by_name.find(e.name);
            const std::size_t n = used[e.name]++;
            if (same_name == by_name.end() || n >= same_name->second.size())
                put(where, "removed", side_of(e), {}, e.name);
            else if (const entry &other = *same_name->second[n]; !equal(e, other))
                put(where, e.what != other.what || e.value.type() != other.value.type() ? "retyped" : "changed", side_of(e), side_of(other), e.name);
        }
        for (const entry &e : after)
            if (std::size_t &n = used[e.name]; n > 0)
                --n;
            else
                put(where, "added", {}, side_of(e), e.name);
    }

    const document &a_, &b_;
    std::vector<difference> found_;
    std::size_t size_ = 0;
};

std::string json_side(const char *name, const difference::side &s) { return s.json.empty() ? "" : "," + json_string(name) + ":" + s.json; }

} // namespace

std::vector<difference> compare(const document &a, const document &b) { return comparison(a, b).run(); }

std::string diff_text(const std::vector<difference> &found)
{
    std::string out, where;
    for (const difference &d : found) {
        if (d.where != where)
            out += (where = d.where) + "\n";
        out += d.before.text.empty() ? "  + " : d.after.text.empty() ? "  - " : "  ~ ";
        out += d.name.empty() ? d.what : plain(d.name) + " " + d.what;
        out += ": " + d.before.text + (d.before.text.empty() || d.after.text.empty() ? "" : "  =>  ") + d.after.text + "\n";
    }
    return out;
}

std::string diff_json(const std::vector<difference> &found)
{
    std::string out = std::string("{\"same\":") + (found.empty() ? "true" : "false") + ",\"differences\":[";
    for (std::size_t i = 0; i < found.size(); ++i) {
        const difference &d = found[i];
        out += std::string(i ? "," : "") + "\n{\"where\":" + json_string(d.where) + ",\"what\":" + json_string(d.what);
        if (!d.name.empty())
            out += ",\"name\":" + json_string(d.name);
        out += json_side("before", d.before) + json_side("after", d.after) + "}";
    }
    return out + "]}\n";
}

} // namespace command
