// Goal: the statements of a body as a tree in which everything that suspends is taken apart and everything else is a range of tokens.
// Invariant: a statement that holds an await is either one of the kinds below or refused; the default branch refuses.
#include "collect/Context.h"
#include "collect/Initialisers.h"
#include "collect/Operands.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valet {

namespace {

class BodyCollector {
public:
  explicit BodyCollector(CollectContext &Ctx) : Ctx(Ctx) {}

  Statement body(const CompoundStmt *S) {
    refuseJumps(S);
    Ctx.Variables.emplace(Ctx.Map, S);
    return compound(S);
  }

private:
  // ---- what is refused wherever it stands
  void refuseJumps(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (isa<GotoStmt, IndirectGotoStmt, LabelStmt, AddrLabelExpr, GCCAsmStmt>(S))
      Ctx.refuse("goto", S->getBeginLoc());
    if (isa<CoyieldExpr>(S))
      Ctx.refuse("co-yield", S->getBeginLoc());
    if (auto *Name = dyn_cast<PredefinedExpr>(S))
      Ctx.nameFunction(Name);
    if (auto *Co = dyn_cast<CoawaitExpr>(S))
      return refuseJumps(Co->getOperand());
    for (const Stmt *Child : S->children())
      refuseJumps(Child);
  }

  // ---- ranges
  TokenRange rangeOf(const Stmt *S) {
    auto Begin = Ctx.Map.find(S->getBeginLoc());
    auto End = Ctx.Map.endOf(S);
    if (!Begin || !End) {
      Ctx.refuse("unplaced-statement", S->getBeginLoc());
      return {};
    }
    return {*Begin, *End};
  }

  /// What stands between the parentheses that follow token I.
  TokenRange parenthesized(TokenIndex I) {
    TokenIndex Open = Ctx.Map.next(tok::l_paren, I);
    if (Open >= Ctx.Map.size())
      return {};
    return {Open + 1, Ctx.Map.closing(Open)};
  }

  static void addPoints(Statement &S) {
    S.Points.add(S.Value.points());
    S.Points.add(S.Step.points());
    for (const Declarator &D : S.Declarators)
      S.Points.add(D.Value.points());
    for (const auto *List : {&S.Head, &S.Children})
      for (const Statement &Child : *List)
        S.Points.add(Child.Points);
  }

  // ---- lists
  Statement compound(const CompoundStmt *S) {
    Statement Out = make(Statement::Kind::Compound, S);
    for (const Stmt *Child : S->body())
      item(Child, Out.Children);
    markJumpedOver(Out.Children);
    addPoints(Out);
    return Out;
  }

  /// A statement of a list; labels become items of their own.
  void item(const Stmt *S, std::vector<Statement> &List) {
    auto *Label = dyn_cast<SwitchCase>(withoutAttributes(S));
    if (!Label)
      return List.push_back(statement(S));
    Statement Out = make(Statement::Kind::Label, nullptr);
    Out.Where = CollectContext::place(S->getBeginLoc());
    auto Begin = Ctx.Map.find(S->getBeginLoc()), Colon = Ctx.Map.find(Label->getColonLoc());
    if (!Begin || !Colon)
      return Ctx.refuse("unplaced-statement", S->getBeginLoc());
    Out.Range = {*Begin, *Colon + 1};
    List.push_back(std::move(Out));
    item(Label->getSubStmt(), List);
  }

  /// A declaration in a switch that a later label jumps over cannot be given a saved value.
  static void markJumpedOver(std::vector<Statement> &List) {
    bool LabelAfter = false;
    for (auto It = List.rbegin(); It != List.rend(); ++It) {
      LabelAfter |= It->What == Statement::Kind::Label;
      if (LabelAfter)
        for (Declarator &D : It->Declarators)
          if (!D.Untouched)
            D.WhyNotSaved = {"switch-declaration", D.Name};
    }
  }

  Statement make(Statement::Kind Kind, const Stmt *S) {
    Statement Out;
    Out.What = Kind;
    if (S) {
      Out.Range = rangeOf(S);
      Out.Where = CollectContext::place(S->getBeginLoc());
    }
    return Out;
  }

  // ---- one statement
  Statement statement(const Stmt *S) {
    Statement Out = withoutName(S);
    Ctx.namePoint(S->getBeginLoc(), Out.Points);
    return Out;
  }

  Statement withoutName(const Stmt *S) {
    if (auto *Declaration = dyn_cast<DeclStmt>(S)) {
      Statement Out = collectDeclaration(Ctx, Declaration, rangeOf(S));
      addPoints(Out);
      return Out;
    }
    if (!containsAwait(S))
      return make(isa<AttributedStmt>(S) && isa<NullStmt>(cast<AttributedStmt>(S)->getSubStmt()) ? Statement::Kind::Marker
                                                                                                  : Statement::Kind::Plain,
                  S);
    Statement Out = suspending(S);
    addPoints(Out);
    return Out;
  }

  /// Hints for the optimiser, which do not change what a statement does.
  static const Stmt *withoutAttributes(const Stmt *S) {
    auto *Attributed = dyn_cast<AttributedStmt>(S);
    bool Hints = Attributed && llvm::all_of(Attributed->getAttrs(), [](const Attr *A) { return isa<LikelyAttr, UnlikelyAttr, SuppressAttr>(A); });
    return Hints ? withoutAttributes(Attributed->getSubStmt()) : S;
  }

  Statement suspending(const Stmt *Written) {
    const Stmt *S = withoutAttributes(Written);
    switch (S->getStmtClass()) {
    case Stmt::CompoundStmtClass: return compound(cast<CompoundStmt>(S));
    case Stmt::CoreturnStmtClass: return coReturn(cast<CoreturnStmt>(S));
    case Stmt::IfStmtClass: return branch(cast<IfStmt>(S));
    case Stmt::WhileStmtClass: return whileLoop(cast<WhileStmt>(S));
    case Stmt::ForStmtClass: return forLoop(cast<ForStmt>(S));
    case Stmt::DoStmtClass: return doLoop(cast<DoStmt>(S));
    case Stmt::SwitchStmtClass: return switchOn(cast<SwitchStmt>(S));
    case Stmt::CXXTryStmtClass: return tryBlock(cast<CXXTryStmt>(S));
    case Stmt::CXXForRangeStmtClass: return rangeFor(cast<CXXForRangeStmt>(S));
    default: break;
    }
    if (auto *E = dyn_cast<Expr>(S)) {
      Statement Out = make(Statement::Kind::Expression, S);
      Out.Value = linearize(Ctx, E, {Out.Range.Begin, Out.Range.End ? Out.Range.End - 1 : 0});
      return Out;
    }
    return refused(S, "unsupported-statement", nameOf(S));
  }

  static std::string nameOf(const Stmt *S) {
    switch (S->getStmtClass()) {
    case Stmt::AttributedStmtClass: return "a statement with attributes";
    default: return S->getStmtClassName();
    }
  }

  Statement refused(const Stmt *S, const char *Diagnostic, std::string Detail = "") {
    Ctx.refuse(Diagnostic, S->getBeginLoc(), std::move(Detail));
    return make(Statement::Kind::Plain, S);
  }

  Statement coReturn(const CoreturnStmt *S) {
    Statement Out = make(Statement::Kind::CoReturn, S);
    Out.Value = linearize(Ctx, S->getOperand(), {Out.Range.Begin + 1, Out.Range.End ? Out.Range.End - 1 : 0});
    return Out;
  }

  /// The handlers cannot suspend; errors of a restore must pass them.
  Statement tryBlock(const CXXTryStmt *S) {
    Statement Out = make(Statement::Kind::Try, S);
    Out.Children.push_back(compound(S->getTryBlock()));
    for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
      const CXXCatchStmt *Handler = S->getHandler(I);
      Out.Children.push_back(make(Statement::Kind::Handler, Handler));
      if (auto Brace = Ctx.Map.find(Handler->getHandlerBlock()->getBeginLoc()))
        Out.Children.back().Value.Range = {Out.Children.back().Range.Begin, *Brace + 1}; // `catch (...) {`
      else
        Ctx.refuse("unplaced-statement", Handler->getCatchLoc());
    }
    return Out;
  }

  // ---- heads: what stands between the parentheses
  /// Moves past the init-statement, whose tokens begin at Head.
  void headInit(Statement &Out, const Stmt *Init, TokenRange &Head) {
    if (!Init)
      return;
    TokenIndex End = Ctx.Map.next(tok::semi, Head.Begin) + 1;
    Out.Head.push_back(forInit(Init, {Head.Begin, End}));
    Head.Begin = End;
  }
  /// A declaration instead of a condition.
  void headVariable(Statement &Out, const DeclStmt *S, TokenRange Head) {
    Statement Declaration = collectDeclaration(Ctx, S, {Head.Begin, Head.End + 1});
    Declaration.EndsOpen = true;
    addPoints(Declaration);
    Out.Tested = cast<VarDecl>(S->getSingleDecl())->getNameAsString();
    Out.Head.push_back(std::move(Declaration));
  }
  void head(Statement &Out, const Stmt *Init, const DeclStmt *Variable, const Expr *Condition) {
    TokenRange Head = parenthesized(Out.Range.Begin);
    headInit(Out, Init, Head);
    if (Variable)
      headVariable(Out, Variable, Head);
    else
      Out.Value = linearize(Ctx, Condition, Head);
  }

  Statement branch(const IfStmt *S) {
    if (S->isConsteval())
      return refused(S, "unsupported-statement", "if consteval");
    if (S->isConstexpr())
      return constantBranch(S);
    Statement Out = make(Statement::Kind::If, S);
    head(Out, S->getInit(), S->getConditionVariableDeclStmt(), S->getCond());
    Out.Children.push_back(statement(S->getThen()));
    if (S->getElse())
      Out.Children.push_back(statement(S->getElse()));
    return Out;
  }

  /// Only the branch that is taken is left: the other one was checked in the first pass, and has no points.
  Statement constantBranch(const IfStmt *S) {
    auto Taken = S->getNondiscardedCase(Ctx.AST);
    if (S->hasInitStorage() || S->hasVarStorage() || !Taken)
      return refused(S, "unsupported-statement", "if constexpr with a declaration in its head");
    if (!*Taken || !containsAwait(*Taken))
      return make(Statement::Kind::Plain, S);
    Statement Out = make(Statement::Kind::Block, S);
    Out.Children.push_back(statement(*Taken));
    return Out;
  }

  Statement whileLoop(const WhileStmt *S) {
    Statement Out = make(Statement::Kind::While, S);
    head(Out, nullptr, S->getConditionVariableDeclStmt(), S->getCond());
    Out.Children.push_back(statement(S->getBody()));
    return Out;
  }

  Statement forLoop(const ForStmt *S) {
    if (S->getConditionVariable() && S->getInc()) // the third part may name it
      return refused(S, "condition-declaration");
    Statement Out = make(Statement::Kind::For, S);
    TokenRange Head = parenthesized(Out.Range.Begin);
    TokenIndex First = Ctx.Map.next(tok::semi, Head.Begin), Second = Ctx.Map.next(tok::semi, First + 1);
    Out.Children.push_back(forInit(S->getInit(), {Head.Begin, First + 1}));
    Out.Step = linearize(Ctx, S->getInc(), {Second + 1, Head.End});
    if (S->getConditionVariable())
      headVariable(Out, S->getConditionVariableDeclStmt(), {First + 1, Second});
    else
      Out.Value = linearize(Ctx, S->getCond(), {First + 1, Second});
    Out.Children.push_back(statement(S->getBody()));
    return Out;
  }

  Statement forInit(const Stmt *S, TokenRange Range) {
    Statement Out;
    Out.What = Statement::Kind::Plain;
    if (!S)
      return Out;
    if (auto *Declaration = dyn_cast<DeclStmt>(S)) {
      Out = collectDeclaration(Ctx, Declaration, Range);
    } else if (containsAwait(S)) {
      Out.What = Statement::Kind::Expression;
      Out.Value = linearize(Ctx, cast<Expr>(S), {Range.Begin, Range.End - 1});
    }
    Out.Range = Range;
    Out.Where = CollectContext::place(S->getBeginLoc());
    addPoints(Out);
    return Out;
  }

  /// Goes on, after a restore, at the same distance from the beginning: so the range must come back in the same order.
  Statement rangeFor(const CXXForRangeStmt *S) {
    const auto *Range = cast<VarDecl>(S->getRangeStmt()->getSingleDecl());
    const Expr *Init = Range->getInit();
    QualType T = Init->getType().getNonReferenceType().getUnqualifiedType();
    Statement Out = make(Statement::Kind::RangeFor, S);
    TokenRange Head = parenthesized(Out.Range.Begin);
    headInit(Out, S->getInit(), Head);
    auto Colon = Ctx.Map.find(S->getColonLoc());
    if (!Colon)
      return refused(S, "unplaced-statement");
    Out.ElementTokens = {Head.Begin, *Colon};
    Out.Value = linearize(Ctx, Init, {*Colon + 1, Head.End});
    if (containsAwait(S->getBody()))
      refuseSourceLocation(Ctx, Init);
    Out.Value.Range = {*Colon + 1, Head.End};
    Out.Number = Ctx.newRange();
    Out.Type = Ctx.typeText(T);
    Out.TypeId = Ctx.addType(T);
    Out.PositionType = "position";
    Out.PositionTypeId = Ctx.addType(Ctx.AST.LongTy);
    auto *Clean = dyn_cast<ExprWithCleanups>(Init);
    if (isa<MaterializeTemporaryExpr>((Clean ? Clean->getSubExpr() : Init)->IgnoreParens()))
      Out.Ranges = isListOfConstants(Ctx.AST, Init) ? RangeForm::List : RangeForm::Value;
    else if (!namesObject(Ctx, Init))
      Out.Ranges = RangeForm::Reference;
    checkRangeInit(S, Init, T, Out);
    if (containsAwait(S->getBody()))
      checkRange(S, Init, T, Out);
    Statement Element = collectDeclaration(Ctx, S->getLoopVarStmt(), {Head.Begin, *Colon + 1});
    Out.Declarators = std::move(Element.Declarators);
    Out.ByIterator ? readElement(Out) : bindElement(Out, S->getLoopVariable());
    Out.Children.push_back(statement(S->getBody()));
    return Out;
  }

  /// Since C++23 the temporaries behind the colon live as long as the loop: where it suspends, the range stands alone.
  void checkRangeInit(const CXXForRangeStmt *S, const Expr *Init, QualType T, const Statement &Out) {
    const SourceLocation Where = S->getRangeInit()->getExprLoc();
    if (Out.Value.suspends() && isa<CXXStdInitializerListExpr>(Init->IgnoreImplicit()))
      return Ctx.refuse("initializer-list", Where);
    if (!Out.Value.suspends() && !containsAwait(S->getBody()))
      return;
    auto *Clean = dyn_cast<ExprWithCleanups>(Init);
    auto *Range = dyn_cast<MaterializeTemporaryExpr>((Clean ? Clean->getSubExpr() : Init)->IgnoreParens());
    const bool IsMissed = Range ? extendsVisibly(Range->getSubExpr()) || (extendsTemporary(Range->getSubExpr()) && !refersToNothing(T)) : extendsTemporary(Init);
    if (IsMissed && Out.Ranges != RangeForm::List)
      Ctx.refuse("range-object", Where);
  }

  void checkRange(const CXXForRangeStmt *S, const Expr *Init, QualType T, Statement &Out) {
    if (Out.Ranges != RangeForm::List && !comesBackInOrder(T)) {
      if (!hasOwnIterators(S, T))
        return Ctx.refuse("range", S->getRangeInit()->getExprLoc(), Ctx.typeText(T));
      goByIterator(Out, cast<VarDecl>(S->getBeginStmt()->getSingleDecl())->getType(), cast<VarDecl>(S->getEndStmt()->getSingleDecl())->getType());
    }
    if (Out.Ranges == RangeForm::Reference && (!Init->isLValue() || extendsTemporary(Init)))
      Ctx.refuse("range-object", S->getRangeInit()->getExprLoc());
  }

  /// Whether they can be saved is asked later, as of any variable.
  void goByIterator(Statement &Out, QualType Iterator, QualType End) {
    Out.ByIterator = true;
    Out.PositionType = Ctx.typeText(Iterator.getUnqualifiedType());
    Out.PositionTypeId = Ctx.addType(Iterator.getUnqualifiedType());
    Out.EndType = Ctx.typeText(End.getUnqualifiedType());
    Out.EndTypeId = Ctx.addType(End.getUnqualifiedType());
  }

  /// Classes of the user's; spans, whose iterators lead to saved objects. A pointer to characters would be taken for text.
  static bool hasOwnIterators(const CXXForRangeStmt *S, QualType T) {
    auto *Record = T->getAsCXXRecordDecl();
    if (!Record || (Record->isInStdNamespace() && !(Record->getIdentifier() && Record->getName() == "span")))
      return false;
    return llvm::none_of(llvm::ArrayRef<const DeclStmt *>{S->getBeginStmt(), S->getEndStmt()}, [](const DeclStmt *D) {
      QualType Iterator = cast<VarDecl>(D->getSingleDecl())->getType();
      return Iterator->isPointerType() && Iterator->getPointeeType()->isAnyCharacterType();
    });
  }

  /// Arrays, and what the standard library keeps in an order of its own or of the program's.
  static bool comesBackInOrder(QualType T) {
    if (T->isArrayType())
      return true;
    auto *Record = T->getAsCXXRecordDecl();
    static constexpr llvm::StringLiteral Ordered[] = {"vector", "array",    "basic_string", "deque", "list", "forward_list",
                                                      "set",    "multiset", "map",          "multimap"};
    return Record && Record->isInStdNamespace() && Record->getIdentifier() && llvm::is_contained(Ordered, Record->getName());
  }

  /// The element itself, as it is or as one of its bases: nothing of the user's makes it.
  static bool isElementItself(const Expr *E) {
    while (auto *Cast = dyn_cast<ImplicitCastExpr>(E->IgnoreParens())) {
      if (Cast->getCastKind() != CK_NoOp && Cast->getCastKind() != CK_DerivedToBase && Cast->getCastKind() != CK_UncheckedDerivedToBase)
        return false;
      E = Cast->getSubExpr();
    }
    E = E->IgnoreParens();
    if (auto *Call = dyn_cast<CXXOperatorCallExpr>(E))
      return Call->getOperator() == OO_Star && Call->isGLValue();
    auto *Deref = dyn_cast<UnaryOperator>(E);
    return Deref && Deref->getOpcode() == UO_Deref;
  }

  /// A reference to the element is bound again by a re-entry, when it refers to the element itself.
  static void bindElement(Statement &Out, const VarDecl *V) {
    if (!V->getType()->isReferenceType() || !V->getInit())
      return;
    Out.BindsElement = isElementItself(V->getInit()) && !bindsByUserGet(V);
    for (Declarator &D : Out.Declarators) {
      D.Untouched = Out.BindsElement;
      if (Out.BindsElement)
        D.WhyNotSaved = {};
    }
  }

  /// A re-entry cannot look through the iterator, which leads nowhere yet: the element is saved like any other variable.
  static void readElement(Statement &Out) {
    for (Declarator &D : Out.Declarators) {
      if (std::exchange(D.Untouched, false))
        D.WhyNotSaved = {"unsupported-declaration", D.Name};
      else if ((D.IsReference || D.Extends) && D.WhyNotSaved.Diagnostic == "unsupported-declaration")
        D.WhyNotSaved = {}; // it only had no initialiser of its own
    }
  }

  Statement doLoop(const DoStmt *S) {
    Statement Out = make(Statement::Kind::Do, S);
    Out.Children.push_back(statement(S->getBody()));
    Out.Value = linearize(Ctx, S->getCond(), parenthesized(Out.Children[0].Range.End));
    return Out;
  }

  Statement switchOn(const SwitchStmt *S) {
    const Expr *On = withoutPromotion(S->getCond());
    if (!isa<CompoundStmt>(S->getBody()) || !On->getType()->isIntegralOrEnumerationType() || isa<ImplicitCastExpr>(On))
      return refused(S, "switch-form");
    Statement Out = make(Statement::Kind::Switch, S);
    head(Out, S->getInit(), S->getConditionVariableDeclStmt(), S->getCond());
    refuseSourceLocation(Ctx, S->getCond());
    Out.Number = Ctx.newSwitch();
    QualType T = withoutPromotion(S->getCond())->getType().getNonReferenceType().getUnqualifiedType();
    Out.Type = Ctx.typeText(T);
    Out.TypeId = Ctx.addType(T);
    auto *Body = cast<CompoundStmt>(S->getBody());
    refuseNestedLabels(S, Body);
    Out.Children.push_back(compound(Body));
    return Out;
  }

  /// Re-entry would jump into the middle of the statement that holds the label.
  void refuseNestedLabels(const SwitchStmt *S, const CompoundStmt *Body) {
    std::set<const SwitchCase *> Direct;
    for (const Stmt *Child : Body->body())
      while (auto *Label = dyn_cast<SwitchCase>(withoutAttributes(Child))) {
        Direct.insert(Label);
        Child = Label->getSubStmt();
      }
    for (const SwitchCase *Label = S->getSwitchCaseList(); Label; Label = Label->getNextSwitchCase())
      if (!Direct.count(Label))
        Ctx.refuse("nested-case-label", Label->getKeywordLoc());
  }

  static const Expr *withoutPromotion(const Expr *E) {
    while (true) {
      E = E->IgnoreParens();
      auto *Cast = dyn_cast<ImplicitCastExpr>(E);
      if (auto *Full = dyn_cast<FullExpr>(E))
        E = Full->getSubExpr();
      else if (Cast && Cast->getCastKind() != CK_UserDefinedConversion)
        E = Cast->getSubExpr();
      else
        return E;
    }
  }

  CollectContext &Ctx;
};

} // namespace

Statement collectBody(CollectContext &Ctx, const CompoundStmt *Body) { return BodyCollector(Ctx).body(Body); }

} // namespace valet
