// Classes of bodies that were parsed and forgotten: what is an instance for one of them, nothing that stays in the program calls.
#pragma once

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace valet {

using ForgottenDecls = llvm::DenseSet<const clang::Decl *>;

/// One of the template arguments of FD or of the classes around it names a class that was forgotten, or FD is a member of one.
bool isForForgotten(const clang::FunctionDecl *FD, const ForgottenDecls &Forgotten);

} // namespace valet
