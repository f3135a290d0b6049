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

namespace {

/// Whether an initialiser lets the object that it makes know where it stands.
class AddressFinder {
public:
  bool makesWithAddress(const Stmt *S) {
    if (!S)
      return false;
    if (auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      return takesAddress(Default->getExpr());
    if (auto *Lambda = dyn_cast<LambdaExpr>(S)) // its body is for later
      return llvm::any_of(Lambda->capture_inits(), [this](const Expr *Init) { return makesWithAddress(Init); });
    if (auto *Construct = dyn_cast<CXXConstructExpr>(S); Construct && constructsWithAddress(Construct->getConstructor()))
      return true;
    return llvm::any_of(S->children(), [this](const Stmt *Child) { return makesWithAddress(Child); });
  }

private:
  bool constructsWithAddress(const CXXConstructorDecl *Constructor) {
    if (Constructor->getParent()->isInStdNamespace() || Constructor->isCopyOrMoveConstructor())
      return false;
    const FunctionDecl *Definition = nullptr;
    if (!Constructor->hasBody(Definition))
      return !Constructor->isDefaulted() && canPointIntoItself(Constructor->getParent());
    return takesAddress(Definition->getBody()) || llvm::any_of(cast<CXXConstructorDecl>(Definition)->inits(), [this](const CXXCtorInitializer *I) {
             return takesAddress(I->getInit()) || makesWithAddress(I->getInit());
           });
  }

  /// `this`, but not in `this->member`; the address of a member; a member function that takes one of these.
  bool takesAddress(const Stmt *S) {
    if (!S)
      return false;
    if (auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      return takesAddress(Default->getExpr());
    if (auto *Call = dyn_cast<CXXMemberCallExpr>(S); Call && isa<CXXThisExpr>(Call->getImplicitObjectArgument()->IgnoreParenCasts()))
      if (takesAddressInside(Call->getMethodDecl()))
        return true;
    if (auto *Read = dyn_cast<ImplicitCastExpr>(S); Read && Read->getCastKind() == CK_LValueToRValue && ownField(Read->getSubExpr()))
      return false;
    if (auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp() && ownField(Assign->getLHS()))
      return takesAddress(Assign->getRHS());
    if (auto *Used = dyn_cast<MemberExpr>(S); Used && isa<CXXThisExpr>(Used->getBase()->IgnoreParenCasts())) {
      const FieldDecl *Field = ownField(Used); // bound to a reference, or decays: whoever gets it may keep its address
      return Field && !Field->getType()->isReferenceType() && canPointIntoItself(cast<CXXRecordDecl>(Field->getParent()));
    }
    if (auto *Lambda = dyn_cast<LambdaExpr>(S))
      return llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) { return C.capturesThis(); }) ||
             llvm::any_of(Lambda->capture_inits(), [this](const Expr *Init) { return takesAddress(Init); });
    auto *This = dyn_cast<CXXThisExpr>(S);
    auto *Address = dyn_cast<UnaryOperator>(S);
    auto *Member = Address && Address->getOpcode() == UO_AddrOf ? dyn_cast<MemberExpr>(Address->getSubExpr()->IgnoreParenCasts()) : nullptr;
    return (This && !This->isImplicit()) || (Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts())) ||
           llvm::any_of(S->children(), [this](const Stmt *Child) { return takesAddress(Child); });
  }

  static const FieldDecl *ownField(const Expr *E) {
    auto *Used = dyn_cast<MemberExpr>(E->IgnoreParens());
    return Used && isa<CXXThisExpr>(Used->getBase()->IgnoreParenCasts()) ? dyn_cast<FieldDecl>(Used->getMemberDecl()) : nullptr;
  }

  bool takesAddressInside(const CXXMethodDecl *Method) {
    const FunctionDecl *Definition = nullptr;
    if (!Method || Method->isVirtual() || !Method->hasBody(Definition))
      return !Method || canPointIntoItself(Method->getParent());
    return Seen.insert(Definition).second && takesAddress(Definition->getBody());
  }

  /// What a function without a visible body can store in the object: a pointer to anything, to the class, or to what it consists of.
  static bool canPointIntoItself(const CXXRecordDecl *Record) {
    llvm::SmallPtrSet<const void *, 8> Parts, Targets;
    addParts(Record, Parts, Targets);
    return llvm::any_of(Targets, [&Parts](const void *T) { return Parts.count(T); });
  }

  static void addParts(const CXXRecordDecl *Record, llvm::SmallPtrSetImpl<const void *> &Parts, llvm::SmallPtrSetImpl<const void *> &Targets) {
    if (!Record || !Record->hasDefinition() || !Parts.insert(Record->getCanonicalDecl()).second)
      return;
    for (const CXXBaseSpecifier &B : Record->bases())
      addParts(B.getType()->getAsCXXRecordDecl(), Parts, Targets);
    for (const FieldDecl *F : Record->fields()) {
      QualType T = F->getType().getCanonicalType().getNonReferenceType();
      Parts.insert(identity(T));
      addParts(T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl(), Parts, Targets);
      if (F->getType()->isAnyPointerType() || F->getType()->isReferenceType()) {
        QualType Target = F->getType()->getPointeeType();
        Targets.insert(Target->isVoidType() ? Record->getCanonicalDecl() : identity(Target));
      }
    }
  }

  static const void *identity(QualType T) {
    const Type *Element = T->getBaseElementTypeUnsafe()->getCanonicalTypeUnqualified().getTypePtr();
    const CXXRecordDecl *Record = Element->getAsCXXRecordDecl();
    return Record ? static_cast<const void *>(Record->getCanonicalDecl()) : Element;
  }

  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
};

} // namespace

bool keepsItsAddress(QualType T, const Expr *Init) {
  auto *Record = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->canPassInRegisters() && AddressFinder().makesWithAddress(Init);
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
