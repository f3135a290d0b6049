// Goal: the declarators of a declaration statement, with the form of each initialiser, and why a variable could not be saved.
// Invariant: a variable that is neither savable nor untouched carries its obstacle; it is reported only if it is live across a point.
#include "collect/Context.h"
#include "collect/DeadForm.h"
#include "collect/Initialisers.h"
#include "collect/KeptAddress.h"
#include "collect/Lambdas.h"
#include "collect/Operands.h"
#include "collect/TransientInit.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace valet {

namespace {

class DeclarationCollector {
public:
  DeclarationCollector(CollectContext &Ctx, const DeclStmt *S, TokenRange Range) : Ctx(Ctx), Source(S) {
    Out.What = Statement::Kind::Declaration;
    Out.Range = Range;
    Out.Where = CollectContext::place(S->getBeginLoc());
  }

  Statement run() {
    for (const Decl *D : Source->decls()) {
      DeclaresTag |= isa<TagDecl>(D);
      if (auto *V = dyn_cast<VarDecl>(D))
        Variables.push_back(V);
      else
        addNames(D);
    }
    if (Variables.empty()) {
      Out.What = Statement::Kind::Marker; // types, aliases, static_assert: part of every pass
      return std::move(Out);
    }
    for (std::size_t I = 0; I < Variables.size(); ++I)
      add(Variables[I], I + 1 < Variables.size() ? Variables[I + 1] : nullptr, I == 0);
    return std::move(Out);
  }

private:
  /// Names that are not variables' may hide variables.
  void addNames(const Decl *D) {
    auto *Enum = dyn_cast<EnumDecl>(D);
    if (auto *Using = dyn_cast<UsingEnumDecl>(D))
      Enum = Using->getEnumDecl();
    if (Enum)
      for (const EnumConstantDecl *Enumerator : Enum->enumerators())
        Out.OtherNames.push_back(Enumerator->getNameAsString());
    if (auto *Named = dyn_cast<NamedDecl>(D))
      Out.OtherNames.push_back(Named->getNameAsString());
  }

  void add(const VarDecl *V, const VarDecl *Next, bool First) {
    Declarator D;
    D.Name = V->getNameAsString();
    D.Where = CollectContext::place(V->getLocation());
    if (auto *Bound = dyn_cast<DecompositionDecl>(V))
      addBindings(D, Bound);
    const bool Transient = isTransient(V);
    const MaterializeTemporaryExpr *Extended = Transient ? nullptr : extendedTemporary(V);
    D.Extends = Extended;
    if (Extended && D.BoundNames.empty()) {
      D.Shown = D.Name;
      D.BoundNames.push_back(D.Name);
      D.Name = "__vd" + std::to_string(Ctx.newBinding());
    }
    QualType T = Extended ? Extended->getType().getUnqualifiedType() : V->getType();
    D.IsReference = T->isReferenceType();
    D.Type = Ctx.typeText(T.getNonReferenceType().getUnqualifiedType());
    D.TypeId = Ctx.addType(T.getNonReferenceType().getUnqualifiedType());
    if (T->isConstantArrayType())
      D.TypeId = Ctx.addType(Ctx.AST.getBaseElementType(T).getUnqualifiedType());
    D.IsScalar = !T->isRecordType();
    D.Untouched = isUntouched(V) || Transient;
    D.IsPlace = D.Untouched && !Transient && V->hasLocalStorage() && !T->isReferenceType() && Ctx.Variables->of(V).Escapes;
    if (!D.Untouched)
      D.WhyNotSaved = obstacle(V);
    if (D.WhyNotSaved.Diagnostic == "local-lambda")
      closure(D, V);
    if (D.Untouched)
      D.IsReference = false;
    else
      refuseSourceLocation(Ctx, V->getInit());
    if (!D.Untouched && keepsItsAddress(T, V->getInit()))
      Ctx.refuse("own-address", V->getLocation(), D.Name);
    bool Suspends = V->hasInit() && containsAwait(V->getInit());
    if (!place(D, V, Next, First)) {
      D.IsPlace = false;
      if (Suspends)
        Ctx.refuse("unsupported-declaration", V->getLocation(), D.Name);
      if (D.WhyNotSaved.Diagnostic.empty())
        D.WhyNotSaved = {"unsupported-declaration", D.Name};
    } else if (Suspends) {
      if ((isa<DecompositionDecl>(V) && (D.IsReference || V->getType()->isArrayType())) || DeclaresTag || V->isStaticLocal() || V->isConstexpr() || mentions(V->getInit(), V))
        Ctx.refuse("unsupported-declaration", V->getLocation(), D.Name);
      else
        D.Value = linearize(Ctx, V->getInit(), D.Init);
    }
    if (D.Value.Range.empty())
      D.Value.Range = D.Init;
    D.IsPlace &= !DeclaresTag;
    if (losesItsForm(D, V) && D.WhyNotSaved.Diagnostic.empty())
      D.WhyNotSaved = {"unsupported-declaration", D.Name};
    whenDead(D, V);
    Out.Declarators.push_back(std::move(D));
  }

  /// What takes the place of an array or a reference has no alignment of its own, and would repeat the type that the declaration defines.
  bool losesItsForm(const Declarator &D, const VarDecl *V) const {
    bool Repeats = D.Extends || (D.ArrayNumber && Variables.size() > 1);
    return (D.ArrayNumber && V->hasAttr<AlignedAttr>()) || (DeclaresTag && Repeats);
  }

  /// `[[valor::transient]]`: not saved; a re-entry initialises it again.
  bool isTransient(const VarDecl *V) {
    if (!isMarkedTransient(V))
      return false;
    auto *Construct = dyn_cast_or_null<CXXConstructExpr>(V->getInit());
    bool IsIndefinite = !V->hasInit() || (Construct && Construct->getConstructor()->isTrivial() && Construct->getConstructor()->isDefaultConstructor() &&
                                          !Construct->isListInitialization() && !Construct->requiresZeroInitialization());
    if (V->isStaticLocal() || V->hasExternalStorage())
      Ctx.refuse("transient", V->getLocation(), "it is not an automatic variable");
    else if (IsIndefinite)
      Ctx.refuse("transient", V->getLocation(), "it needs an initialiser, which a restore evaluates again");
    else if (containsAwait(V->getInit()))
      Ctx.refuse("transient", V->getLocation(), "a restore cannot await in its initialiser");
    else if (const Expr *Used = usesPointer(V->getInit()))
      Ctx.refuse("transient", Used->getExprLoc(), "a restore evaluates its initialiser before pointers, views, iterators and shared objects are set");
    return true;
  }

  /// `auto [a, b] = x`: an object without a name, which gets one.
  void addBindings(Declarator &D, const DecompositionDecl *V) {
    D.Name = "__vd" + std::to_string(Ctx.newBinding());
    for (const BindingDecl *B : V->bindings()) {
      D.BoundNames.push_back(B->getNameAsString());
      D.Shown += (D.Shown.empty() ? "" : " ") + D.BoundNames.back();
    }
    if (auto Open = Ctx.Map.find(V->getLocation()); Open && Ctx.Map.is(*Open, tok::l_square))
      D.Bindings = {*Open, Ctx.Map.closing(*Open) + 1};
  }

  /// A closure that never changes is made again: what it refers to by name, what it holds from copies that are saved.
  void closure(Declarator &D, const VarDecl *V) {
    const Expr *E = V->getInit();
    auto *L = dyn_cast_or_null<LambdaExpr>(E ? E->IgnoreImplicit()->IgnoreParens()->IgnoreImplicit() : nullptr);
    if (!L)
      return;
    std::vector<Capture> Held;
    for (const LambdaCapture &C : L->captures()) {
      if (C.getCaptureKind() == LCK_This)
        continue;
      if (!C.capturesVariable() || L->isInitCapture(&C) || C.isPackExpansion())
        return;
      if (C.getCaptureKind() == LCK_ByRef || isNamedConstant(C.getCapturedVar()))
        continue;
      QualType T = C.getCapturedVar()->getType().getNonReferenceType().getUnqualifiedType();
      if (L->isMutable() || !isCopiedUnseen(T))
        return;
      Held.push_back({C.getCapturedVar()->getNameAsString(), Ctx.typeText(T), Ctx.addType(T)});
    }
    D.WhyNotSaved = {};
    D.IsCoroutine = isSerCtx(L->getCallOperator()->getReturnType());
    D.IsPlace = D.IsCoroutine || Ctx.Variables->of(V).Escapes;
    D.Untouched = Held.empty() && !D.IsPlace;
    D.Captures = std::move(Held);
    if (!D.Untouched)
      D.ClosureNumber = Ctx.newClosure();
  }

  /// The closure may need it as a constant.
  bool isNamedConstant(const ValueDecl *Captured) const {
    auto *V = dyn_cast<VarDecl>(Captured);
    return V && !V->getType()->isReferenceType() && V->isUsableInConstantExpressions(Ctx.AST);
  }

  void whenDead(Declarator &D, const VarDecl *V) {
    DeadForm Form = formWhenDead(D, V);
    bool IsPlain = !D.Untouched && D.WhyNotSaved.Diagnostic.empty() && !D.Extends && !D.ClosureNumber && !D.IsReference && !D.IsPlace;
    bool MayBeCleared = Form == DeadForm::None && IsPlain && mayBeCleared(V->getType(), Ctx.AST);
    if (Form == DeadForm::None && !MayBeCleared)
      return;
    std::vector<const ValueDecl *> Named{V};
    if (auto *Bound = dyn_cast<DecompositionDecl>(V))
      Named.assign(Bound->bindings().begin(), Bound->bindings().end());
    for (const ValueDecl *Name : Named) {
      valet::Uses U = Ctx.Variables->of(Name);
      bool Escapes = U.IsCaptured || (Form == DeadForm::Closure && !U.OnlyCalled) ||
                     ((Form == DeadForm::Value || Form == DeadForm::AsWritten || MayBeCleared) && !U.OnlyRead);
      if (!U.AllPlaced || Escapes)
        return;
      D.Uses.Tokens.insert(D.Uses.Tokens.end(), U.Tokens.begin(), U.Tokens.end());
      if (Named.size() == 1 && Name == V)
        D.Uses.Overwrites = std::move(U.Overwrites);
    }
    D.WhenDead = Form;
    D.MayBeCleared = MayBeCleared;
    D.Refers = (Form == DeadForm::Value && !refersToNothing(V->getType().getUnqualifiedType())) ||
               (Form == DeadForm::AsWritten && mayBeCleared(V->getType(), Ctx.AST));
  }

  /// These change in a constant, too.
  static bool hasMutableParts(QualType T) {
    auto *Record = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return Record && Record->hasMutableFields();
  }

  static bool isUntouched(const VarDecl *V) {
    if (bindsByUserGet(V))
      return false;
    if (V->hasExternalStorage())
      return true;
    if (V->isConstexpr())
      return V->isStaticLocal() || !hasMutableParts(V->getType());
    if (V->hasInit() && containsAwait(V->getInit()))
      return false; // even if it is a constant: `true || co_await x`
    if (auto *Record = V->getType()->getAsCXXRecordDecl(); Record && Record->isLambda() && isMadeAgain(Record))
      return true; // has no state
    if (V->getType()->isReferenceType() && V->hasInit() && !isa<DecompositionDecl>(V) && namesVariable(V->getInit()))
      return true; // named again, it is the same
    if (V->isStaticLocal())
      return !V->hasInit() || V->getInit()->isConstantInitializer(V->getASTContext(), false);
    return V->isUsableInConstantExpressions(V->getASTContext());
  }

  static Obstacle obstacle(const VarDecl *V) {
    QualType T = V->getType();
    std::string Name = V->getNameAsString();
    if (V->isStaticLocal())
      return {"static-local", Name};
    if (V->isConstexpr())
      return {"unsupported-declaration", Name};
    bool IsKept = T->isReferenceType() && V->hasInit() && (extendedTemporary(V) || (bindsToObject(V->getInit()) && !bindsByUserGet(V)));
    if (isa<DecompositionDecl>(V) && ((T->isArrayType() && !copiesElements(V)) || bindsByUserGet(V) || (T->isReferenceType() && !IsKept)))
      return {"structured-binding", ""};
    if (auto *Bound = dyn_cast<DecompositionDecl>(V); Bound && llvm::any_of(Bound->bindings(), namesBitField))
      return {"structured-binding", ""}; // closures, like those of generated text, cannot refer to it
    if (T->isReferenceType())
      return IsKept ? Obstacle() : Obstacle{"local-reference", Name};
    if (T->isArrayType() && !canBeFilled(V))
      return {"local-array", Name};
    if (T.isVolatileQualified())
      return {"volatile-local", Name};
    if (auto *Record = T->getAsCXXRecordDecl(); Record && Record->isLambda())
      return {"local-lambda", Name};
    if (auto *Auto = T->getContainedAutoType(); Auto && Auto->isDecltypeAuto())
      return {"unsupported-declaration", Name};
    return {};
  }

  /// `auto [a, b] = array;`: each element from the one at its place.
  static bool copiesElements(const VarDecl *V) {
    auto *Copies = dyn_cast_or_null<ArrayInitLoopExpr>(V->getInit());
    return Copies && Copies->getCommonExpr()->isLValue() && !V->getType().isVolatileQualified() && !V->isStaticLocal();
  }

  static bool namesBitField(const BindingDecl *B) { return B->getBinding() && B->getBinding()->refersToBitField(); }

  /// On restore an array is made with empty elements, which are then read one after the other.
  static bool canBeFilled(const VarDecl *V) {
    if (!V->getType()->isConstantArrayType())
      return false;
    QualType Element = V->getASTContext().getBaseElementType(V->getType());
    auto *Record = Element->getAsCXXRecordDecl();
    return !Element.isVolatileQualified() && (!Record || (Record->hasDefinition() && Record->hasDefaultConstructor()));
  }

  // ---- where its parts stand
  bool place(Declarator &D, const VarDecl *V, const VarDecl *Next, bool First) {
    auto Name = Ctx.Map.find(V->getLocation());
    if (!Name || D.Name.empty())
      return false;
    D.NameToken = *Name;
    TokenIndex Behind = *Name + 1;
    if (!isa<DecompositionDecl>(V) && Ctx.Map.is(Behind, tok::l_square) && Ctx.Map.is(Behind + 1, tok::l_square)) {
      D.Attributes = {Behind, Ctx.Map.closing(Behind) + 1};
      Behind = D.Attributes.End;
    }
    if (auto *Array = Ctx.AST.getAsConstantArrayType(V->getType()); Array && !D.IsPlace) {
      D.ArrayNumber = Ctx.newArray();
      D.IsConst = Ctx.AST.getBaseElementType(V->getType()).isConstQualified();
      if (Ctx.Map.is(Behind, tok::l_square) && Ctx.Map.is(Behind + 1, tok::r_square))
        D.BoundsText = "[" + std::to_string(Array->getSize().getZExtValue()) + "]";
    }
    if (First) {
      Out.Specifiers = {Out.Range.Begin, *Name};
      Out.Shared = {Out.Range.Begin, operatorsBefore(*Name).Begin};
      Out.Attributes = {Out.Range.Begin, Out.Range.Begin};
      while (Ctx.Map.is(Out.Attributes.End, tok::l_square) && Ctx.Map.is(Out.Attributes.End + 1, tok::l_square))
        Out.Attributes.End = Ctx.Map.closing(Out.Attributes.End) + 1;
    } else if (D.Operators = operatorsBefore(*Name); D.Operators.Begin == 0 || !Ctx.Map.is(D.Operators.Begin - 1, tok::comma))
      return false;
    TokenIndex End = Out.Range.End - 1;
    if (Next) {
      auto NextName = Ctx.Map.find(Next->getLocation());
      if (!NextName)
        return false;
      End = operatorsBefore(*NextName).Begin - 1;
    }
    if (!initializer(D, End) || !typeForm(D, V))
      return false;
    return !(D.Extends || D.IsReference) || D.Form == InitForm::Copy || (D.IsReference && D.Form == InitForm::Direct);
  }

  /// `const T *const p, q`: what belongs to one declarator only.
  TokenRange operatorsBefore(TokenIndex Name) const {
    TokenIndex Begin = Name;
    for (TokenIndex I = Name; I > 0; --I)
      if (Ctx.Map.is(I - 1, tok::star) || Ctx.Map.is(I - 1, tok::amp) || Ctx.Map.is(I - 1, tok::ampamp))
        Begin = I - 1;
      else if (!Ctx.Map.is(I - 1, tok::kw_const) && !Ctx.Map.is(I - 1, tok::kw_volatile))
        break;
    return {Begin, Name};
  }

  bool initializer(Declarator &D, TokenIndex End) {
    if (!D.Extends && !D.BoundNames.empty() && D.Bindings.empty())
      return false;
    TokenIndex I = !D.Attributes.empty() ? D.Attributes.End : D.Bindings.empty() ? D.NameToken + 1 : D.Bindings.End;
    if ((D.ArrayNumber && D.Bindings.empty()) || D.IsPlace) {
      const TokenIndex First = I;
      while (Ctx.Map.is(I, tok::l_square) && !Ctx.Map.is(I + 1, tok::l_square))
        I = Ctx.Map.closing(I) + 1;
      D.Bounds = {First, I};
    }
    D.InitWhole = {I, End};
    if (I == End) {
      D.Form = InitForm::None;
      D.Init = {I, I};
      return true;
    }
    auto Enclosed = [&](TokenIndex Open) { return Ctx.Map.closing(Open) + 1 == End; };
    if (Ctx.Map.is(I, tok::equal)) {
      bool List = Ctx.Map.is(I + 1, tok::l_brace) && Enclosed(I + 1);
      D.Form = List ? InitForm::CopyList : InitForm::Copy;
      D.Init = List ? TokenRange{I + 2, End - 1} : TokenRange{I + 1, End};
      return true;
    }
    if (!Ctx.Map.is(I, tok::l_paren) && !Ctx.Map.is(I, tok::l_brace))
      return false;
    D.Form = Ctx.Map.is(I, tok::l_paren) ? InitForm::Direct : InitForm::DirectList;
    D.Init = {I + 1, End - 1};
    return Enclosed(I);
  }

  bool typeForm(Declarator &D, const VarDecl *V) {
    TypeLoc Written = V->getTypeSourceInfo() ? V->getTypeSourceInfo()->getTypeLoc() : TypeLoc();
    if (Written.isNull())
      return false;
    if (V->getType()->getContainedAutoType()) {
      D.Spelling = TypeForm::Auto;
      return D.Form != InitForm::CopyList;
    }
    if (isa<DeducedTemplateSpecializationType>(Written.getUnqualifiedLoc().getTypePtr()->getUnqualifiedDesugaredType()) ||
        V->getType()->getContainedDeducedType()) {
      auto Range = Ctx.Map.rangeOf(Written.getUnqualifiedLoc().getSourceRange());
      if (!Range || D.Form == InitForm::CopyList || D.Form == InitForm::None || (D.Form == InitForm::Copy && mayBeExplicit(V->getType())))
        return false;
      D.Spelling = TypeForm::Deduced;
      D.TypeTokens = *Range;
    }
    return true;
  }

  /// `T x = v` is written as `T(v)`, which also considers what is explicit. In the standard library the two mean the same.
  static bool mayBeExplicit(QualType T) {
    auto *Record = T->getAsCXXRecordDecl();
    return !Record || !Record->isInStdNamespace();
  }

  CollectContext &Ctx;
  const DeclStmt *Source;
  Statement Out;
  std::vector<const VarDecl *> Variables;
  bool DeclaresTag = false;
};

} // namespace

Statement collectDeclaration(CollectContext &Ctx, const DeclStmt *S, TokenRange Range) {
  return DeclarationCollector(Ctx, S, Range).run();
}

} // namespace valet
