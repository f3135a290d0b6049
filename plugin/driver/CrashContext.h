// What the plugin is at: the line of a crash's stack dump that names the coroutine and the phase, and asks for a report.
// Left to others: the dump itself, which is Clang's. Clang parses and generates code for rewritten bodies when no context is alive: it
// names the function by itself then.
#pragma once

#include "clang/AST/Decl.h"
#include "llvm/Support/PrettyStackTrace.h"

#include <string>

namespace valet {

class CrashContext : public llvm::PrettyStackTraceEntry {
public:
  /// CrashIn: the phase that is to crash, for the test of this (`crash=PHASE`).
  CrashContext(const clang::FunctionDecl *FD, const std::string &CrashIn) : FD(FD), CrashIn(CrashIn) {}

  void enter(llvm::StringLiteral Next);
  const std::string &crashIn() const { return CrashIn; }
  void print(llvm::raw_ostream &OS) const override;

private:
  const clang::FunctionDecl *FD;
  const std::string &CrashIn;
  llvm::StringRef Phase = "begin";
};

} // namespace valet
