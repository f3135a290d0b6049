#include "collect/DeadForm.h"

#include "collect/Initialisers.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace valet {

/// A class whose copies are all deleted counts as trivially copyable for Clang.
static bool hasCopies(QualType T) {
  auto *Record = T->getAsCXXRecordDecl();
  return !Record || !(Record->needsImplicitCopyConstructor() ? Record->defaultedCopyConstructorIsDeleted() : llvm::all_of(Record->ctors(), [](const CXXConstructorDecl *C) {
           return !C->isCopyConstructor() || C->isDeleted();
         }));
}

/// A constructor of the user's may do another thing at run time than in a constant.
static bool runsNoUserCode(const CXXConstructorDecl *Constructor) {
  const CXXRecordDecl *Class = Constructor->getParent();
  if (Class->isInStdNamespace())
    return true;
  auto MadeUnseen = [](QualType T) {
    auto *Record = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    auto Default = [](const CXXConstructorDecl *C) { return C->isDefaultConstructor() && runsNoUserCode(C); };
    return !Record || Record->isInStdNamespace() || llvm::any_of(Record->ctors(), Default);
  };
  return !Constructor->isUserProvided() && Class->getNumVBases() == 0 &&
         llvm::all_of(Class->fields(), [&](const FieldDecl *F) { return !F->hasInClassInitializer() && MadeUnseen(F->getType()); }) &&
         llvm::all_of(Class->bases(), [&](const CXXBaseSpecifier &B) { return MadeUnseen(B.getType()); });
}

/// `std::mutex m;`: to make it again cannot be told from the first time, and nothing ends with it.
static bool isMadeAsConstant(const VarDecl *V) {
  auto *Record = V->getType()->getAsCXXRecordDecl();
  auto *Construct = dyn_cast_or_null<CXXConstructExpr>(V->getInit());
  return Record && Record->hasTrivialDestructor() && Construct && Construct->getNumArgs() == 0 && !Construct->isListInitialization() &&
         !Construct->getConstructor()->isTrivial() && runsNoUserCode(Construct->getConstructor()) &&
         Construct->isCXX11ConstantExpr(V->getASTContext());
}

DeadForm formWhenDead(const Declarator &D, const VarDecl *V) {
  const ASTContext &AST = V->getASTContext();
  std::string_view Why = D.WhyNotSaved.Diagnostic;
  QualType T = V->getType();
  if (Why == "local-lambda" && T.isTriviallyCopyableType(AST))
    return DeadForm::Closure;
  if ((Why == "local-reference" || Why == "structured-binding" || D.IsReference) && T->isLValueReferenceType() && V->getInit() &&
      bindsDirectly(V->getInit()) && !bindsByUserGet(V))
    return DeadForm::Reference;
  if (D.Untouched || !Why.empty() || D.Extends || D.ClosureNumber || !D.BoundNames.empty() || !(T->isScalarType() || T->isRecordType()))
    return DeadForm::None;
  if (isMadeAsConstant(V))
    return DeadForm::AsWritten;
  return T.isTriviallyCopyableType(AST) && hasCopies(T) ? DeadForm::Value : DeadForm::None;
}

static bool leadsElsewhere(QualType T) {
  T = T.getCanonicalType();
  auto *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return T->isObjectPointerType();
  if (!Class->isInStdNamespace())
    return llvm::any_of(Class->fields(), [](const FieldDecl *F) { return leadsElsewhere(F->getType()); });
  if (Class->getName() == "basic_string_view" || Class->getName() == "span")
    return true;
  auto *Record = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  auto Leads = [](const TemplateArgument &A) { return A.getKind() == TemplateArgument::Type && leadsElsewhere(A.getAsType()); };
  return Record && (Class->getName() == "pair" || Class->getName() == "tuple") &&
         llvm::any_of(Record->getTemplateArgs().asArray(), [&](const TemplateArgument &A) {
           return A.getKind() == TemplateArgument::Pack ? llvm::any_of(A.pack_elements(), Leads) : Leads(A);
         });
}

/// No code of the user's runs for it, now or when it is saved.
static bool isPlainData(QualType T, const ASTContext &AST) {
  T = T.getCanonicalType();
  auto *Class = T->getAsCXXRecordDecl();
  if (!Class)
    return T->isScalarType() && !T.isVolatileQualified();
  if (!Class->hasDefinition() || T.isVolatileQualified())
    return false;
  auto *Record = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!Class->isInStdNamespace())
    return Class->isAggregate() && Class->getNumBases() == 0 && T.isTriviallyCopyableType(AST) && hasCopies(T) &&
           llvm::all_of(Class->methods(), [](const CXXMethodDecl *M) { return M->isImplicit(); }) &&
           llvm::all_of(Class->fields(), [&](const FieldDecl *F) { return !F->getType().isConstQualified() && isPlainData(F->getType(), AST); });
  auto Plain = [&](const TemplateArgument &A) { return A.getKind() == TemplateArgument::Type && isPlainData(A.getAsType(), AST) && !A.getAsType().isConstQualified(); };
  if (Record && (Class->getName() == "pair" || Class->getName() == "tuple"))
    return llvm::all_of(Record->getTemplateArgs().asArray(), [&](const TemplateArgument &A) {
      return A.getKind() == TemplateArgument::Pack ? llvm::all_of(A.pack_elements(), Plain) : Plain(A);
    });
  return T.isTriviallyCopyableType(AST) && hasCopies(T);
}

bool mayBeCleared(QualType T, const ASTContext &AST) { return !T.isConstQualified() && leadsElsewhere(T) && isPlainData(T, AST); }

} // namespace valet
