#include "collect/Initialisers.h"

#include "collect/Operands.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace valet {

bool bindsDirectly(const Expr *Init) { return Init->isLValue() && !extendsTemporary(Init); }
bool bindsToObject(const Expr *Init) { return Init->isGLValue() && !extendsTemporary(Init) && !Init->getType()->isFunctionType(); }

const MaterializeTemporaryExpr *extendedTemporary(const VarDecl *V) {
  if (!V->getType()->isReferenceType() || !V->hasInit() || bindsByUserGet(V) || V->isStaticLocal() || V->isConstexpr())
    return nullptr;
  const Expr *E = V->getInit();
  while (true) {
    if (auto *Clean = dyn_cast<ExprWithCleanups>(E))
      E = Clean->getSubExpr();
    else if (auto *Cast = dyn_cast<ImplicitCastExpr>(E); Cast && Cast->getCastKind() == CK_NoOp)
      E = Cast->getSubExpr();
    else
      break;
  }
  auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
  bool Nested = M && extendsTemporary(M->getSubExpr());
  return M && M->getExtendingDecl() == V && !Nested && !M->getType()->isArrayType() ? M : nullptr;
}

/// A reference that a function of the standard library gives, not a value that it makes.
static bool isFoundAgain(const VarDecl *HoldingVar) {
  const Expr *Init = HoldingVar->getInit();
  if (!Init || extendsTemporary(Init))
    return false;
  auto *Call = dyn_cast<CallExpr>(Init->IgnoreImplicit());
  const FunctionDecl *Get = Call ? Call->getDirectCallee() : nullptr;
  return Get && Get->isInStdNamespace();
}

bool bindsByUserGet(const VarDecl *V) {
  auto *Bound = dyn_cast<DecompositionDecl>(V);
  return Bound && llvm::any_of(Bound->bindings(), [](const BindingDecl *B) { return B->getHoldingVar() && !isFoundAgain(B->getHoldingVar()); });
}

bool mentions(const Stmt *S, const VarDecl *V) {
  if (!S)
    return false;
  if (auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Ref->getDecl() == V)
    return true;
  return llvm::any_of(S->children(), [V](const Stmt *Child) { return mentions(Child, V); });
}

bool namesVariable(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    auto *Cast = dyn_cast<ImplicitCastExpr>(E);
    if (!Cast)
      break;
    if (Cast->getCastKind() != CK_NoOp && Cast->getCastKind() != CK_DerivedToBase && Cast->getCastKind() != CK_UncheckedDerivedToBase)
      return false;
    E = Cast->getSubExpr();
  }
  if (auto *Member = dyn_cast<MemberExpr>(E); Member && !Member->isArrow() && isa<FieldDecl>(Member->getMemberDecl()) &&
                                               !Member->getMemberDecl()->getType()->isReferenceType())
    return namesVariable(Member->getBase());
  if (isa<StringLiteral, PredefinedExpr>(E))
    return true; // written again, it is the same
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || V->getTLSKind() != VarDecl::TLS_None)
    return Ref && isa<FunctionDecl>(Ref->getDecl());
  return !V->isStaticLocal() && (isa<ParmVarDecl>(V) || !V->getType()->isReferenceType());
}

static bool isMoveOnly(QualType T) {
  std::string Text = T.getCanonicalType().getAsString();
  return llvm::StringRef(Text).contains("unique_ptr");
}

/// Of a class of the standard library that refersToNothing: of its arguments, those are elements that are of the user's classes.
static bool elementsAreCopiedUnseen(const CXXRecordDecl *Record) {
  auto *Owner = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  auto IsUnseen = [](const TemplateArgument &A) {
    auto *Element = A.getKind() == TemplateArgument::Type ? A.getAsType()->getAsCXXRecordDecl() : nullptr;
    bool IsHelper = Element && Element->isInStdNamespace() && !refersToNothing(A.getAsType()); // an allocator, a comparison
    return !Element || IsHelper || isCopiedUnseen(A.getAsType().getUnqualifiedType());
  };
  return !Owner || llvm::all_of(Owner->getTemplateArgs().asArray(), [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Pack ? llvm::all_of(A.pack_elements(), IsUnseen) : IsUnseen(A);
  });
}

bool isCopiedUnseen(QualType T) {
  auto *Record = T->getAsCXXRecordDecl();
  if (!Record || Record->isInStdNamespace())
    return refersToNothing(T) && !isMoveOnly(T) && (!Record || elementsAreCopiedUnseen(Record));
  if (!Record->isAggregate() || Record->isLambda() || Record->isUnion() || movesVisibly(T))
    return false;
  return llvm::all_of(Record->fields(), [](const FieldDecl *F) { return !F->isMutable() && isCopiedUnseen(F->getType().getUnqualifiedType()); }) &&
         llvm::all_of(Record->bases(), [](const CXXBaseSpecifier &B) { return isCopiedUnseen(B.getType().getUnqualifiedType()); });
}

} // namespace valet
