#include "document.h"

#include "failure.h"
#include "input.h"

#include <algorithm>
#include <cstdio>

namespace command {
namespace {

// No honest snapshot has more: each takes bytes, but for those without state.
std::size_t entries_in(std::size_t bytes) { return 1'000'000 + bytes / 4; }

// Of a graph only its form is looked at here: no object of it is made.
struct form_only final : uf::graph_reader {
    using graph_reader::graph_reader;
    void find_in_root(std::int32_t, std::int32_t, std::span<uf::incoming *>) override {}
};

valor::detail::snapshot check(std::string_view bytes)
{
    if (bytes.starts_with(std::string_view("VSEAL")))
        throw failure("the snapshot is sealed; unseal it first (valor::unseal)");
    const std::string_view head("\0\0\0\6t3c", 7); // the version stands behind it, and the parser speaks of that
    const auto at = std::mismatch(bytes.begin(), bytes.end(), head.begin(), head.end()).first;
    if (at != bytes.end() && static_cast<std::size_t>(at - bytes.begin()) < head.size())
        throw failure("this is no snapshot of a coroutine (at byte " + std::to_string(at - bytes.begin()) + ")");
    if (bytes.empty())
        throw failure("the snapshot is empty (at byte 0)");
    valor::limits limits;
    limits.frames = bytes.size(); // a program may allow more than the default; here they only have to be there
    uf::reader reader(bytes);
    form_only graph(reader);
    auto parsed = valor::detail::snapshot_parser(reader, graph, limits).parse(bytes);
    uf::any_view("a", bytes).check();
    return parsed;
}

std::string number(std::size_t n) { return std::to_string(n); }

std::string hexadecimal(std::string_view bytes)
{
    std::string out;
    for (const char c : bytes) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += two;
    }
    return out;
}

bool is_reference(std::string_view name) { return name.starts_with('&'); }
bool is_stateless(std::string_view name) { return name.starts_with('.'); }

} // namespace

document::document(const std::string &bytes) : bytes_(bytes), data_(check(bytes_)), budget_(entries_in(bytes.size()))
{
    const auto whole = uf::any_view::parse(bytes_).get_as<wire::snapshot>();
    version_ = whole.version;
    checksum_ = whole.checksum;
    if (whole.records.size() > frames() && whole.records[frames()].type() == valor::detail::extras_type) // rooms may follow
        extras_ = whole.records[frames()].get_as<wire::extras>();
    for (const auto &l : data_.layouts)
        names_.push_back(split(l.names));
    awaited_.resize(frames());
    for (const auto &f : data_.frames)
        if (f.child >= 0)
            awaited_[static_cast<std::size_t>(f.child)] = true;
    index_extras();
}

document::names document::split(std::string_view text)
{
    names out;
    while (!text.empty()) {
        const std::string_view name = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), name.size() + 1));
        if (name.starts_with('@') && text.empty()) {
            out.point = name.substr(1);
            break;
        }
        out.all.push_back(name);
        out.references += is_reference(name);
        out.values += !is_reference(name) && !is_stateless(name);
    }
    return out;
}

void document::index_extras()
{
    bits_.resize(frames());
    links_.resize(frames());
    first_reference_.resize(frames() + 1);
    for (const wire::exact_bits &b : extras_.bits)
        bits_[static_cast<std::size_t>(b.frame)] = &b;
    for (const wire::frame_links &l : extras_.links)
        links_[static_cast<std::size_t>(l.frame)] = &l;
    for (const wire::reference &r : extras_.references) // they are in the order of the frames
        ++first_reference_[static_cast<std::size_t>(r.frame) + 1];
    for (std::size_t i = 0; i < frames(); ++i)
        first_reference_[i + 1] += first_reference_[i];
}

const valor::detail::layout_record *document::layout(std::size_t frame) const
{
    const std::int32_t n = data_.frames[frame].layout;
    return n < 0 ? nullptr : &data_.layouts[static_cast<std::size_t>(n)];
}

const document::names *document::names_of(std::size_t frame) const
{
    const std::int32_t n = data_.frames[frame].layout;
    return n < 0 ? nullptr : &names_[static_cast<std::size_t>(n)];
}

std::optional<std::size_t> document::child(std::size_t frame) const
{
    const std::int32_t c = data_.frames[frame].child;
    return c >= 0 ? std::optional<std::size_t>(static_cast<std::size_t>(c)) : std::nullopt;
}

std::string document::function(std::size_t frame) const { return layout(frame) ? std::string(layout(frame)->key) : std::string(); }

std::string document::fingerprint(std::size_t frame) const
{
    if (!layout(frame))
        return {};
    char text[24];
    std::snprintf(text, sizeof text, "0x%016llx", static_cast<unsigned long long>(layout(frame)->fingerprint));
    return text;
}

int document::point(std::size_t frame) const { return layout(frame) ? layout(frame)->point : -1; }

std::string document::point_name(std::size_t frame) const { return names_of(frame) ? std::string(names_of(frame)->point) : std::string(); }

void document::spend(std::size_t n) const
{
    if (n > budget_)
        throw failure("the snapshot says more than the limit allows");
    budget_ -= n;
}

std::vector<entry> document::entries(std::size_t frame) const
{
    std::vector<entry> out;
    if (layout(frame))
        add_variables(frame, out);
    if (const auto &f = data_.frames[frame]; f.has_value)
        out.push_back({entry::kind::pending, layout(frame) ? "awaited value" : state(frame) == valor::detail::state::failed ? "exception" : "result", uf::any_view(f.value.type, f.value.bytes), {}});
    if (const wire::frame_links *l = links_[frame])
        add_links(l->links, out);
    if (const wire::exact_bits *b = bits_[frame])
        out.push_back({entry::kind::bits, "exact bits", {}, hexadecimal(b->bits)});
    spend(out.size());
    return out;
}

std::vector<entry> document::object_entries(std::size_t n) const
{
    const wire::object &o = extras_.objects[n];
    std::vector<entry> out;
    out.push_back({entry::kind::value, "value", o.value, {}});
    add_links(o.links, out);
    if (!o.bits.empty())
        out.push_back({entry::kind::bits, "exact bits", {}, hexadecimal(o.bits)});
    spend(out.size());
    return out;
}

// One value is the any itself, several are a tuple.
std::vector<uf::any_view> document::values_of(std::size_t frame) const
{
    const uf::any_view all(data_.frames[frame].variables.type, data_.frames[frame].variables.bytes);
    if (!all.has_value())
        return {};
    if (names_of(frame)->values == 1 || all.type()[0] != 't')
        return {all};
    return all.elements();
}

void document::add_variables(std::size_t frame, std::vector<entry> &to) const
{
    const names &n = *names_of(frame);
    const std::vector<uf::any_view> values = values_of(frame);
    if (n.values != values.size()) { // names without marks are of a version that had none
        for (std::size_t i = 0; i < values.size(); ++i)
            to.push_back({entry::kind::value, "#" + number(i), values[i], {}});
        add_references(frame, to);
        return;
    }
    // Those of the parameters of the outermost coroutine are bound by a fresh call.
    const std::size_t bound = first_reference_[frame + 1] - first_reference_[frame];
    std::size_t value = 0, unbound = n.references > bound ? n.references - bound : 0, next = first_reference_[frame];
    spend(n.all.size());
    for (const std::string_view marked : n.all) {
        const std::string name(valor::detail::unmarked(marked));
        if (is_stateless(marked)) {
            to.push_back({entry::kind::nothing, name, {}, {}});
        } else if (!is_reference(marked)) {
            to.push_back({entry::kind::value, name, values[value++], {}});
        } else if (unbound > 0) {
            --unbound;
            to.push_back({entry::kind::reference, name, {}, "an object outside of the snapshot"});
        } else if (next < first_reference_[frame + 1]) {
            const wire::reference &r = extras_.references[next++];
            to.push_back({entry::kind::reference, name, {}, place(r.target == -1 ? -4 : r.target, r.variable, r.path)});
        }
    }
}

void document::add_references(std::size_t frame, std::vector<entry> &to) const
{
    for (std::size_t i = first_reference_[frame]; i < first_reference_[frame + 1]; ++i) {
        const wire::reference &r = extras_.references[i];
        to.push_back({entry::kind::reference, "#" + number(i - first_reference_[frame]), {}, place(r.target == -1 ? -4 : r.target, r.variable, r.path)});
    }
}

void document::add_links(const std::vector<wire::link> &links, std::vector<entry> &to) const
{
    for (std::size_t i = 0; i < links.size(); ++i) {
        const wire::link &l = links[i];
        std::string target = place(l.unit, l.part, l.path);
        if (l.count > 1)
            target += ", " + std::to_string(l.count) + " elements";
        to.push_back({entry::kind::link, "pointer " + number(i), {}, std::move(target)});
    }
}

// Where a reference or a pointer leads. A forged one may lead nowhere.
std::string document::place(std::int32_t unit, std::int32_t part, const std::vector<std::int32_t> &path) const
{
    std::string steps;
    for (const std::int32_t step : path)
        steps += "[" + std::to_string(static_cast<std::uint32_t>(step)) + "]";
    switch (unit) {
    case -1: return "nothing";
    case -2: return "object " + std::to_string(part) + steps;
    case -3: return text(part) + steps;
    case -4: return "what " + name_of(0, part) + " of frame 0 is bound to" + (steps.empty() ? "" : ": " + steps);
    default: return name_of(static_cast<std::size_t>(unit), part) + steps + " of frame " + std::to_string(unit);
    }
}

std::string document::text(std::int32_t part) const
{
    const auto n = static_cast<std::size_t>(part);
    if (n >= extras_.texts.size())
        return "text " + std::to_string(part);
    spend(extras_.texts[n].size() / 64); // many may lead to a long one
    return "the text '" + extras_.texts[n] + "'";
}

std::string document::name_of(std::size_t frame, std::int32_t part) const
{
    if (part < 0)
        return "the awaited value";
    const names *known = frame < frames() ? names_of(frame) : nullptr;
    const auto n = static_cast<std::size_t>(part);
    return known && n < known->all.size() ? "'" + std::string(valor::detail::unmarked(known->all[n])) + "'" : "variable " + number(n);
}

namespace {

struct state_name {
    char state;
    std::string_view word, text;
};
constexpr state_name state_names[] = {
    {valor::detail::state::unstarted, "unstarted", "has not started"},
    {valor::detail::state::awaits_own, "awaits_own", "awaits a coroutine"},
    {valor::detail::state::awaits_held, "awaits_held", "awaits a coroutine that a variable holds"},
    {valor::detail::state::awaits_value, "awaits_value", "awaits an awaiter that is saved"},
    {valor::detail::state::awaits_again, "awaits_again", "awaits what a restore evaluates again"},
    {valor::detail::state::supplied, "supplied", "was given the result of its co_await"},
    {valor::detail::state::finished, "finished", "has finished with a result"},
    {valor::detail::state::failed, "failed", "has ended with an exception"},
    {valor::detail::state::taken, "taken", "has finished, and its result was taken"},
};

const state_name &named(char state)
{
    const auto *found = std::find_if(std::begin(state_names), std::end(state_names), [&](const state_name &n) { return n.state == state; });
    static constexpr state_name unknown{0, "unknown", "is in an unknown state"};
    return found == std::end(state_names) ? unknown : *found;
}

} // namespace

std::string_view state_text(char state) { return named(state).text; }
std::string_view state_word(char state) { return named(state).word; }

} // namespace command
