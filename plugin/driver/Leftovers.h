// At the end of the translation unit: is there a ser_ctx coroutine that nobody rewrote?
#pragma once

#include "model/Refusal.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace valet {

/// Handled: canonical declarations that were rewritten, skipped on request, or refused.
std::vector<Refusal> findLeftovers(clang::ASTContext &AST, const llvm::DenseSet<const clang::Decl *> &Handled);

} // namespace valet
