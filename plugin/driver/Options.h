// `-fplugin-arg-valet-<name>[=value]`.
#pragma once

#include <string>

namespace valet {

struct Options {
  bool Print = false;    // print: the rewritten main file, to standard output
  std::string Emit;      // emit=FILE: the same to a file, for another compiler
  bool Plan = false;     // plan: what was decided about each coroutine, to standard output
  bool Identity = false; // identity: every body goes through both passes unchanged (a test of the mechanism)
};

} // namespace valet
