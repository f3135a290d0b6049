#include "collect/Lambdas.h"

#include "collect/CollectCoroutine.h"
#include "collect/TokenMap.h"
#include "support/GeneratedText.h"

#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valet {

namespace {

/// Calls Visit for each lambda under S, outer ones first, until it says not to look inside.
template <class F> void forEachLambda(const Stmt *S, F Visit) {
  if (!S)
    return;
  if (auto *Lambda = dyn_cast<LambdaExpr>(S); Lambda && !Visit(Lambda))
    return;
  if (auto *Body = dyn_cast<CoroutineBodyStmt>(S))
    return forEachLambda(Body->getBody(), Visit);
  if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return forEachLambda(Suspend->getOperand(), Visit);
  if (auto *Return = dyn_cast<CoreturnStmt>(S))
    return forEachLambda(Return->getOperand(), Visit);
  for (const Stmt *Child : S->children()) // of a lambda: also its body
    forEachLambda(Child, Visit);
}

bool isLambdaCoroutine(const LambdaExpr *L) {
  const CXXMethodDecl *Function = L->getCallOperator();
  return !L->isGenericLambda() && isActiveSerCtx(Function->getReturnType()) && isa_and_nonnull<CoroutineBodyStmt>(Function->getBody());
}

/// In source order, those of the program only. 0: it is not in S.
unsigned numberIn(const Stmt *S, const CXXRecordDecl *Closure) {
  unsigned Number = 0, Found = 0;
  forEachLambda(S, [&](const LambdaExpr *L) {
    Number += !isGenerated(L->getLambdaClass());
    if (L->getLambdaClass() == Closure)
      Found = Number;
    return true;
  });
  return Found;
}

} // namespace

std::vector<const LambdaExpr *> lambdaCoroutinesIn(const Expr *Init) {
  std::vector<const LambdaExpr *> Found;
  forEachLambda(Init, [&](const LambdaExpr *L) {
    if (isLambdaCoroutine(L))
      Found.push_back(L);
    return !isLambdaCoroutine(L);
  });
  return Found;
}

std::vector<LambdaCoroutine> lambdaCoroutines(const FunctionDecl *FD, const std::vector<Token> &Tokens) {
  std::vector<LambdaCoroutine> Found;
  std::vector<SourceLocation> Introducers;
  forEachLambda(FD->getBody(), [&](const LambdaExpr *L) {
    if (!isLambdaCoroutine(L))
      return true;
    LambdaCoroutine Lambda;
    Lambda.Function = L->getCallOperator();
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

bool isGenerated(const CXXRecordDecl *Class) {
  return Class->isLambda() && isGeneratedText(Class->getLocation(), Class->getASTContext().getSourceManager());
}

static bool isOfGenerated(const DeclContext *Function) {
  auto *Class = dyn_cast_or_null<CXXRecordDecl>(Function->getParent());
  return Class && isGenerated(Class);
}

std::string lambdaName(const CXXRecordDecl *Closure) {
  const DeclContext *Around = Closure->getDeclContext();
  while (!Around->isFileContext() && (!Around->isFunctionOrMethod() || isOfGenerated(Around)))
    Around = Around->getParent();
  if (auto *Function = dyn_cast<FunctionDecl>(Around))
    return "lambda " + std::to_string(numberIn(Function->getBody(), Closure));
  for (const Decl *D : Around->noload_decls())
    if (auto *V = dyn_cast<VarDecl>(D); V && V->hasInit())
      if (unsigned Number = numberIn(V->getInit(), Closure))
        return V->getNameAsString() + "::lambda " + std::to_string(Number);
  return "lambda 0";
}

} // namespace valet
