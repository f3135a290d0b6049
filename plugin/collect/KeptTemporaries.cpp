#include "collect/KeptTemporaries.h"

#include "collect/Lambdas.h"
#include "collect/Operands.h"

using namespace clang;

namespace valet {

bool isStateless(const Expr *E) {
  auto *Lambda = dyn_cast<LambdaExpr>(E->IgnoreParenImpCasts());
  return Lambda && isMadeAgain(Lambda->getLambdaClass());
}

bool isVisibleObject(const Expr *E) { return E->isPRValue() && endsVisibly(E) && !isSerCtx(E->getType()); }

bool discardsVisibly(const Stmt *S) {
  auto *Comma = dyn_cast<BinaryOperator>(S);
  auto *Cast = dyn_cast<CastExpr>(S);
  return (Comma && Comma->isCommaOp() && isVisibleObject(Comma->getLHS())) ||
         (Cast && Cast->getCastKind() == CK_ToVoid && isVisibleObject(Cast->getSubExpr()));
}

namespace {

/// A closure without captures that is called where it is written: no coroutine refers to it (it is made again instead).
const MaterializeTemporaryExpr *calledClosure(const Stmt *S) {
  auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  if (!Call || Call->getOperator() != OO_Call)
    return nullptr;
  auto *M = dyn_cast<MaterializeTemporaryExpr>(Call->getArg(0)->IgnoreImpCasts());
  return M && isStateless(M->getSubExpr()) ? M : nullptr;
}

bool makesSerCtx(const Stmt *S) { return isSerCtx(cast<Expr>(S)->getType()); }

bool endsTemporaryVisibly(const Stmt *S) {
  if (!S)
    return false;
  auto *M = dyn_cast<MaterializeTemporaryExpr>(S);
  return (M && (movesVisibly(M->getType()) || parameterEndsVisibly(M->getType()))) || llvm::any_of(S->children(), endsTemporaryVisibly);
}

} // namespace

void KeptTemporaries::mark(const Stmt *S, bool UnderAwait) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
    return mark(Await->getOperand(), true);
  if (auto *M = dyn_cast<MaterializeTemporaryExpr>(S); M && UnderAwait)
    Kept.insert(M);
  if (auto *Construct = dyn_cast<CXXConstructExpr>(S); Construct && copiesList(Construct)) {
    for (const Stmt *Argument : S->children())
      mark(listElements(Argument), UnderAwait);
    return;
  }
  if (const MaterializeTemporaryExpr *Called = calledClosure(S)) {
    for (const Stmt *Child : S->children())
      if (!isa<Expr>(Child) || cast<Expr>(Child)->IgnoreImpCasts() != Called)
        mark(Child, UnderAwait);
    return;
  }
  if (auto *Default = dyn_cast<CXXDefaultArgExpr>(S)) {
    // An allocator and the like: nothing keeps a reference to it.
    bool OfStandardLibrary = Default->getParam()->getDeclContext()->getEnclosingNamespaceContext()->isStdNamespace();
    if (UnderAwait && !OfStandardLibrary && makesTemporary(Default->getExpr()))
      Ctx.refuse("default-argument-temporary", Default->getUsedLocation());
    return;
  }
  for (const Stmt *Child : S->children())
    mark(Child, UnderAwait);
}

bool KeptTemporaries::hasSteps(const Stmt *S) const {
  if (!S)
    return false;
  if (isa<LambdaExpr>(S))
    return containsAwait(S);
  if (isa<CoroutineSuspendExpr>(S) || holds(S))
    return true;
  return llvm::any_of(S->children(), [this](const Stmt *Child) { return hasSteps(Child); });
}

void KeptTemporaries::keepVisible(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S) || isa<CoroutineSuspendExpr>(S))
    return;
  if (auto *M = dyn_cast<MaterializeTemporaryExpr>(S); M && endsVisibly(M))
    Kept.insert(M);
  if (discardsVisibly(S))
    Ctx.refuse("temporary-in-operand", cast<Expr>(S)->getExprLoc());
  if (isa<CallExpr, CXXConstructExpr>(S)) {
    if (makesSerCtx(S))
      refuseConstParameters(dyn_cast<CallExpr>(S));
    else
      for (const Stmt *Argument : S->children())
        refuseVisibleParameter(cast<Expr>(Argument));
  }
  for (const Stmt *Child : S->children())
    keepVisible(Child);
}

/// A coroutine copies them into its frame: what is left of them is seen, and would end with the call, not with the full-expression.
void KeptTemporaries::refuseConstParameters(const CallExpr *Call) {
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return;
  for (const ParmVarDecl *P : Callee->parameters())
    if (P->getType().isConstQualified() && (movesVisibly(P->getType()) || parameterEndsVisibly(P->getType())))
      return Ctx.refuse("temporary-in-operand", Call->getExprLoc());
}

/// An object that a parameter by value is, or that a default argument makes: it would end with its call, not with the full-expression.
void KeptTemporaries::refuseVisibleParameter(const Expr *Argument) {
  auto *Default = dyn_cast<CXXDefaultArgExpr>(Argument);
  const Expr *E = Default ? Default->getExpr() : Argument;
  if (Default && endsTemporaryVisibly(E))
    return Ctx.refuse("default-argument-temporary", Default->getUsedLocation());
  if (E->isPRValue() && (movesVisibly(E->getType()) || parameterEndsVisibly(E)) && !isSerCtx(E->getType()))
    Ctx.refuse(Default ? "default-argument-temporary" : "temporary-in-operand", Argument->getExprLoc());
}

} // namespace valet
