// Goal: a full-expression that contains awaits becomes a list of steps, in the order of collect/EvaluationOrder.
// Invariant: what is evaluated before an await is either kept in a temporary or cannot change (constants, names of objects used as
// objects); every temporary under an awaited operand becomes a step, because it must outlive the suspension.
// What stands on a side that is evaluated conditionally ends with that side, not with the full-expression: where that could be seen
// or could leave a reference behind, it is refused.
#include "collect/Context.h"
#include "collect/EvaluationOrder.h"
#include "collect/Initialisers.h"
#include "collect/KeptAddress.h"
#include "collect/KeptTemporaries.h"
#include "collect/Operands.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace valet {

bool containsAwait(const Stmt *S) {
  if (!S)
    return false;
  if (auto *Value = dyn_cast<OpaqueValueExpr>(S)) // `auto [a, b] = array`: of the array
    return containsAwait(Value->getSourceExpr());
  if (auto *Lambda = dyn_cast<LambdaExpr>(S)) // what its captures are initialised with belongs to this coroutine
    return llvm::any_of(Lambda->capture_inits(), [](const Expr *E) { return containsAwait(E); });
  if (isa<CoawaitExpr, DependentCoawaitExpr, CoyieldExpr>(S))
    return true;
  for (const Stmt *Child : S->children())
    if (containsAwait(Child))
      return true;
  return false;
}

namespace {

class Linearizer {
public:
  Linearizer(CollectContext &Ctx, TokenRange Range, KeptTemporaries Kept) : Ctx(Ctx), Kept(std::move(Kept)) { Out.Range = Range; }

  bool namesObject(const Expr *E) const { return E->isLValue() && isStable(E); }

  Expression run(const Expr *E) {
    Kept.keepUnderAwaits(E);
    visit(E);
    relate();
    return std::move(Out);
  }

private:
  // ---- the walk
  void visit(const Expr *E) {
    if (auto *Await = dyn_cast<CoawaitExpr>(E))
      return await(Await);
    if (auto *M = dyn_cast<MaterializeTemporaryExpr>(E); M && Kept.holds(M))
      return materialize(M);
    if (conditional(E) || comma(E))
      return;
    OrderedOperands Order;
    if (!evaluationOrder(E, Order))
      return Ctx.refuse("unsupported-expression", E->getExprLoc(), E->getStmtClassName());
    for (std::size_t I = 0; I < Order.size(); ++I) {
      bool Earlier = std::any_of(Order.begin() + I + 1, Order.end(), [this](const Expr *Later) { return Kept.hasSteps(Later); });
      if (Earlier) {
        if (extendsTemporary(Order[I])) // it would end with the full-expression
          Ctx.refuse("temporary-in-operand", Order[I]->getExprLoc());
        Kept.keepVisible(Order[I]);
        if (mayReferToTemporaries(Order[I]))
          Kept.keepAll(Order[I]);
      }
      if (Earlier) {
        visitFollowed(Order[I]);
        keep(Order[I]);
      } else if (Kept.hasSteps(Order[I])) {
        visit(Order[I]);
      }
    }
  }

  void await(const CoawaitExpr *E) {
    auto Whole = Ctx.Map.rangeOf(E->getSourceRange());
    auto Operand = Ctx.Map.rangeOf(E->getOperand()->getSourceRange());
    if (!Whole || !Operand)
      return Ctx.refuse("unplaced-expression", E->getKeywordLoc());
    Kept.keepVisible(E->getOperand());
    visitFollowed(E->getOperand());
    bool OutlivesAwait = IsFollowed && keepAwaiter(E);
    Step S;
    S.What = Step::Kind::Await;
    S.Range = *Whole;
    S.Operand = *Operand;
    S.Point = Ctx.newPoint();
    S.AwaitsChild = E->getOperand()->isPRValue() && isSerCtx(E->getOperand()->getType());
    S.Type = Ctx.typeText(E->getOperand()->getType());
    S.TypeId = Ctx.addType(E->getOperand()->getType().getUnqualifiedType());
    S.IsPRValue = E->getOperand()->isPRValue() && !OutlivesAwait;
    S.Where = CollectContext::place(E->getKeywordLoc());
    Out.Steps.push_back(std::move(S));
  }

  /// It ends with the full-expression, in which another await comes: where a restore begins at that one, it has to be there, too.
  bool keepAwaiter(const CoawaitExpr *E) {
    const Expr *Operand = E->getOperand();
    const Expr *Awaiter = E->getCommonExpr()->IgnoreImplicit();
    if (isOfRuntime(Operand->getType()))
      return false; // the runtime keeps children, and those of when_all, by itself
    const bool IsOperand = Ctx.AST.hasSameUnqualifiedType(Awaiter->getType(), Operand->getType());
    if (!IsOperand && isVisibleObject(Awaiter))
      Ctx.refuse("temporary-in-operand", Operand->getExprLoc());
    if (!isVisibleObject(Operand))
      return false;
    addTemporary(Operand, Operand->getType(), false);
    if (IsOperand && !Out.Steps.empty())
      Out.Steps.back().Holds = Step::Content::Awaiter;
    return true;
  }

  /// More of the full-expression comes behind E.
  void visitFollowed(const Expr *E) {
    llvm::SaveAndRestore<bool> Guard(IsFollowed, true);
    if (Kept.hasSteps(E))
      visit(E);
  }

  static bool isOfRuntime(QualType T) {
    auto *Record = T->getAsCXXRecordDecl();
    auto *Space = Record ? dyn_cast<NamespaceDecl>(Record->getEnclosingNamespaceContext()) : nullptr;
    while (Space && isa<NamespaceDecl>(Space->getParent()))
      Space = cast<NamespaceDecl>(Space->getParent());
    return Space && Space->getIdentifier() && Space->getName() == "valor" && Space->getParent()->isTranslationUnit();
  }

  // ---- sides that are evaluated conditionally, and commas
  /// `a && b`, `a || b`, `a ? b : c` with steps in what is conditional.
  bool conditional(const Expr *E) {
    const Expr *Condition = nullptr;
    llvm::SmallVector<const Expr *, 2> Sides;
    Step S;
    if (auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
      S.Chooses = B->getOpcode() == BO_LAnd ? Step::Logic::And : Step::Logic::Or;
      Condition = B->getLHS();
      Sides = {B->getRHS()};
    } else if (auto *C = dyn_cast<ConditionalOperator>(E)) {
      S.Chooses = Step::Logic::Select;
      Condition = C->getCond();
      Sides = {C->getTrueExpr(), C->getFalseExpr()};
    }
    if (!Condition || llvm::none_of(Sides, [this](const Expr *Side) { return Kept.hasSteps(Side); }))
      return false;
    choose(E, Condition, Sides, std::move(S));
    return true;
  }

  void choose(const Expr *E, const Expr *Condition, llvm::ArrayRef<const Expr *> Sides, Step S) {
    QualType T = E->getType();
    auto Range = Ctx.Map.rangeOf(E->getSourceRange()), Tested = Ctx.Map.rangeOf(Condition->getSourceRange());
    if (!Range || !Tested)
      return Ctx.refuse("unplaced-expression", E->getExprLoc());
    if (E->isGLValue() || movesVisibly(T) || T->isArrayType())
      return Ctx.refuse("conditional-await", E->getExprLoc());
    Kept.keepVisible(Condition);
    visitFollowed(Condition);
    S.What = Step::Kind::Choice;
    S.Range = *Range;
    S.Operand = *Tested;
    for (const Expr *Side : Sides)
      S.Arms.push_back(arm(Side, T));
    S.Number = T->isVoidType() ? 0 : Ctx.newTemporary();
    S.Type = Ctx.typeText(T.getUnqualifiedType());
    S.TypeId = Ctx.addType(T.getUnqualifiedType());
    auto *Record = T->getAsCXXRecordDecl();
    S.HasDestructor = Record && !Record->hasTrivialDestructor();
    S.MayChange = Record != nullptr;
    S.Where = CollectContext::place(E->getExprLoc());
    Out.Steps.push_back(std::move(S));
  }

  Expression arm(const Expr *Side, QualType Result) {
    auto Range = Ctx.Map.rangeOf(Side->getSourceRange());
    if (!Range) {
      Ctx.refuse("unplaced-expression", Side->getExprLoc());
      return {};
    }
    checkEndsEarly(Side, refersToNothing(Result));
    Linearizer Inner(Ctx, *Range, Kept);
    if (Kept.hasSteps(Side))
      Inner.visit(Side);
    Inner.relate();
    Inner.Out.IsVoid = Side->getType()->isVoidType();
    return std::move(Inner.Out);
  }

  /// Temporaries and awaiters of a side end with it: no destructor may show it, and no result may refer to them.
  void checkEndsEarly(const Stmt *S, bool MayHoldTemporaries) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (auto *M = dyn_cast<MaterializeTemporaryExpr>(S); M && (isSeenToEnd(M) || !MayHoldTemporaries))
      return Ctx.refuse("conditional-await", M->getExprLoc());
    if (auto *Await = dyn_cast<CoawaitExpr>(S)) {
      for (const Expr *E : {static_cast<const Expr *>(Await->getOperand()), static_cast<const Expr *>(Await->getCommonExpr())})
        if (E->isPRValue() && isSeenToEnd(E) && !isSerCtx(E->getType()))
          return Ctx.refuse("conditional-await", E->getExprLoc());
      return checkEndsEarly(Await->getOperand(), true); // becomes slots
    }
    if (discardsVisibly(S))
      return Ctx.refuse("conditional-await", cast<Expr>(S)->getExprLoc());
    for (const Stmt *Child : S->children())
      checkEndsEarly(Child, MayHoldTemporaries);
  }

  /// `a, b`: what a leaves is not used.
  bool comma(const Expr *E) {
    auto *B = dyn_cast<BinaryOperator>(E);
    if (!B || !B->isCommaOp() || !Kept.hasSteps(B->getRHS()))
      return false;
    Kept.keepVisible(B->getLHS());
    visitFollowed(B->getLHS());
    if (isVisibleObject(B->getLHS())) {
      addTemporary(B->getLHS(), B->getLHS()->getType(), false);
      visit(B->getRHS());
      return true;
    }
    auto Range = Ctx.Map.rangeOf(B->getLHS()->getSourceRange());
    if (!Range) {
      Ctx.refuse("unplaced-expression", B->getExprLoc());
      return true;
    }
    Step S;
    S.What = Step::Kind::Discard;
    S.Range = S.Operand = *Range;
    S.Where = CollectContext::place(B->getLHS()->getExprLoc());
    Out.Steps.push_back(std::move(S));
    visit(B->getRHS());
    return true;
  }

  /// A closure that holds nothing but references to variables: made again, it is the same.
  static bool isRemade(const Expr *E) {
    auto *Lambda = dyn_cast<LambdaExpr>(E->IgnoreParenImpCasts());
    return Lambda && llvm::all_of(Lambda->captures(), [Lambda](const LambdaCapture &C) {
      return C.getCaptureKind() == LCK_This || (C.getCaptureKind() == LCK_ByRef && !Lambda->isInitCapture(&C) && !C.isPackExpansion());
    });
  }

  void materialize(const MaterializeTemporaryExpr *M) {
    if (M->getType()->isArrayType())
      return Ctx.refuse("initializer-list", M->getExprLoc());
    if (Kept.hasSteps(M->getSubExpr()))
      visit(M->getSubExpr());
    std::size_t Before = Out.Steps.size();
    const bool IsClosure = isRemade(M->getSubExpr());
    addTemporary(M, M->getType(), !IsClosure && convertsImplicitly(M->getSubExpr()));
    if (Out.Steps.size() > Before)
      Out.Steps.back().Holds = IsClosure ? Step::Content::Closure : Step::Content::Value;
  }

  // ---- keeping what was evaluated
  void keep(const Expr *E) {
    if (isStable(E))
      return;
    if (auto *List = dyn_cast<InitListExpr>(E); List && E->getType()->isArrayType()) { // not a value: its elements are
      for (const Expr *Init : List->inits())
        if (!isa<ImplicitValueInitExpr>(Init))
          keep(Init);
      return;
    }
    if (E->getType()->isVoidType())
      return Ctx.refuse("void-operand", E->getExprLoc());
    if (E->isPRValue() && movesVisibly(E->getType()) && !isSerCtx(E->getType()))
      return Ctx.refuse("temporary-in-operand", E->getExprLoc());
    Unconverted Value = withoutConversions(E);
    if (E->isGLValue() && Value.Inner->isGLValue() && !Value.IsRead)
      return keepPlace(E);
    // What is read of a temporary is copied while that lives; no reference binds to a bit-field.
    bool ReadsTemporary = Value.Inner->isGLValue() && makesTemporary(Value.Inner);
    bool Spell = Value.Converts || ReadsTemporary || Value.Inner->refersToBitField();
    addTemporary(E, Value.Converts ? E->getType() : Value.Inner->getType(), Spell);
  }

  void keepPlace(const Expr *E) {
    auto *Choice = dyn_cast<ConditionalOperator>(E->IgnoreParens());
    if (Choice && isStable(Choice->getTrueExpr()) && isStable(Choice->getFalseExpr()))
      return keep(Choice->getCond()); // the objects are named again
    placeGlobals(E);
    addStep(Step::Kind::Reference, E, E->getType(), false);
  }

  /// Itself, or as a local reference that is bound to its name.
  static bool namesGlobal(const VarDecl *V) {
    if (V->hasGlobalStorage())
      return V->getTLSKind() == VarDecl::TLS_None;
    auto *Ref = V->getType()->isReferenceType() && V->hasInit() && namesVariable(V->getInit()) ? dyn_cast<DeclRefExpr>(V->getInit()->IgnoreParenImpCasts()) : nullptr;
    auto *Named = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Named && Named->hasGlobalStorage() && Named->getTLSKind() == VarDecl::TLS_None;
  }

  /// `std::cout << "text"` gives std::cout again: an object with static storage that E names is a place, to which what is kept may lead.
  void placeGlobals(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S) || isa<CoroutineSuspendExpr>(S) || (isa<MaterializeTemporaryExpr>(S) && Kept.holds(S)))
      return;
    auto *Ref = dyn_cast<DeclRefExpr>(S);
    auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && namesGlobal(V) && V->getType().getNonReferenceType()->isRecordType() && !Kept.holds(S)) {
      addStep(Step::Kind::Temporary, Ref, V->getType(), false);
      if (!Out.Steps.empty())
        Out.Steps.back().Holds = Step::Content::Global;
      Kept.add(S);
    }
    for (const Stmt *Child : S->children())
      placeGlobals(Child);
  }

  /// What is kept of E could refer to a temporary inside it: `f(std::string("x"))` that gives a reference, a pointer or a view.
  bool mayReferToTemporaries(const Expr *E) const {
    if (isStable(E))
      return false;
    while (true) {
      if (auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
        E = M->getSubExpr();
      else if (auto *Cast = dyn_cast<ImplicitCastExpr>(E); Cast && Cast->isGLValue())
        E = Cast->getSubExpr();
      else if (auto *P = dyn_cast<ParenExpr>(E))
        E = P->getSubExpr();
      else
        break;
    }
    return E->isGLValue() || !refersToNothing(E->getType());
  }

  /// Re-evaluating E later gives the same and does nothing: constants, and objects named as objects.
  bool isStable(const Expr *E) const {
    E = E->IgnoreParens();
    if (auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return Kept.holds(M) || isStateless(M->getSubExpr()) || isConstant(Ctx.AST, M->getSubExpr()); // a kept one is a slot by now
    if (isConstant(Ctx.AST, E) || isa<CXXThisExpr, StringLiteral>(E))
      return true;
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
      switch (Cast->getCastKind()) {
      case CK_NoOp:
      case CK_DerivedToBase:
      case CK_UncheckedDerivedToBase:
      case CK_FunctionToPointerDecay:
      case CK_BuiltinFnToFnPtr:
      case CK_ArrayToPointerDecay: return isStable(Cast->getSubExpr());
      default: return false;
      }
    }
    if (auto *Ref = dyn_cast<DeclRefExpr>(E))
      return isa<FunctionDecl>(Ref->getDecl()) || // also a member, with an explicit object parameter
             (isa<VarDecl, BindingDecl, EnumConstantDecl>(Ref->getDecl()) && (E->isGLValue() || isConstant(Ctx.AST, E)));
    if (auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isa<FieldDecl>(Member->getMemberDecl()))
        return isStable(Member->getBase()) && (!Member->isArrow() || isa<CXXThisExpr>(Member->getBase()->IgnoreImpCasts()));
      return isa<CXXMethodDecl>(Member->getMemberDecl()) && isStable(Member->getBase());
    }
    if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      return isStable(Element->getBase()) && isConstant(Ctx.AST, Element->getIdx());
    if (auto *Call = dyn_cast<CallExpr>(E))
      return Call->isCallToStdMove() && isStable(Call->getArg(0)); // a cast
    if (auto *Unary = dyn_cast<UnaryOperator>(E))
      return Unary->getOpcode() == UO_Deref && isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParenImpCasts());
    return false;
  }

  void addTemporary(const Expr *E, QualType T, bool Spell) { addStep(Step::Kind::Temporary, E, T, Spell); }

  /// `p->` with an arrow that p's class overloads: a call, whose text ends with the arrow.
  static const CXXOperatorCallExpr *overloadedArrow(const Expr *E) {
    auto *Call = dyn_cast<CXXOperatorCallExpr>(E->IgnoreImplicit());
    return Call && Call->getOperator() == OO_Arrow ? Call : nullptr;
  }

  void addStep(Step::Kind Kind, const Expr *E, QualType T, bool Spell) {
    const CXXOperatorCallExpr *Arrow = overloadedArrow(E);
    if (Arrow && overloadedArrow(Arrow->getArg(0)))
      return Ctx.refuse("unsupported-expression", E->getExprLoc(), "an overloaded -> that gives an object whose -> is overloaded");
    auto Range = Ctx.Map.rangeOf(Arrow ? Arrow->getArg(0)->getSourceRange() : E->getSourceRange());
    if (!Range)
      return Ctx.refuse("unplaced-expression", E->getExprLoc());
    if (Kind == Step::Kind::Temporary && keepsItsAddress(T, E))
      return Ctx.refuse("temporary-in-operand", E->getExprLoc());
    T = T.getNonReferenceType().getUnqualifiedType();
    Step S;
    S.What = Kind;
    S.Range = S.Operand = *Range;
    S.CallsArrow = Arrow != nullptr;
    S.Number = Ctx.newTemporary();
    S.Type = Ctx.typeText(T);
    S.TypeId = Ctx.addType(T);
    if (Spell)
      S.Spelled = S.Type;
    auto *Record = T->getAsCXXRecordDecl();
    S.HasDestructor = Kind == Step::Kind::Temporary && Record && !Record->hasTrivialDestructor();
    S.IsXValue = E->isXValue();
    bool Copied = E->isPRValue() && T.isTriviallyCopyableType(Ctx.AST);
    S.MayChange = !Copied && !E->getType().isConstQualified();
    S.Where = CollectContext::place(E->getExprLoc());
    Out.Steps.push_back(std::move(S));
  }

  // ---- what the steps mean to each other
  void relate() {
    PointNumber Last = Out.points().Last;
    for (std::size_t I = 0; I < Out.Steps.size(); ++I) {
      Step &S = Out.Steps[I];
      for (std::size_t K = I + 1; K < Out.Steps.size() && S.Consumer < 0; ++K)
        if (Out.Steps[K].What == Step::Kind::Await && Out.Steps[K].Operand.contains(S.Range))
          S.Consumer = static_cast<int>(K);
      if (!S.isKept() || (S.What == Step::Kind::Reference && needsNoSaving(I)))
        continue;
      for (std::size_t K = I + 1; K < Out.Steps.size() && S.Live.empty(); ++K)
        S.Live.First = Out.Steps[K].points().First;
      S.Live.Last = S.HasDestructor || S.Consumer < 0 ? Last : Out.Steps[S.Consumer].Point;
      if (S.Live.First == 0)
        S.Live = {};
    }
  }

  /// A reference need not be saved if the next await is the one whose operand it belongs to, and awaits a child.
  bool needsNoSaving(std::size_t I) const {
    std::size_t Next = I + 1;
    while (Next < Out.Steps.size() && Out.Steps[Next].points().empty())
      ++Next;
    return Out.Steps[I].Consumer >= 0 && static_cast<std::size_t>(Out.Steps[I].Consumer) == Next && Out.Steps[Next].AwaitsChild;
  }

  CollectContext &Ctx;
  Expression Out;
  KeptTemporaries Kept;
  bool IsFollowed = false; // an await comes after what is visited, in the same full-expression
};

} // namespace

bool namesObject(const CollectContext &Ctx, const Expr *E) {
  auto &Context = const_cast<CollectContext &>(Ctx); // refuses nothing
  return Linearizer(Context, {}, KeptTemporaries(Context)).namesObject(E);
}

/// With the name of the function, written or as a default argument.
static bool asksForFunction(const Stmt *S) {
  if (!S)
    return false;
  if (auto *Lambda = dyn_cast<LambdaExpr>(S)) // its body is a function of its own
    return llvm::any_of(Lambda->capture_inits(), asksForFunction);
  if (auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return asksForFunction(Default->getExpr());
  if (auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return asksForFunction(Default->getExpr());
  if (auto *Location = dyn_cast<SourceLocExpr>(S))
    return Location->getIdentKind() == SourceLocIdentKind::Function || Location->getIdentKind() == SourceLocIdentKind::FuncSig ||
           Location->getIdentKind() == SourceLocIdentKind::SourceLocStruct;
  return llvm::any_of(S->children(), asksForFunction);
}

void refuseSourceLocation(CollectContext &Ctx, const Expr *E) {
  if (asksForFunction(E))
    Ctx.refuse("source-location", E->getExprLoc());
}

/// `object.function(1)`, where the object is an explicit parameter: Clang 19 says that this begins behind the object.
static const CallExpr *callWithExplicitObject(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (auto *Call = dyn_cast<CallExpr>(S); Call && !isa<CXXOperatorCallExpr>(Call)) {
    auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (Method && Method->isExplicitObjectMemberFunction())
      return Call;
  }
  for (const Stmt *Child : S->children())
    if (const CallExpr *Found = callWithExplicitObject(Child))
      return Found;
  return nullptr;
}

Expression linearize(CollectContext &Ctx, const Expr *E, TokenRange Range) {
  if (!E || !containsAwait(E)) {
    Expression Plain;
    Plain.Range = Range;
    return Plain;
  }
  refuseSourceLocation(Ctx, E);
  if (const CallExpr *Call = callWithExplicitObject(E))
    Ctx.refuse("unsupported-expression", Call->getExprLoc(), "a call with an explicit object parameter");
  return Linearizer(Ctx, Range, KeptTemporaries(Ctx)).run(E);
}

} // namespace valet
