#include "analyze/Persistable.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Template.h"

using namespace clang;

namespace valet {

static ConceptDecl *findConcept(ASTContext &AST) {
  auto Lookup = [&](DeclContext *Scope, llvm::StringRef Name) { return Scope->lookup(&AST.Idents.get(Name)); };
  for (NamedDecl *D : Lookup(AST.getTranslationUnitDecl(), "valor"))
    if (auto *Space = dyn_cast<NamespaceDecl>(D))
      for (NamedDecl *Member : Lookup(Space, "persistable"))
        if (auto *Concept = dyn_cast<ConceptDecl>(Member))
          return Concept;
  return nullptr;
}

bool isPersistable(Sema &S, QualType T, SourceLocation Loc) {
  ASTContext &AST = S.getASTContext();
  ConceptDecl *Concept = findConcept(AST);
  if (!Concept)
    return false;
  TemplateArgumentListInfo Arguments(Loc, Loc);
  Arguments.addArgument(TemplateArgumentLoc(TemplateArgument(T), AST.getTrivialTypeSourceInfo(T, Loc)));
  ExprResult Check = S.CheckConceptTemplateId(CXXScopeSpec(), SourceLocation(),
                                              DeclarationNameInfo(Concept->getDeclName(), Loc), Concept, Concept, &Arguments);
  if (Check.isInvalid())
    return false;
  auto *Specialization = dyn_cast<ConceptSpecializationExpr>(Check.get());
  return Specialization && Specialization->isSatisfied();
}

} // namespace valet
