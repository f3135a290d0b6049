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

/// Its promotion looks at the width of the bit-field, which a kept value has no more.
static bool comesFromBitField(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (E->refersToBitField())
    return true;
  if (auto *B = dyn_cast<BinaryOperator>(E))
    return B->isAssignmentOp() ? comesFromBitField(B->getLHS()) : B->isCommaOp() && comesFromBitField(B->getRHS());
  if (auto *C = dyn_cast<AbstractConditionalOperator>(E))
    return comesFromBitField(C->getTrueExpr()) || comesFromBitField(C->getFalseExpr());
  auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->isIncrementDecrementOp() && comesFromBitField(U->getSubExpr());
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
      case CK_IntegralCast:
        if (comesFromBitField(C->getSubExpr()))
          return {E, Read, true};
        break;
      case CK_NoOp:
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
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (auto *M = dyn_cast<MaterializeTemporaryExpr>(S); M && M->getExtendingDecl())
    return true;
  return llvm::any_of(S->children(), extendsTemporary);
}

bool extendsVisibly(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  auto *M = dyn_cast<MaterializeTemporaryExpr>(S);
  return (M && M->getExtendingDecl() && endsVisibly(M)) || llvm::any_of(S->children(), extendsVisibly);
}

bool isListOfConstants(const ASTContext &AST, const Expr *E) {
  auto *List = dyn_cast<CXXStdInitializerListExpr>(E->IgnoreImplicit());
  auto *Elements = List ? dyn_cast<InitListExpr>(List->getSubExpr()->IgnoreImplicit()) : nullptr;
  return Elements && llvm::all_of(Elements->inits(), [&AST](const Expr *Init) { return isConstant(AST, Init); });
}

namespace {

/// Templates of the standard library whose destructors do nothing that a program could see, but for those of their arguments.
bool isQuietTemplate(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {
      "array", "basic_istringstream", "basic_ostringstream", "basic_regex", "basic_string", "basic_stringbuf", "basic_stringstream",
      "deque", "expected", "forward_list", "initializer_list", "list", "map", "match_results", "multimap", "multiset", "optional", "pair",
      "priority_queue", "queue", "set", "stack", "sub_match", "tuple", "unordered_map", "unordered_multimap", "unordered_multiset",
      "unordered_set", "valarray", "variant", "vector", "weak_ptr"};
  return llvm::is_contained(Names, Name);
}

/// They hold no object of their arguments.
bool holdsNothing(llvm::StringRef Name) {
  return llvm::is_contained({"allocator", "char_traits", "default_delete", "equal_to", "greater", "hash", "less"}, Name);
}

bool isQuietClass(const CXXRecordDecl *Class) {
  if (llvm::is_contained({"locale", "random_device", "exception"}, Class->getName()))
    return true;
  return llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &B) {
    auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && Base->isInStdNamespace() && isQuietClass(Base);
  });
}

bool endsQuietly(QualType T, bool SharedCount, unsigned Depth);

bool argumentsEndQuietly(llvm::ArrayRef<TemplateArgument> Arguments, bool SharedCount, unsigned Depth) {
  return llvm::all_of(Arguments, [&](const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Pack)
      return argumentsEndQuietly(A.pack_elements(), SharedCount, Depth);
    return A.getKind() != TemplateArgument::Type || A.getAsType()->isVoidType() || endsQuietly(A.getAsType(), SharedCount, Depth);
  });
}

/// A deleter runs code of its own.
bool hasDefaultDeleter(llvm::ArrayRef<TemplateArgument> Arguments) {
  auto *Deleter = Arguments.size() == 2 ? Arguments[1].getAsType()->getAsCXXRecordDecl() : nullptr;
  return Deleter && Deleter->isInStdNamespace() && Deleter->getName() == "default_delete";
}

/// Nothing that a program could see happens when an object of type T ends. SharedCount: the count of a shared_ptr can be seen.
bool endsQuietly(QualType T, bool SharedCount, unsigned Depth = 0) {
  auto *Class = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!Class)
    return true;
  if (Depth > 8 || !Class->hasDefinition())
    return false;
  if (!Class->isInStdNamespace()) {
    auto *Destructor = Class->getDestructor();
    if (Destructor && (Destructor->isUserProvided() || Destructor->isVirtual()))
      return false;
    return llvm::all_of(Class->fields(), [&](const FieldDecl *F) { return endsQuietly(F->getType(), SharedCount, Depth + 1); }) &&
           llvm::all_of(Class->bases(), [&](const CXXBaseSpecifier &B) { return endsQuietly(B.getType(), SharedCount, Depth + 1); });
  }
  if (Class->hasTrivialDestructor())
    return true;
  auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!Instance || holdsNothing(Class->getName()))
    return Instance || isQuietClass(Class);
  llvm::ArrayRef<TemplateArgument> Arguments = Instance->getTemplateArgs().asArray();
  const bool IsKnown = isQuietTemplate(Class->getName()) || (Class->getName() == "shared_ptr" && !SharedCount) ||
                       (Class->getName() == "unique_ptr" && hasDefaultDeleter(Arguments));
  return IsKnown && argumentsEndQuietly(Arguments, SharedCount, Depth + 1);
}

} // namespace

/// `std::function` of a closure, or of a function: what it holds is seen here.
static bool holdsQuietFunction(const Expr *E) {
  auto *Construct = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit());
  auto *Class = Construct ? Construct->getConstructor()->getParent() : nullptr;
  if (!Class || !Class->isInStdNamespace() || !llvm::is_contained({"function", "move_only_function"}, Class->getName()) || Construct->getNumArgs() != 1)
    return false;
  const Expr *Held = Construct->getArg(0)->IgnoreImplicit();
  auto *Closure = Held->getType()->getAsCXXRecordDecl();
  return Closure ? Closure->isLambda() && endsQuietly(Held->getType(), true) : Held->getType()->isFunctionType();
}

bool isSeenToEnd(const Expr *E) { return !endsQuietly(E->getType(), true) && !holdsQuietFunction(E); }

bool endsVisibly(const Expr *E) { return endsVisibly(E->getType()) && !holdsQuietFunction(E); }

bool endsVisibly(QualType T) {
  if (T->isArrayType()) // cannot be kept: only what is seen indeed counts
    return !endsQuietly(T, true);
  auto *Class = T->getAsCXXRecordDecl();
  if (!Class || (Class->hasDefinition() && Class->hasTrivialDestructor()))
    return false;
  return !Class->isInStdNamespace() || !endsQuietly(T, true);
}

bool parameterEndsVisibly(QualType T) { return !endsQuietly(T, false); }
bool parameterEndsVisibly(const Expr *E) { return parameterEndsVisibly(E->getType()) && !holdsQuietFunction(E); }

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
    bool IsHelper = Helper && Helper->isInStdNamespace() && holdsNothing(Helper->getName());
    return IsHelper || refersToNothing(A.getAsType(), Depth + 1);
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
