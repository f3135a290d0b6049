#include "show.h"

#include "failure.h"

namespace command {

std::string json_string(std::string_view text) { return uf::any(text).print_json(); }

std::string plain(std::string_view text)
{
    std::string out = json_string(text);
    out = out.substr(1, out.size() - 2);
    for (std::size_t i = 0; (i = out.find("\\\"", i)) != std::string::npos; ++i) // a quote needs no escape here
        out.erase(i, 1);
    return out;
}

std::string entry_text(const entry &e)
{
    switch (e.what) {
    case entry::kind::value:
    case entry::kind::pending: break;
    case entry::kind::bits: return "= " + e.target;
    case entry::kind::nothing: return "(without state)";
    case entry::kind::reference:
    case entry::kind::link: return "-> " + plain(e.target);
    }
    const std::string shown = e.value.print(); // <type>value
    const std::size_t type = e.value.type().size() + 2;
    return shown.substr(0, type) + (e.value.has_value() ? " = " + shown.substr(type) : "");
}

std::string entry_json(const entry &e)
{
    switch (e.what) {
    case entry::kind::value:
    case entry::kind::pending: break;
    case entry::kind::bits: return "\"bits\":" + json_string(e.target);
    case entry::kind::nothing: return "\"type\":\"\",\"value\":null";
    case entry::kind::reference:
    case entry::kind::link: return "\"refers_to\":" + json_string(e.target);
    }
    return "\"type\":" + json_string(e.value.type()) + ",\"value\":" + e.value.print_json();
}

std::string point_text(const document &d, std::size_t frame)
{
    const std::string name = d.point_name(frame);
    return std::to_string(d.point(frame)) + (name.empty() ? "" : " \"" + plain(name) + "\"");
}

void check_output(std::size_t size, std::size_t bytes)
{
    if (size > (std::size_t{64} << 20) + 64 * bytes)
        throw failure("there is more to say of the snapshot than the limit allows");
}

} // namespace command
