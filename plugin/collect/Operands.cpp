#include "collect/Operands.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace valet {

bool convertsImplicitly(const Expr *E) {
  while (true) {
    if (auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bind->getSubExpr();
    else if (auto *Paren = dyn_cast<ParenExpr>(E))
      E = Paren->getSubExpr();
    else if (auto *Clean = dyn_cast<ExprWithCleanups>(E))
      E = Clean->getSubExpr();
    else
      break;
  }
  if (isa<ImplicitCastExpr, InitListExpr, CXXStdInitializerListExpr>(E))
    return true;
  return isa<CXXConstructExpr>(E) && !isa<CXXTemporaryObjectExpr>(E);
}

Unconverted withoutConversions(const Expr *E) {
  bool Read = false;
  while (true) {
    if (auto *P = dyn_cast<ParenExpr>(E)) {
      E = P->getSubExpr();
    } else if (auto *B = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = B->getSubExpr();
    } else if (auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = M->getSubExpr();
    } else if (auto *C = dyn_cast<ImplicitCastExpr>(E)) {
      switch (C->getCastKind()) {
      case CK_LValueToRValue: Read = true; break;
      case CK_NoOp:
      case CK_IntegralCast:
      case CK_FloatingCast:
      case CK_IntegralToFloating:
      case CK_FloatingToIntegral:
      case CK_IntegralToBoolean:
      case CK_FloatingToBoolean: break;
      default: return {E, Read, true};
      }
      E = C->getSubExpr();
    } else if (auto *K = dyn_cast<CXXConstructExpr>(E); K && !isa<CXXTemporaryObjectExpr>(K)) {
      bool Copies = K->getConstructor()->isCopyOrMoveConstructor() && K->getNumArgs() == 1 &&
                    K->getType().getCanonicalType().getUnqualifiedType() ==
                        K->getArg(0)->getType().getCanonicalType().getUnqualifiedType();
      if (!Copies)
        return {E, Read, true};
      Read = true;
      E = K->getArg(0);
    } else {
      return {E, Read, isa<InitListExpr>(E)};
    }
  }
}

bool isConstant(const ASTContext &AST, const Expr *E) {
  if (!E->isPRValue() || E->isValueDependent() || !E->getType()->isLiteralType(AST))
    return false;
  auto *Record = E->getType()->getAsCXXRecordDecl();
  return (!Record || Record->hasTrivialDestructor()) && E->isCXX11ConstantExpr(AST);
}

bool extendsTemporary(const Stmt *S) {
  if (!S)
    return false;
  if (auto *M = dyn_cast<MaterializeTemporaryExpr>(S); M && M->getExtendingDecl())
    return true;
  return llvm::any_of(S->children(), extendsTemporary);
}

bool isListOfConstants(const ASTContext &AST, const Expr *E) {
  auto *List = dyn_cast<CXXStdInitializerListExpr>(E->IgnoreImplicit());
  auto *Elements = List ? dyn_cast<InitListExpr>(List->getSubExpr()->IgnoreImplicit()) : nullptr;
  return Elements && llvm::all_of(Elements->inits(), [&AST](const Expr *Init) { return isConstant(AST, Init); });
}

bool endsVisibly(QualType T) {
  auto *Record = T->getAsCXXRecordDecl();
  return Record && !Record->hasTrivialDestructor() && !Record->isInStdNamespace();
}

bool movesVisibly(QualType T) {
  auto *Record = T->getAsCXXRecordDecl();
  if (!Record || Record->isInStdNamespace() || !Record->hasDefinition())
    return false;
  for (const CXXConstructorDecl *Constructor : Record->ctors())
    if (Constructor->isCopyOrMoveConstructor() && Constructor->isUserProvided())
      return true;
  if (const CXXDestructorDecl *Destructor = Record->getDestructor(); Destructor && Destructor->isUserProvided())
    return true;
  return llvm::any_of(Record->fields(), [](const FieldDecl *F) { return movesVisibly(F->getType()); }) ||
         llvm::any_of(Record->bases(), [](const CXXBaseSpecifier &B) { return movesVisibly(B.getType()); });
}

namespace {
bool refersToNothing(QualType T, unsigned Depth) {
  if (Depth > 8) // a class that contains itself, or as good as
    return false;
  T = T.getCanonicalType();
  if (T->isVoidType() || T->isArithmeticType() || T->isEnumeralType())
    return true;
  auto *Class = T->getAsCXXRecordDecl();
  if (Class && Class->hasDefinition() && !Class->isInStdNamespace() && !Class->isDynamicClass())
    return llvm::all_of(Class->fields(), [&](const FieldDecl *F) { return refersToNothing(F->getType(), Depth + 1); }) &&
           llvm::all_of(Class->bases(), [&](const CXXBaseSpecifier &B) { return refersToNothing(B.getType(), Depth + 1); });
  auto *Record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (!Record || !Record->isInStdNamespace())
    return false;
  static constexpr llvm::StringLiteral Owners[] = {"basic_string", "vector", "deque",    "list", "array", "set",     "multiset",
                                                   "map",          "multimap", "optional", "pair", "tuple", "variant", "unique_ptr"};
  if (!llvm::is_contained(Owners, Record->getName()))
    return false;
  auto Owned = [Depth](const TemplateArgument &A) {
    if (A.getKind() != TemplateArgument::Type)
      return A.getKind() == TemplateArgument::Integral;
    auto *Helper = dyn_cast_or_null<ClassTemplateSpecializationDecl>(A.getAsType()->getAsCXXRecordDecl());
    bool HoldsNothing = Helper && Helper->isInStdNamespace() &&
                        llvm::is_contained({"allocator", "char_traits", "less", "default_delete"}, Helper->getName());
    return HoldsNothing || refersToNothing(A.getAsType(), Depth + 1);
  };
  return llvm::all_of(Record->getTemplateArgs().asArray(), [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Pack ? llvm::all_of(A.pack_elements(), Owned) : Owned(A);
  });
}
} // namespace

bool refersToNothing(QualType T) { return refersToNothing(T, 0); }

bool makesTemporary(const Stmt *S) {
  if (!S)
    return false;
  if (isa<MaterializeTemporaryExpr>(S))
    return true;
  for (const Stmt *Child : S->children())
    if (makesTemporary(Child))
      return true;
  return false;
}

bool copiesList(const CXXConstructExpr *E) {
  auto *Record = E->getConstructor()->getParent();
  return Record->isInStdNamespace() && Record->getName() != "initializer_list" && E->getNumArgs() &&
         isa<CXXStdInitializerListExpr>(E->getArg(0));
}
const Stmt *listElements(const Stmt *Argument) {
  if (auto *List = dyn_cast<CXXStdInitializerListExpr>(Argument))
    if (auto *M = dyn_cast<MaterializeTemporaryExpr>(List->getSubExpr()))
      return M->getSubExpr();
  return Argument;
}

} // namespace valet
