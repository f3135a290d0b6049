// Questions about the operands of an expression that is taken apart. Pure functions of the AST.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

namespace valet {

/// The text of E alone has another type than E.
bool convertsImplicitly(const clang::Expr *E);

/// E without the conversions that may as well be done later, on a kept value.
struct Unconverted {
  const clang::Expr *Inner;
  bool IsRead = false;   // Inner names an object whose value is read
  bool Converts = false; // Inner is E, or does a conversion that must be done now
};
Unconverted withoutConversions(const clang::Expr *E);

/// A value that is the same whenever it is evaluated, and needs no end.
bool isConstant(const clang::ASTContext &AST, const clang::Expr *E);

/// User code sees when a temporary of this type ends. (Of the standard library: through what it holds, or the count of a shared_ptr.)
bool endsVisibly(clang::QualType T);
bool endsVisibly(const clang::Expr *E); // also looks into what a std::function is made of
/// The same, without classes whose destructors are not the user's, nor those of their parts.
bool isSeenToEnd(const clang::Expr *E);
/// The same of a parameter by value. Whether it ends with its call is up to the implementation; the count of a shared_ptr is left out.
bool parameterEndsVisibly(clang::QualType T);
bool parameterEndsVisibly(const clang::Expr *E);
/// User code sees that a value of this type is moved once more than written.
bool movesVisibly(clang::QualType T);

/// A value that cannot refer to a temporary of the expression that makes it: arithmetic, and what owns its parts.
bool refersToNothing(clang::QualType T);

/// Whether evaluating S makes a temporary that a reference is bound to.
bool makesTemporary(const clang::Stmt *S);

/// Whether S makes a temporary that lives as long as a reference.
bool extendsTemporary(const clang::Stmt *S);
/// And whose end user code sees.
bool extendsVisibly(const clang::Stmt *S);

/// `{1, 2, 3}` as a std::initializer_list of constants.
bool isListOfConstants(const clang::ASTContext &AST, const clang::Expr *E);

/// A container of the standard library copies what a braced list holds.
bool copiesList(const clang::CXXConstructExpr *E);
/// The elements of such a list; another argument as it is.
const clang::Stmt *listElements(const clang::Stmt *Argument);

} // namespace valet
