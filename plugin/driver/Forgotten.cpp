#include "driver/Forgotten.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace valet {

namespace {

/// Stops at the first class that was forgotten.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(const ForgottenDecls &Forgotten) : Forgotten(Forgotten) {}

  bool VisitTagType(TagType *T) { return !isForgotten(T->getDecl()); }

  /// It was declared in a body that is gone, or stands, with all that is around it, for an argument that was.
  bool isForgotten(const Decl *D) {
    if (!Seen.insert(D).second)
      return false;
    for (const Decl *At = D; At; At = parent(At)) {
      if (Forgotten.contains(At))
        return true;
      if (auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(At); Instance && hasForgotten(Instance->getTemplateArgs()))
        return true;
      if (auto *Function = dyn_cast<FunctionDecl>(At))
        if (const TemplateArgumentList *Arguments = Function->getTemplateSpecializationArgs(); Arguments && hasForgotten(*Arguments))
          return true;
    }
    return false;
  }

private:
  static const Decl *parent(const Decl *D) {
    const DeclContext *Around = D->getDeclContext();
    return Around && !Around->isFileContext() ? cast<Decl>(Around) : nullptr;
  }

  bool hasForgotten(const TemplateArgumentList &Arguments) {
    return llvm::any_of(Arguments.asArray(), [&](const TemplateArgument &A) { return hasForgotten(A); });
  }
  bool hasForgotten(const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Pack)
      return llvm::any_of(A.pack_elements(), [&](const TemplateArgument &Element) { return hasForgotten(Element); });
    if (A.getKind() == TemplateArgument::Declaration)
      return isForgotten(A.getAsDecl());
    return A.getKind() == TemplateArgument::Type && !TraverseType(A.getAsType().getCanonicalType());
  }

  const ForgottenDecls &Forgotten;
  llvm::SmallPtrSet<const Decl *, 16> Seen; // their names may lead back to themselves
};

} // namespace

bool isForForgotten(const FunctionDecl *FD, const ForgottenDecls &Forgotten) {
  return !Forgotten.empty() && Finder(Forgotten).isForgotten(FD);
}

} // namespace valet
