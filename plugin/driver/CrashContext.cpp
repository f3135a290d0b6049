#include "driver/CrashContext.h"

#include "clang/AST/ASTContext.h"
#include "llvm/Support/Compiler.h"

using namespace clang;

namespace valet {

void CrashContext::enter(llvm::StringLiteral Next) {
  Phase = Next;
  if (Phase == CrashIn) [[unlikely]]
    LLVM_BUILTIN_TRAP;
}

void CrashContext::print(llvm::raw_ostream &OS) const {
  const ASTContext &AST = FD->getASTContext();
  FD->getLocation().print(OS, AST.getSourceManager());
  OS << ": valet: phase '" << Phase << "' of the coroutine '";
  FD->getNameForDiagnostic(OS, AST.getPrintingPolicy(), /*Qualified=*/true);
  OS << "'. This is a defect of Valor, not of your code: please report it, with this text and the preprocessed source\n";
}

} // namespace valet
