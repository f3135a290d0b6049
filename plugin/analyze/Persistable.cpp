#include "analyze/Persistable.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Template.h"

using namespace clang;

namespace valet {

/// valor::Name
template <class Kind> static Kind *find(ASTContext &AST, llvm::StringRef Name) {
  auto Lookup = [&](DeclContext *Scope, llvm::StringRef Name) { return Scope->lookup(&AST.Idents.get(Name)); };
  for (NamedDecl *D : Lookup(AST.getTranslationUnitDecl(), "valor"))
    if (auto *Space = dyn_cast<NamespaceDecl>(D))
      for (NamedDecl *Member : Lookup(Space, Name))
        if (auto *Found = dyn_cast<Kind>(Member))
          return Found;
  return nullptr;
}

static TemplateArgumentListInfo argument(ASTContext &AST, QualType T, SourceLocation Loc) {
  TemplateArgumentListInfo Arguments(Loc, Loc);
  Arguments.addArgument(TemplateArgumentLoc(TemplateArgument(T), AST.getTrivialTypeSourceInfo(T, Loc)));
  return Arguments;
}

bool isPersistable(Sema &S, QualType T, SourceLocation Loc) {
  ASTContext &AST = S.getASTContext();
  auto *Concept = find<ConceptDecl>(AST, "persistable");
  if (!Concept)
    return false;
  TemplateArgumentListInfo Arguments = argument(AST, T, Loc);
  ExprResult Check = S.CheckConceptTemplateId(CXXScopeSpec(), SourceLocation(),
                                              DeclarationNameInfo(Concept->getDeclName(), Loc), Concept, Concept, &Arguments);
  if (Check.isInvalid())
    return false;
  auto *Specialization = dyn_cast<ConceptSpecializationExpr>(Check.get());
  return Specialization && Specialization->isSatisfied();
}

/// A uf::detail::message: an array of characters, and how many of them count.
static std::string textOf(const APValue &Message) {
  if (!Message.isStruct() || Message.getStructNumFields() != 2 || !Message.getStructField(0).isArray() || !Message.getStructField(1).isInt())
    return "";
  const APValue &Characters = Message.getStructField(0);
  std::string Text;
  for (unsigned I = 0, Size = Message.getStructField(1).getInt().getZExtValue(); I < Size && I < Characters.getArrayInitializedElts(); ++I)
    Text += static_cast<char>(Characters.getArrayInitializedElt(I).getInt().getExtValue());
  return Text;
}

std::string whyNotPersistable(Sema &S, QualType T, SourceLocation Loc) {
  auto *Template = find<VarTemplateDecl>(S.getASTContext(), "why_not_persistable");
  if (!Template)
    return "";
  TemplateArgumentListInfo Arguments = argument(S.getASTContext(), T, Loc);
  ExprResult Named = S.CheckVarTemplateId(CXXScopeSpec(), DeclarationNameInfo(Template->getDeclName(), Loc), Template, Template, Loc, &Arguments);
  auto *Ref = Named.isInvalid() ? nullptr : dyn_cast<DeclRefExpr>(Named.get());
  auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const APValue *Value = Variable && Variable->hasInit() ? Variable->evaluateValue() : nullptr;
  return Value ? textOf(*Value) : "";
}

} // namespace valet
