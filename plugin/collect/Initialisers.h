// Questions about the variables of a body and what initialises them. Pure functions of the AST.
#pragma once

#include "clang/AST/ExprCXX.h"

namespace valet {

/// To an object that exists, not to a temporary that lives as long as the reference.
bool bindsDirectly(const clang::Expr *Init);
/// The same for any reference.
bool bindsToObject(const clang::Expr *Init);

/// The temporary to which V is bound as a whole, and which lives as long as V.
const clang::MaterializeTemporaryExpr *extendedTemporary(const clang::VarDecl *V);

/// `auto [a, b]` by a `get` of the user's, or by one whose results are values: made again, they would be other objects.
bool bindsByUserGet(const clang::VarDecl *V);

/// The initialiser names the variable itself: hoisted, the name would mean another one.
bool mentions(const clang::Stmt *S, const clang::VarDecl *V);

/// A variable that is an object, or a parameter, or a part of it; also as one of its bases.
bool namesVariable(const clang::Expr *E);

/// One more copy of such a value makes no difference, and it leads to no other object.
bool isCopiedUnseen(clang::QualType T);

} // namespace valet
