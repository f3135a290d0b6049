// `-fplugin-arg-valet-<name>[=value]`.
#pragma once

#include <string>

namespace valet {

struct Options {
  bool Print = false;    // print: the rewritten main file, to standard output
  std::string Emit;      // emit=FILE: the same to a file, for another compiler
  bool Plan = false;     // plan: what was decided about each coroutine, to standard output
  std::string Crash;     // crash=PHASE: a crash in that phase of the first coroutine (a test of what is said then)
  bool Identity = false; // identity: every body goes through both passes unchanged (a test of the mechanism)
};

} // namespace valet
