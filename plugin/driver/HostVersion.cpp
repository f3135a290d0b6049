// A plugin in another Clang than it was built for would crash somewhere: what it takes for a member lies elsewhere there. Clang does not
// look at that, so the plugin does, while it is loaded, before anything else in it runs.
// Invariant: of the host only one function is called, whose type does not change from version to version.
#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

// "Debian clang version 19.1.7 (3)": 19. 0 if it does not say.
int majorOf(const std::string &Version) {
  const std::string Before = "clang version ";
  const std::size_t At = Version.find(Before);
  return At == std::string::npos ? 0 : std::atoi(Version.c_str() + At + Before.size());
}

// 101: the first priority that is not the implementation's.
[[gnu::constructor(101)]] void refuseOtherHosts() {
  const std::string Host = clang::getClangFullVersion();
  const int Major = majorOf(Host);
  if (Major == CLANG_VERSION_MAJOR)
    return;
  std::fprintf(stderr, "error: valet: this plugin is built for Clang %d, but loaded by %s; use clang++-%d", CLANG_VERSION_MAJOR, Host.c_str(), CLANG_VERSION_MAJOR);
  if (Major >= VALOR_LLVM_OLDEST && Major <= VALOR_LLVM_NEWEST)
    std::fprintf(stderr, ", or build Valor with -DVALOR_LLVM=%d", Major);
  std::fputc('\n', stderr);
  std::_Exit(EXIT_FAILURE);
}

} // namespace
