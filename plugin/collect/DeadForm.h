// Goal: what can stand for a variable, on a re-entry, at points after which nothing looks at it any more.
// Invariant: what cannot be shown to run no code of the user's, and to be seen by nobody, gives DeadForm::None: it is saved, or refused.
#pragma once

#include "model/Coroutine.h"

#include "clang/AST/Decl.h"

namespace valet {

/// D as far as it is known, of V.
DeadForm formWhenDead(const Declarator &D, const clang::VarDecl *V);

/// Whether the bytes of a T may be zeroed when nothing looks at it any more, lest what it leads to is gone when it is saved.
bool mayBeCleared(clang::QualType T, const clang::ASTContext &AST);

} // namespace valet
