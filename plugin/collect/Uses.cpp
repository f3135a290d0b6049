// Invariant: everything that names a variable is a use, also inside lambdas and in what is not evaluated.
#include "collect/Uses.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace valet {

/// What is done with the value of the only operand.
static bool isRead(const Stmt *S) {
  if (auto *Cast = dyn_cast<ImplicitCastExpr>(S))
    return Cast->getCastKind() == CK_LValueToRValue;
  if (auto *Unary = dyn_cast<UnaryOperator>(S))
    return Unary->isIncrementDecrementOp();
  auto *Construct = dyn_cast<CXXConstructExpr>(S);
  return Construct && Construct->getConstructor()->isCopyOrMoveConstructor();
}

/// What is done with the whole is done with the part.
static bool isTransparent(const Stmt *S) {
  if (auto *Member = dyn_cast<MemberExpr>(S))
    return !Member->isArrow();
  auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  return isa<ParenExpr>(S) || (Cast && (Cast->getCastKind() == CK_NoOp || Cast->getCastKind() == CK_DerivedToBase ||
                                        Cast->getCastKind() == CK_UncheckedDerivedToBase));
}

bool isMarkedTransient(const Decl *D) {
  return llvm::any_of(D->specific_attrs<AnnotateAttr>(), [](const AnnotateAttr *A) { return A->getAnnotation() == "valor::transient"; });
}

void UsesOfVariables::addOperands(const CXXOperatorCallExpr *Call) {
  bool Calls = Call->getOperator() == OO_Call;
  add(Calls ? Call->getArg(0)->IgnoreImpCasts() : Call->getArg(0), Calls ? How::Called : How::Read);
  for (unsigned I = 1; I < Call->getNumArgs(); ++I)
    add(Call->getArg(I), Calls || Call->getOperator() == OO_Subscript ? How::Other : How::Read);
}

void UsesOfVariables::add(const Stmt *S, How H) {
  if (!S)
    return;
  if (auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        Found[C.getCapturedVar()].IsCaptured = true;
  }
  if (auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    Uses &U = Found[Ref->getDecl()];
    U.IsCaptured |= IsRepeated;
    U.OnlyCalled &= H == How::Called;
    U.OnlyRead &= H == How::Read;
    U.Escapes |= H == How::Other;
    if (auto Token = Map.find(Ref->getLocation()))
      U.Tokens.push_back(*Token);
    else
      U.AllPlaced = false;
    return;
  }
  if (auto *Call = dyn_cast<CXXOperatorCallExpr>(S))
    return addOperands(Call);
  if (auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
    add(Call->getCallee(), How::Read);
    for (const Expr *Argument : Call->arguments())
      add(Argument, How::Other);
    return;
  }
  if (auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp()) {
    add(Binary->getLHS(), How::Read);
    return add(Binary->getRHS(), How::Other);
  }
  auto *Declaration = dyn_cast<DeclStmt>(S);
  const bool Outer = IsRepeated;
  IsRepeated |= Declaration && llvm::any_of(Declaration->decls(), isMarkedTransient);
  How Inside = isRead(S) ? How::Read : isTransparent(S) && H == How::Read ? How::Read : How::Other;
  for (const Stmt *Child : S->children())
    add(Child, Inside);
  IsRepeated = Outer;
}

} // namespace valet
