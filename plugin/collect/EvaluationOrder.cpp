#include "collect/EvaluationOrder.h"

#include "collect/Operands.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace valet {

namespace {

void allocation(const CXXNewExpr *New, OrderedOperands &Order) {
  if (auto Size = New->getArraySize(); Size && *Size)
    Order.push_back(*Size);
  if (const Expr *Init = New->getInitializer())
    Order.push_back(Init);
}

/// The initialiser comes after the allocation, which nobody sees unless the class has its own.
bool allocatesUnseen(const CXXNewExpr *New) {
  return !New->getNumPlacementArgs() && New->getOperatorNew() && New->getOperatorNew()->isReplaceableGlobalAllocationFunction();
}

/// Nobody can tell when it is evaluated.
bool isUnseen(const Stmt *S) {
  if (auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return isUnseen(Default->getExpr());
  if (auto *Construct = dyn_cast<CXXConstructExpr>(S))
    if (const CXXConstructorDecl *C = Construct->getConstructor(); C->isUserProvided() && !C->getParent()->isInStdNamespace())
      return false;
  auto *Ref = dyn_cast<DeclRefExpr>(S);
  if (isa<CallExpr, CXXNewExpr, LambdaExpr, CXXThrowExpr>(S) || (Ref && !isa<EnumConstantDecl>(Ref->getDecl())))
    return false;
  return llvm::all_of(S->children(), [](const Stmt *Child) { return !Child || isUnseen(Child); });
}

/// In the order of the members. What the list leaves out, and the initialiser that a class has for a member, cannot become steps.
bool initializers(const InitListExpr *List, OrderedOperands &Order) {
  bool IsSeen = false;
  for (const Expr *Init : List->inits()) {
    if (auto *Default = dyn_cast<CXXDefaultInitExpr>(Init)) {
      IsSeen |= !isConstant(Default->getField()->getASTContext(), Default->getExpr()) && !isUnseen(Default->getExpr());
      continue;
    }
    const bool IsLeftOut = List->getRBraceLoc().isValid() && Init->getBeginLoc() == List->getRBraceLoc();
    if (IsLeftOut) {
      IsSeen |= !isUnseen(Init);
      continue;
    }
    if (IsSeen && !isUnseen(Init))
      return false;
    if (!isa<ImplicitValueInitExpr>(Init))
      Order.push_back(Init);
  }
  return true;
}

bool single(const Expr *E, OrderedOperands &Order) {
  if (auto *Cast = dyn_cast<CastExpr>(E))
    Order = {Cast->getSubExpr()};
  else if (auto *Unary = dyn_cast<UnaryOperator>(E))
    Order = {Unary->getSubExpr()};
  else if (auto *Paren = dyn_cast<ParenExpr>(E))
    Order = {Paren->getSubExpr()};
  else if (auto *Member = dyn_cast<MemberExpr>(E))
    Order = {Member->getBase()};
  else if (auto *Full = dyn_cast<FullExpr>(E))
    Order = {Full->getSubExpr()};
  else if (auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
    Order = {Bind->getSubExpr()};
  else if (auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    Order = {M->getSubExpr()};
  else if (auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    Order = {List->getSubExpr()};
  else if (auto *Throw = dyn_cast<CXXThrowExpr>(E); Throw && Throw->getSubExpr())
    Order = {Throw->getSubExpr()};
  else if (auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    Order = {Delete->getArgument()};
  else if (auto *New = dyn_cast<CXXNewExpr>(E); New && allocatesUnseen(New))
    allocation(New, Order);
  return !Order.empty();
}

bool binary(const BinaryOperator *B, OrderedOperands &Order) {
  if (B->isLogicalOp() || B->isCommaOp()) { // the right side is evaluated after, or not at all: it stays where it is
    Order = {B->getLHS()};
    return true; // and has no steps: see conditional() and comma()
  }
  Order = {B->getLHS(), B->getRHS()};
  if (B->isAssignmentOp())
    std::swap(Order[0], Order[1]);
  return true;
}

bool call(const CallExpr *Call, OrderedOperands &Order) {
  if (auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if (Kind == OO_AmpAmp || Kind == OO_PipePipe || Kind == OO_Comma)
      return false;
    Order.append(Call->arg_begin(), Call->arg_end());
    if (Operator->isAssignmentOp() && Order.size() == 2)
      std::swap(Order[0], Order[1]);
    return true;
  }
  if (auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    if (!isa<MemberExpr>(Member->getCallee()->IgnoreParens()))
      return false;
    Order.push_back(Member->getImplicitObjectArgument());
  } else
    Order.push_back(Call->getCallee());
  for (const Expr *Argument : Call->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument))
      Order.push_back(Argument);
  return true;
}

} // namespace

bool evaluationOrder(const Expr *E, OrderedOperands &Order) {
  if (auto *B = dyn_cast<BinaryOperator>(E))
    return binary(B, Order);
  if (auto *C = dyn_cast<ConditionalOperator>(E)) { // the arms have no steps: see conditional()
    Order = {C->getCond()};
    return true;
  }
  if (auto *Call = dyn_cast<CallExpr>(E))
    return call(Call, Order);
  if (auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) { // `a != b` that means `!(a == b)`
    auto Written = Rewritten->getDecomposedForm();
    Order = {Written.LHS, Written.RHS};
    return true;
  }
  if (auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Order.append(Construct->arg_begin(), Construct->arg_end());
    return true;
  }
  if (auto *List = dyn_cast<InitListExpr>(E)) {
    if (List->getSemanticForm())
      List = List->getSemanticForm();
    return initializers(List, Order);
  }
  if (auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
    Order = {Subscript->getLHS(), Subscript->getRHS()};
    return true;
  }
  return single(E, Order);
}

} // namespace valet
