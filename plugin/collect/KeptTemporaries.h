// Which temporaries of a full-expression with awaits become steps: those under an awaited operand, because they must outlive the
// suspension, and those whose end user code sees.
#pragma once

#include "collect/Context.h"

#include "clang/AST/ExprCXX.h"

#include <set>

namespace valet {

class KeptTemporaries {
public:
  explicit KeptTemporaries(CollectContext &Ctx) : Ctx(Ctx) {}

  void add(const clang::Stmt *S) { Kept.insert(S); }
  bool holds(const clang::Stmt *S) const { return Kept.count(S) != 0; }

  /// Those of S that stand in the operand of an await.
  void keepUnderAwaits(const clang::Stmt *S) { mark(S, false); }
  /// Those of S, all of which may be referred to by what is awaited or kept.
  void keepAll(const clang::Stmt *S) { mark(S, true); }
  /// Those of S whose early end could be seen.
  void keepVisible(const clang::Stmt *S);

  /// S awaits, or makes a temporary that is kept.
  bool hasSteps(const clang::Stmt *S) const;

private:
  void mark(const clang::Stmt *S, bool UnderAwait);
  void refuseConstParameters(const clang::CallExpr *Call);
  void refuseVisibleParameter(const clang::Expr *Argument);

  CollectContext &Ctx;
  std::set<const clang::Stmt *> Kept;
};

/// A lambda without captures or a default for them.
bool isStateless(const clang::Expr *E);

/// An object that nothing names: it ends with the full-expression, and user code sees it.
bool isVisibleObject(const clang::Expr *E);
/// S is `a, b` or `(void)a` of such an object.
bool discardsVisibly(const clang::Stmt *S);

} // namespace valet
