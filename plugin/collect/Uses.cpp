// Invariant: everything that names a variable is a use, also inside lambdas and in what is not evaluated.
#include "collect/Uses.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace valet {

void UsesOfVariables::add(const Stmt *S, bool Called) {
  if (!S)
    return;
  if (auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        Found[C.getCapturedVar()].IsCaptured = true;
  }
  if (auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    Uses &U = Found[Ref->getDecl()];
    U.OnlyCalled &= Called;
    if (auto Token = Map.find(Ref->getLocation()))
      U.Tokens.push_back(*Token);
    else
      U.AllPlaced = false;
    return;
  }
  auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  if (Call && Call->getOperator() == OO_Call) {
    add(Call->getArg(0)->IgnoreImpCasts(), true);
    for (unsigned I = 1; I < Call->getNumArgs(); ++I)
      add(Call->getArg(I), false);
    return;
  }
  for (const Stmt *Child : S->children())
    add(Child, false);
}

} // namespace valet
