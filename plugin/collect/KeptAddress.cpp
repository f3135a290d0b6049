#include "collect/KeptAddress.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <algorithm>

using namespace clang;

namespace valet {
namespace {

/// The expression that names the object, without what only sees it as another type.
const Expr *withoutConversionsOfPlace(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    auto *Cast = dyn_cast<ImplicitCastExpr>(E);
    if (!Cast || Cast->getCastKind() == CK_LValueToRValue)
      return E;
    E = Cast->getSubExpr();
  }
}

/// Whether a function may note where what one of its parameters leads to stands. It does not, if all that is visible reads or changes it.
class NoteFinder {
public:
  bool mayNote(const FunctionDecl *F) const { return !F->isInStdNamespace() && F->getBuiltinID() == 0 && !F->isTrivial() && !F->isDefaulted(); }
  bool mayNote(const FunctionDecl *F, unsigned I) {
    if (!mayNote(F) || takesTemporaries(F, I))
      return false;
    const FunctionDecl *Definition = nullptr;
    auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (!F->hasBody(Definition) || (Method && Method->isVirtual()) || I >= Definition->getNumParams())
      return true;
    auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition);
    const ParmVarDecl *P = Definition->getParamDecl(I);
    return Seen.insert(P).second && (notes(Definition->getBody(), P) ||
        (Constructor && llvm::any_of(Constructor->inits(), [this, P](const CXXCtorInitializer *Init) { return notes(Init->getInit(), P); })));
  }

private:
  /// `const T &`, or `T &&` that stands for anything: it may be bound to a temporary, so who keeps its address is wrong anyway.
  static bool takesTemporaries(const FunctionDecl *F, unsigned I) {
    if (I >= F->getNumParams())
      return false;
    QualType T = F->getParamDecl(I)->getType();
    if (T->isLValueReferenceType() && T->getPointeeType().isConstQualified())
      return true;
    const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
    if (!Pattern || Pattern->getNumParams() == 0)
      return false;
    QualType Written = Pattern->getParamDecl(std::min(I, Pattern->getNumParams() - 1))->getType();
    if (auto *Pack = Written->getAs<PackExpansionType>())
      Written = Pack->getPattern();
    return Written->isRValueReferenceType() && Written->getPointeeType()->isTemplateTypeParmType();
  }

  /// P is named where neither its value is read nor it is changed.
  bool notes(const Stmt *S, const ParmVarDecl *P) {
    if (!S)
      return false;
    if (auto *Read = dyn_cast<ImplicitCastExpr>(S); Read && Read->getCastKind() == CK_LValueToRValue && isPartOf(Read->getSubExpr(), P))
      return P->getType()->isAnyPointerType() && isa<DeclRefExpr>(Read->getSubExpr()->IgnoreParens()); // its value is the place
    if (auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp() && isPartOf(Assign->getLHS(), P))
      return notes(Assign->getRHS(), P);
    if (auto *Step = dyn_cast<UnaryOperator>(S); Step && Step->isIncrementDecrementOp() && isPartOf(Step->getSubExpr(), P))
      return false;
    if (auto *Call = dyn_cast<CallExpr>(S); Call && !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call) && Call->getDirectCallee())
      return callNotes(Call, P);
    auto *Ref = dyn_cast<DeclRefExpr>(S);
    return (Ref && Ref->getDecl() == P) || llvm::any_of(S->children(), [this, P](const Stmt *Child) { return notes(Child, P); });
  }
  bool callNotes(const CallExpr *Call, const ParmVarDecl *P) {
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      const Expr *Place = withoutConversionsOfPlace(Call->getArg(I));
      if (isPartOf(Place, P) ? mayNote(Call->getDirectCallee(), I) : notes(Call->getArg(I), P))
        return true;
    }
    return false;
  }
  /// P itself, if it is a reference, or a member or element of what it leads to.
  static bool isPartOf(const Expr *E, const ParmVarDecl *P) {
    E = withoutConversionsOfPlace(E);
    if (auto *Member = dyn_cast<MemberExpr>(E); Member && isa<FieldDecl>(Member->getMemberDecl()) && !Member->getMemberDecl()->getType()->isReferenceType())
      return isPartOf(Member->isArrow() ? pointer(Member->getBase()) : Member->getBase(), P);
    if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      return isPartOf(pointer(Element->getBase()), P);
    auto *Ref = dyn_cast<DeclRefExpr>(E);
    return Ref && Ref->getDecl() == P;
  }
  /// The pointer of which the value is used.
  static const Expr *pointer(const Expr *E) {
    auto *Read = dyn_cast<ImplicitCastExpr>(E->IgnoreParens());
    return Read && Read->getCastKind() == CK_LValueToRValue && isa<DeclRefExpr>(Read->getSubExpr()->IgnoreParens()) ? Read->getSubExpr() : E;
  }

  llvm::SmallPtrSet<const ParmVarDecl *, 8> Seen;
};

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
    if (auto *Call = dyn_cast<CallExpr>(S); Call && handsOnField(Call))
      return true;
    if (auto *Construct = dyn_cast<CXXConstructExpr>(S); Construct && !Construct->getConstructor()->isCopyOrMoveConstructor())
      if (handsOnField(Construct->getConstructor(), Construct->arguments()))
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

  /// A call that gets a member, not its value, and may note where that is.
  bool handsOnField(const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call);
    const bool Operator = Method && !Method->isStatic() && isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0;
    const Expr *Object = MemberCall ? MemberCall->getImplicitObjectArgument() : Operator ? Call->getArg(0) : nullptr;
    if (Method && Object && isFieldItself(Object) && Notes.mayNote(Method) && takesAddressInside(Method))
      return true;
    return handsOnField(Callee, llvm::drop_begin(Call->arguments(), Operator));
  }
  template <class Range> bool handsOnField(const FunctionDecl *Callee, const Range &Arguments) {
    return llvm::any_of(llvm::enumerate(Arguments), [&](const auto &A) {
      return isFieldItself(A.value()) && (!Callee || Notes.mayNote(Callee, static_cast<unsigned>(A.index())));
    });
  }
  static bool isFieldItself(const Expr *E) {
    const FieldDecl *Field = ownField(withoutConversionsOfPlace(E));
    return Field && !Field->getType()->isReferenceType();
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
  NoteFinder Notes;
};

} // namespace

bool keepsItsAddress(QualType T, const Expr *Init) {
  auto *Record = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->canPassInRegisters() && AddressFinder().makesWithAddress(Init);
}

} // namespace valet
