// Goal: nothing is missed in silence. Lambdas, instantiations of templates with a deduced result, and bodies for which Clang calls no
// hook are found here.
// So that translation units pay little, headers of the system are searched only where the parser met a keyword of coroutines.
#include "driver/Leftovers.h"

#include "collect/CollectCoroutine.h"

#include "clang/AST/DeclTemplate.h"
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
  explicit Finder(const llvm::DenseSet<const FunctionDecl *> &WithPragma) : WithPragma(WithPragma) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *FD) {
    check(FD);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    check(L->getCallOperator());
    if (FunctionTemplateDecl *Generic = L->getDependentCallOperator()) // the class of a closure is not visited
      for (FunctionDecl *Instance : Generic->specializations())
        TraverseDecl(Instance);
    return true;
  }

  std::vector<Refusal> Found;

private:
  void check(FunctionDecl *FD) {
    if (!FD || !FD->doesThisDeclarationHaveABody() || !isa_and_nonnull<CoroutineBodyStmt>(FD->getBody()))
      return;
    if (FD->isDependentContext() || !hasOurPromise(FD) || isRewritten(FD))
      return;
    if (!Reported.insert(FD->getLocation().getRawEncoding()).second)
      return;
    Place Where{FD->getLocation().getRawEncoding()};
    if (isSerCtx(FD->getReturnType()) && !isActiveSerCtx(FD->getReturnType()))
      Found.push_back({"inactive-header", "", Where, {}});
    else
      Found.push_back({"not-rewritten", reason(FD), Where, {}});
  }

  /// Whatever it returns: its promise is one of ser_ctx, or derived from it.
  static bool hasOurPromise(const FunctionDecl *FD) {
    const VarDecl *Promise = cast<CoroutineBodyStmt>(FD->getBody())->getPromiseDecl();
    return isSerCtx(FD->getReturnType()) || (Promise && isFrame(Promise->getType()->getAsCXXRecordDecl()));
  }
  static bool isFrame(const CXXRecordDecl *Class) {
    if (!Class || !Class->hasDefinition())
      return false;
    if (Class->getIdentifier() && Class->getQualifiedNameAsString() == "valor::detail::frame")
      return true;
    return llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &B) { return isFrame(B.getType()->getAsCXXRecordDecl()); });
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

  static bool isInsideOfCoroutine(const FunctionDecl *FD) {
    const FunctionDecl *Outer = FD;
    while ((Outer = dyn_cast_or_null<FunctionDecl>(Outer->getParentFunctionOrMethod())))
      if (isa_and_nonnull<CoroutineBodyStmt>(Outer->getBody()))
        return true;
    return false;
  }

  bool isInsideOfPragma(const FunctionDecl *FD) const {
    for (; FD; FD = dyn_cast_or_null<FunctionDecl>(FD->getParentFunctionOrMethod()))
      if (WithPragma.contains(FD) || WithPragma.contains(FD->getTemplateInstantiationPattern()))
        return true;
    return false;
  }

  std::string reason(const FunctionDecl *FD) const {
    if (isInsideOfPragma(FD))
      return " (a pragma in its body, or in the function around it)";
    if (auto *Method = dyn_cast<CXXMethodDecl>(FD); Method && Method->getParent()->isLambda())
      return " (a lambda; make it a function)";
    if (isInsideOfCoroutine(FD))
      return " (a member of a class that is local to a coroutine; move the class out of it)";
    if (!isSerCtx(FD->getReturnType()))
      return " (its result is another class, '" + FD->getReturnType().getAsString() + "', with the promise of a ser_ctx)";
    if (FD->isTemplateInstantiation() && FD->getTemplateInstantiationPattern()->isFromASTFile())
      return " (an instance of a template that comes from a precompiled header or module; include its header instead)";
    if (FD->isTemplateInstantiation())
      return " (an instance of a template)";
    return "";
  }

  const llvm::DenseSet<const FunctionDecl *> &WithPragma;
  llvm::DenseSet<unsigned> Reported;
};

} // namespace

/// valor.h from a precompiled header or module that was built without the plugin.
static void checkHeader(ASTContext &AST, std::vector<Refusal> &Found) {
  const DeclContext *Inside = AST.getTranslationUnitDecl();
  for (const char *Name : {"valor", "detail"}) {
    auto Spaces = Inside->lookup(&AST.Idents.get(Name));
    if (Spaces.empty() || !isa<NamespaceDecl>(*Spaces.begin()))
      return;
    Inside = cast<NamespaceDecl>(*Spaces.begin());
  }
  for (NamedDecl *D : Inside->lookup(&AST.Idents.get("rewritten")))
    if (auto *Mode = dyn_cast<VarDecl>(D))
      if (const APValue *Value = Mode->evaluateValue(); Value && Value->isInt() && Value->getInt() == 0)
        Found.push_back({"inactive-header", "", {Mode->getLocation().getRawEncoding()}, {}});
}

std::vector<Refusal> findLeftovers(ASTContext &AST, const llvm::DenseSet<FileID> &FilesWithCoroutines,
                                   const std::vector<FunctionDecl *> &OfPrecompiled, const llvm::DenseSet<const FunctionDecl *> &WithPragma) {
  const SourceManager &SM = AST.getSourceManager();
  Finder Search(WithPragma);
  checkHeader(AST, Search.Found);
  for (Decl *D : AST.getTranslationUnitDecl()->noload_decls()) {
    FileID File = SM.getFileID(SM.getExpansionLoc(D->getLocation()));
    if (!D->isFromASTFile() && (!SM.isInSystemHeader(D->getLocation()) || FilesWithCoroutines.contains(File)))
      Search.TraverseDecl(D);
  }
  for (FunctionDecl *Instance : std::vector(OfPrecompiled)) // reading a body may add to the list
    Search.TraverseDecl(Instance);
  return std::move(Search.Found);
}

} // namespace valet
