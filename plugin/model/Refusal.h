// A construct that the rewrite cannot carry faithfully: what the user is told, and where.
#pragma once

#include "model/Coroutine.h"

#include <string>
#include <vector>

namespace valet {

struct Note {
  Place Where;
  std::string Text;
};

struct Refusal {
  std::string Diagnostic; // name in support/Diagnostics.def
  std::string Detail;     // replaces %0 in the message
  Place Where;
  std::vector<Note> Notes;
};

} // namespace valet
