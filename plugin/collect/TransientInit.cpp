#include "collect/TransientInit.h"

#include "collect/Uses.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace valet {

namespace {

bool isOfStandardLibrary(const CXXRecordDecl *Class) {
  for (const DeclContext *C = Class->getEnclosingNamespaceContext(); C && !C->isTranslationUnit(); C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

bool isPointerClass(llvm::StringRef Name) {
  return Name.contains("iterator") || llvm::is_contained({"basic_string_view", "reference_wrapper", "shared_ptr", "span", "weak_ptr"}, Name);
}

bool holdsPointer(QualType T, unsigned Depth = 0);

bool argumentsHoldPointer(llvm::ArrayRef<TemplateArgument> Arguments, unsigned Depth) {
  return llvm::any_of(Arguments, [Depth](const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Pack)
      return argumentsHoldPointer(A.pack_elements(), Depth);
    return A.getKind() == TemplateArgument::Type && holdsPointer(A.getAsType(), Depth);
  });
}

/// References are not members of this kind: a saved object has none.
bool holdsPointer(QualType T, unsigned Depth) {
  T = QualType(T.getNonReferenceType()->getBaseElementTypeUnsafe(), 0);
  if (T->isAnyPointerType() || Depth > 8)
    return true;
  auto *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  if (isOfStandardLibrary(Class)) {
    auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
    return isPointerClass(Class->getName()) || (Instance && argumentsHoldPointer(Instance->getTemplateArgs().asArray(), Depth + 1));
  }
  return llvm::any_of(Class->fields(), [Depth](const FieldDecl *F) { return holdsPointer(F->getType(), Depth + 1); }) ||
         llvm::any_of(Class->bases(), [Depth](const CXXBaseSpecifier &B) { return holdsPointer(B.getType(), Depth + 1); });
}

/// The saved local variable that E, or what E is a member of, is.
const VarDecl *savedVariable(const Expr *E) {
  while (auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow() || !isa<FieldDecl>(Member->getMemberDecl()))
      return nullptr;
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !isMarkedTransient(V) ? V : nullptr;
}

} // namespace

const Expr *usesPointer(const Stmt *Init) {
  if (!Init)
    return nullptr;
  if (auto *E = dyn_cast<Expr>(Init))
    if (const VarDecl *V = savedVariable(E)) {
      const bool IsElsewhere = V->getType()->isReferenceType() && (isa<MemberExpr>(E) || V->getType().getNonReferenceType()->isRecordType());
      return !IsElsewhere && holdsPointer(E->getType()) ? E : nullptr;
    }
  if (auto *Lambda = dyn_cast<LambdaExpr>(Init)) { // what it captures by reference is looked at later
    for (auto [Capture, Value] : llvm::zip_equal(Lambda->captures(), Lambda->capture_inits()))
      if (const Expr *Used = Capture.getCaptureKind() == LCK_ByRef ? nullptr : usesPointer(Value))
        return Used;
    return nullptr;
  }
  for (const Stmt *Child : Init->children())
    if (const Expr *Used = usesPointer(Child))
      return Used;
  return nullptr;
}

} // namespace valet
