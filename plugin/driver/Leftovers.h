// At the end of the translation unit: is there a ser_ctx coroutine that nobody rewrote?
#pragma once

#include "model/Refusal.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace valet {

/// FilesWithCoroutines: where a keyword of coroutines was read. OfPrecompiled: instances of templates from a precompiled header or
/// module. WithPragma: bodies that were left alone because of one.
std::vector<Refusal> findLeftovers(clang::ASTContext &AST, const llvm::DenseSet<clang::FileID> &FilesWithCoroutines,
                                   const std::vector<clang::FunctionDecl *> &OfPrecompiled,
                                   const llvm::DenseSet<const clang::FunctionDecl *> &WithPragma);

} // namespace valet
