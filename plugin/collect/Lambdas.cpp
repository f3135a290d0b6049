#include "collect/Lambdas.h"

#include "collect/CollectCoroutine.h"
#include "collect/TokenMap.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valet {

namespace {

/// Calls Visit for each lambda under S, outer ones first, until it says not to look inside.
template <class F> void forEachLambda(const Stmt *S, F Visit) {
  if (!S)
    return;
  auto *Lambda = dyn_cast<LambdaExpr>(S);
  if (Lambda && !Visit(Lambda))
    return;
  if (auto *Body = dyn_cast<CoroutineBodyStmt>(S))
    return forEachLambda(Body->getBody(), Visit);
  if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return forEachLambda(Suspend->getOperand(), Visit);
  if (auto *Return = dyn_cast<CoreturnStmt>(S))
    return forEachLambda(Return->getOperand(), Visit);
  for (const Stmt *Child : S->children())
    forEachLambda(Child, Visit);
  if (Lambda)
    forEachLambda(Lambda->getBody(), Visit);
}

} // namespace

std::vector<LambdaCoroutine> lambdaCoroutines(const FunctionDecl *FD, const std::vector<Token> &Tokens) {
  std::vector<LambdaCoroutine> Found;
  std::vector<SourceLocation> Introducers;
  forEachLambda(FD->getBody(), [&](const LambdaExpr *L) {
    CXXMethodDecl *Function = L->getCallOperator();
    if (L->isGenericLambda() || !isActiveSerCtx(Function->getReturnType()) || !isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()))
      return true;
    LambdaCoroutine Lambda;
    Lambda.Function = Function;
    Lambda.HasCaptures = !isMadeAgain(L->getLambdaClass());
    Lambda.HasDefault = L->getCaptureDefault() != LCD_None;
    Found.push_back(Lambda);
    Introducers.push_back(Lambda.HasDefault ? L->getCaptureDefaultLoc() : L->getBeginLoc());
    return false;
  });
  if (Found.empty())
    return Found;
  TokenMap Map(Tokens);
  for (std::size_t I = 0; I < Found.size(); ++I) {
    auto Body = Map.rangeOf(Found[I].Function->getBody()->getSourceRange());
    auto Introducer = Map.find(Introducers[I]);
    if (Body && Introducer) {
      Found[I].Body = *Body;
      Found[I].Introducer = *Introducer;
    }
  }
  return Found;
}

bool isMadeAgain(const CXXRecordDecl *Closure) {
  return Closure->capture_size() == 0 && Closure->getLambdaCaptureDefault() == LCD_None;
}

unsigned lambdaNumber(const CXXRecordDecl *Closure) {
  const DeclContext *Around = Closure->getDeclContext();
  while (Around && !Around->isFunctionOrMethod())
    Around = Around->getParent();
  auto *Function = dyn_cast_or_null<FunctionDecl>(Around);
  unsigned Number = 0, Found = 0;
  if (Function)
    forEachLambda(Function->getBody(), [&](const LambdaExpr *L) {
      ++Number;
      if (L->getLambdaClass() == Closure)
        Found = Number;
      return true;
    });
  return Found;
}

} // namespace valet
