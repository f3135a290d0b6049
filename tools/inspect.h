// `valor inspect`: all that a snapshot says of itself.
// Invariant: text has one line for each thing; in JSON every frame stands beside the others, and those that await name their child,
// so that long chains do not nest.
#pragma once
#include "document.h"

#include <string>

namespace command {

std::string inspect_text(const document &d);
std::string inspect_json(const document &d);

} // namespace command
