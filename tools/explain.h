// `valor explain`: the pages of docs/diagnostics, which are part of the program, so there is nothing that could be missing or of
// another version.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace command {

struct page {
    std::string_view name; // without "valor-"
    std::string_view text;
    std::string_view message() const; // its one line
};

// All of them, by name; pages.cc is generated.
const std::vector<page> &pages();

// Of a name with or without "valor-" and brackets. Throws failure, which names what is spelled alike.
std::string explain(std::string_view name);
// Every name, with its message.
std::string explain_all();

} // namespace command
