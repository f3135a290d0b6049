// Values as text and as JSON, in the words of ufser; what inspect and diff have in common.
// Invariant: text stays on its line, whatever the snapshot holds; JSON is valid.
#pragma once
#include "document.h"

#include <string>
#include <string_view>

namespace command {

// A string in quotes, for JSON.
std::string json_string(std::string_view text);
// Names of functions and variables in text: control characters are escaped.
std::string plain(std::string_view text);
// `<i> = 3`, `-> 'v' of frame 0`: all of an entry but its name.
std::string entry_text(const entry &e);
// The members of its JSON object behind the name: `"type":"i","value":3`.
std::string entry_json(const entry &e);
// `2 "ask"`, and for JSON.
std::string point_text(const document &d, std::size_t frame);
// Throws failure when the output has become larger than any snapshot of so many bytes that is not forged could make it.
void check_output(std::size_t size, std::size_t bytes);

} // namespace command
