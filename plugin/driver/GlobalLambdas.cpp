// Goal: the body of a lambda at namespace scope can be parsed again, as that of a member function of its closure.
// Debts: lambdas with init-captures, in static members, default arguments and default member initialisers are left, and so refused.
#include "driver/GlobalLambdas.h"

#include "collect/CollectCoroutine.h"
#include "collect/Lambdas.h"

#include "clang/AST/StmtCXX.h"

#include <algorithm>

using namespace clang;

namespace valet {

static void find(Decl *D, std::vector<const LambdaExpr *> &Found) {
  if (isa<NamespaceDecl, LinkageSpecDecl>(D)) {
    for (Decl *Inner : cast<DeclContext>(D)->noload_decls())
      find(Inner, Found);
    return;
  }
  auto *V = dyn_cast<VarDecl>(D);
  if (!V || !V->hasInit() || V->isInvalidDecl() || V->getDeclContext()->isDependentContext() || V->getDescribedVarTemplate() || isa<VarTemplateSpecializationDecl>(V))
    return;
  for (const LambdaExpr *Lambda : lambdaCoroutinesIn(V->getInit()))
    if (isMadeAgain(Lambda->getLambdaClass()))
      Found.push_back(Lambda);
}

std::vector<const LambdaExpr *> globalLambdas(Decl *D) {
  std::vector<const LambdaExpr *> Found;
  find(D, Found);
  return Found;
}

void renewBody(const LambdaExpr *Lambda) {
  Stmt *Old = Lambda->getBody();
  for (Stmt *&Child : const_cast<LambdaExpr *>(Lambda)->children())
    if (Child == Old)
      Child = Lambda->getCallOperator()->getBody();
}

std::vector<NamedLevel> scopesAround(CXXMethodDecl *Function) {
  std::vector<NamedLevel> Levels;
  for (DeclContext *DC = Function->getDeclContext(); DC && !DC->isTranslationUnit(); DC = DC->getParent())
    Levels.insert(Levels.begin(), NamedLevel{{}, DC});
  return Levels;
}

void RecentTokens::declarationEnds() {
  constexpr std::size_t Ahead = 16;
  if (All.size() > Ahead)
    All.erase(All.begin(), All.end() - Ahead);
}

std::vector<Token> RecentTokens::body(SourceLocation OpenBrace) const {
  auto Open = std::find_if(All.begin(), All.end(), [&](const Token &T) { return T.getLocation() == OpenBrace; });
  int Depth = 0;
  for (auto I = Open; I != All.end(); ++I)
    if (Depth += I->is(tok::l_brace) - I->is(tok::r_brace); Depth <= 0)
      return Depth == 0 && Open->is(tok::l_brace) ? std::vector<Token>(Open, I + 1) : std::vector<Token>();
  return {};
}

} // namespace valet
