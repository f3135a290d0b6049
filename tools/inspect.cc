#include "inspect.h"

#include "show.h"

#include <algorithm>

namespace command {
namespace {

std::string of_frames(std::size_t n) { return std::to_string(n) + (n == 1 ? " frame" : " frames"); }

void put_entries(std::string &out, const std::string &indent, const std::vector<entry> &entries)
{
    for (const entry &e : entries)
        out += indent + plain(e.name) + " " + entry_text(e) + "\n";
}

void put_frame(std::string &out, const document &d, std::size_t frame, std::size_t level)
{
    const std::string indent(4 * std::min<std::size_t>(level, 10), ' '); // long chains stay readable
    out += indent + "frame " + std::to_string(frame) + ": ";
    if (d.function(frame).empty())
        out += std::string(state_text(d.state(frame))) + "\n";
    else
        out += plain(d.function(frame)) + "\n" + indent + "  fingerprint " + d.fingerprint(frame) + ", point " + point_text(d, frame) +
            ": " + std::string(state_text(d.state(frame))) + (d.child(frame) ? ", frame " + std::to_string(*d.child(frame)) : "") + "\n";
    put_entries(out, indent + "  ", d.entries(frame));
    check_output(out.size(), d.size());
}

// The variables, which come first, as a list; then the others by name, pointers as a list.
void put_entries_json(std::string &out, const std::vector<entry> &entries)
{
    const auto others = std::find_if(entries.begin(), entries.end(), [](const entry &e) { return e.what > entry::kind::nothing; });
    out += "\"variables\":[";
    for (auto e = entries.begin(); e != others; ++e)
        out += std::string(e == entries.begin() ? "" : ",") + "{\"name\":" + json_string(e->name) + "," + entry_json(*e) + "}";
    std::string pointers;
    out += ']';
    for (auto e = others; e != entries.end(); ++e)
        if (e->what == entry::kind::link)
            pointers += std::string(pointers.empty() ? "" : ",") + json_string(e->target);
        else if (e->what == entry::kind::bits)
            out += ",\"exact_bits\":" + json_string(e->target);
        else
            out += "," + json_string(e->name == "awaited value" ? "awaited_value" : e->name) + ":{" + entry_json(*e) + "}";
    if (!pointers.empty())
        out += ",\"pointers\":[" + pointers + "]";
}

void put_frame_json(std::string &out, const document &d, std::size_t frame)
{
    out += "{\"frame\":" + std::to_string(frame) + ",\"state\":" + json_string(state_word(d.state(frame)));
    if (!d.function(frame).empty()) {
        out += ",\"function\":" + json_string(d.function(frame)) + ",\"fingerprint\":" + json_string(d.fingerprint(frame)) +
            ",\"point\":" + std::to_string(d.point(frame));
        if (const std::string name = d.point_name(frame); !name.empty())
            out += ",\"point_name\":" + json_string(name);
    }
    if (d.child(frame))
        out += ",\"awaits\":" + std::to_string(*d.child(frame));
    out += ',';
    put_entries_json(out, d.entries(frame));
    out += '}';
    check_output(out.size(), d.size());
}

} // namespace

std::string inspect_text(const document &d)
{
    std::string out = plain(d.function(0)) + "\nfingerprint " + d.fingerprint(0) + ", point " + point_text(d, 0) + "; " + of_frames(d.frames()) + ", " +
        std::to_string(d.size()) + " bytes, version " + std::to_string(d.version()) + "\n";
    for (std::size_t i = 0; i < d.frames(); ++i) {
        if (d.is_awaited(i))
            continue; // shown below the one that awaits it
        out += '\n';
        if (i > 0)
            out += "held by a variable:\n";
        std::size_t level = 0;
        for (std::optional<std::size_t> f = i; f; f = d.child(*f))
            put_frame(out, d, *f, level++);
    }
    for (std::size_t i = 0; i < d.objects(); ++i) {
        out += "\nobject " + std::to_string(i) + ", shared\n";
        put_entries(out, "  ", d.object_entries(i));
        check_output(out.size(), d.size());
    }
    return out;
}

std::string inspect_json(const document &d)
{
    std::string out = "{\"function\":" + json_string(d.function(0)) + ",\"fingerprint\":" + json_string(d.fingerprint(0)) + ",\"point\":" + std::to_string(d.point(0));
    if (const std::string name = d.point_name(0); !name.empty())
        out += ",\"point_name\":" + json_string(name);
    out += ",\"version\":" + std::to_string(d.version()) + ",\"bytes\":" + std::to_string(d.size()) + ",\"frames\":[";
    for (std::size_t i = 0; i < d.frames(); ++i) {
        out += i ? ",\n" : "\n";
        put_frame_json(out, d, i);
    }
    out += "],\"objects\":[";
    for (std::size_t i = 0; i < d.objects(); ++i) {
        out += i ? ",\n" : "\n";
        out += '{';
        put_entries_json(out, d.object_entries(i));
        out += '}';
        check_output(out.size(), d.size());
    }
    return out + "]}\n";
}

} // namespace command
