// Goal: nothing is missed in silence. Lambdas, instantiations of templates with a deduced result, and bodies for which Clang calls no
// hook are found here.
// Debt: headers of the system are not searched, so that translation units pay little.
#include "driver/Leftovers.h"

#include "collect/CollectCoroutine.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace valet {

namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *FD) {
    check(FD);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    check(L->getCallOperator());
    return true;
  }

  std::vector<Refusal> Found;

private:
  void check(FunctionDecl *FD) {
    if (!FD || !FD->doesThisDeclarationHaveABody() || !isa_and_nonnull<CoroutineBodyStmt>(FD->getBody()))
      return;
    if (FD->isDependentContext() || !isSerCtx(FD->getReturnType()) || isRewritten(FD))
      return;
    if (!Reported.insert(FD->getLocation().getRawEncoding()).second)
      return;
    Place Where{FD->getLocation().getRawEncoding()};
    if (!isActiveSerCtx(FD->getReturnType()))
      Found.push_back({"inactive-header", "", Where, {}});
    else
      Found.push_back({"not-rewritten", reason(FD), Where, {}});
  }

  /// It begins with the declaration of its frame (emit/Spelling), also one that was skipped on request.
  static bool isRewritten(const FunctionDecl *FD) {
    auto *Body = dyn_cast<CompoundStmt>(cast<CoroutineBodyStmt>(FD->getBody())->getBody());
    return Body && llvm::any_of(Body->body(), [](const Stmt *S) {
      auto *Declaration = dyn_cast<DeclStmt>(S);
      auto *Frame = Declaration && Declaration->isSingleDecl() ? dyn_cast<VarDecl>(Declaration->getSingleDecl()) : nullptr;
      return Frame && Frame->getIdentifier() && Frame->getName() == "__vc";
    });
  }

  static std::string reason(const FunctionDecl *FD) {
    if (auto *Method = dyn_cast<CXXMethodDecl>(FD); Method && Method->getParent()->isLambda())
      return " (a lambda; make it a function)";
    if (FD->isTemplateInstantiation())
      return " (an instance of a template)";
    return "";
  }

  llvm::DenseSet<unsigned> Reported;
};

} // namespace

std::vector<Refusal> findLeftovers(ASTContext &AST) {
  const SourceManager &SM = AST.getSourceManager();
  Finder Search;
  for (Decl *D : AST.getTranslationUnitDecl()->noload_decls())
    if (!D->isFromASTFile() && !SM.isInSystemHeader(D->getLocation()))
      Search.TraverseDecl(D);
  return std::move(Search.Found);
}

} // namespace valet
