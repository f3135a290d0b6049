// Invariant: everything that names a variable is a use, also inside lambdas and in what is not evaluated.
#include "collect/Uses.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace valet {

/// What is done with the value of the only operand.
static bool isRead(const Stmt *S) {
  if (auto *Cast = dyn_cast<CastExpr>(S))
    return Cast->getCastKind() == CK_LValueToRValue || Cast->getCastKind() == CK_ToVoid;
  if (auto *Unary = dyn_cast<UnaryOperator>(S))
    return Unary->isIncrementDecrementOp() && Unary->isPostfix();
  auto *Construct = dyn_cast<CXXConstructExpr>(S);
  return Construct && Construct->getConstructor()->isCopyOrMoveConstructor();
}

/// What is done with the whole is done with the part.
static bool isTransparent(const Stmt *S) {
  if (auto *Member = dyn_cast<MemberExpr>(S))
    return !Member->isArrow();
  auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  auto *Unary = dyn_cast<UnaryOperator>(S); // gives the variable itself
  return isa<ParenExpr, ExprWithCleanups>(S) || (Unary && Unary->isIncrementDecrementOp() && Unary->isPrefix()) || (Cast && (Cast->getCastKind() == CK_NoOp || Cast->getCastKind() == CK_DerivedToBase ||
                                        Cast->getCastKind() == CK_UncheckedDerivedToBase));
}

bool isMarkedTransient(const Decl *D) {
  return llvm::any_of(D->specific_attrs<AnnotateAttr>(), [](const AnnotateAttr *A) { return A->getAnnotation() == "valor::transient"; });
}

/// Its value is not looked at, or converted.
static bool discardsExpressions(const Stmt *S) {
  return isa<CompoundStmt, IfStmt, ForStmt, CXXForRangeStmt, WhileStmt, DoStmt, SwitchStmt, SwitchCase, LabelStmt, AttributedStmt>(S);
}

void UsesOfVariables::addOperands(const CXXOperatorCallExpr *Call, How H) {
  bool Calls = Call->getOperator() == OO_Call;
  bool GivesItself = Call->isAssignmentOp() || Call->getOperator() == OO_PlusPlus || Call->getOperator() == OO_MinusMinus;
  How OfFirst = GivesItself && H != How::Read ? How::Other : How::Read;
  add(Calls ? Call->getArg(0)->IgnoreImpCasts() : Call->getArg(0), Calls ? How::Called : OfFirst);
  for (unsigned I = 1; I < Call->getNumArgs(); ++I)
    add(Call->getArg(I), Calls || Call->getOperator() == OO_Subscript ? How::Other : How::Read);
}

/// `v = E;` for which E alone decides what v is from then on.
static const VarDecl *overwrites(const Stmt *S) {
  if (auto *Cleanups = dyn_cast<ExprWithCleanups>(S))
    S = Cleanups->getSubExpr();
  const Expr *Left = nullptr;
  if (auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->getOpcode() == BO_Assign)
    Left = Binary->getLHS();
  if (auto *Call = dyn_cast<CXXOperatorCallExpr>(S); Call && Call->getOperator() == OO_Equal) {
    auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    Left = Method && Method->isTrivial() ? Call->getArg(0) : nullptr;
  }
  auto *Ref = Left ? dyn_cast<DeclRefExpr>(Left->IgnoreParens()) : nullptr;
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && !V->getType()->isReferenceType() ? V : nullptr;
}

/// A block that is entered at its beginning only.
void UsesOfVariables::addOverwrites(const CompoundStmt *Block) {
  auto Open = Map.find(Block->getLBracLoc());
  if (!Open || llvm::any_of(Block->body(), [](const Stmt *S) { return isa<SwitchCase>(S); }))
    return;
  for (const Stmt *S : Block->body())
    if (const VarDecl *V = overwrites(S))
      if (auto Begin = Map.find(S->getBeginLoc()), End = Map.find(S->getEndLoc()); Begin && End)
        Found[V].Overwrites.push_back({{*Open, Map.closing(*Open)}, {*Begin, *End + 1}});
}

void UsesOfVariables::add(const Stmt *S, How H) {
  if (!S)
    return;
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    addOverwrites(Block);
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
    return addOperands(Call, H);
  if (auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
    add(Call->getCallee(), How::Read);
    for (const Expr *Argument : Call->arguments())
      add(Argument, How::Other);
    return;
  }
  if (auto *Binary = dyn_cast<BinaryOperator>(S); Binary && (Binary->isAssignmentOp() || Binary->isCommaOp())) {
    add(Binary->getLHS(), Binary->isCommaOp() || H == How::Read ? How::Read : How::Other);
    return add(Binary->getRHS(), Binary->isCommaOp() ? H : How::Other);
  }
  auto *Declaration = dyn_cast<DeclStmt>(S);
  const bool Outer = IsRepeated;
  IsRepeated |= Declaration && llvm::any_of(Declaration->decls(), isMarkedTransient);
  How Inside = isRead(S) || discardsExpressions(S) ? How::Read : isTransparent(S) && H == How::Read ? How::Read : How::Other;
  for (const Stmt *Child : S->children())
    add(Child, Inside);
  IsRepeated = Outer;
}

} // namespace valet
