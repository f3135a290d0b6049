// Goal: lay out the body so that a re-entry reaches its target point through the same declarations as the first run.
// Invariants: `__vr` is 0 in normal running; a statement before the target is skipped, one that holds it is entered, declarations on
// the way take their values from the snapshot. Original tokens keep their order inside an expression and occur once.
#include "emit/EmitBody.h"

#include "emit/Spelling.h"
#include "plan/PlanFrame.h"

namespace valet {

namespace {

class BodyEmitter {
public:
  BodyEmitter(const Coroutine &C, const FramePlan &P) : C(C), P(P) {}

  EditedBody run() {
    original(C.Body.Range.Begin);
    text(spelling::prologue(C, P), C.Body.Range.Begin);
    sequence(C.Body.Children);
    original(C.Body.Range.End - 1);
    return std::move(Out);
  }

private:
  // ---- pieces
  void original(TokenIndex I) { Out.Pieces.push_back(OriginalToken{I}); }
  void originals(TokenRange R) {
    for (TokenIndex I = R.Begin; I < R.End; ++I)
      original(I);
  }
  void text(std::string Text, TokenIndex Anchor) {
    if (!Text.empty())
      Out.Pieces.push_back(GeneratedText{std::move(Text), Anchor});
  }

  // ---- expressions
  /// The tokens of R, with the results of the first Count steps of E in the place of what they stand for.
  void remaining(TokenRange R, const Expression &E, std::size_t Count) {
    for (TokenIndex I = R.Begin; I < R.End;) {
      const Step *Outermost = nullptr;
      for (std::size_t K = 0; K < Count; ++K)
        if (const Step &S = E.Steps[K]; S.Range.Begin == I && R.contains(S.Range))
          if (!Outermost || S.Range.contains(Outermost->Range))
            Outermost = &S;
      if (!Outermost) {
        original(I++);
        continue;
      }
      text(spelling::result(*Outermost), I);
      I = Outermost->Range.End;
    }
  }
  void remaining(const Expression &E) { remaining(E.Range, E, E.Steps.size()); }

  void steps(const Expression &E) {
    for (std::size_t K = 0; K < E.Steps.size(); ++K)
      step(E, K);
  }

  void step(const Expression &E, std::size_t K) {
    const Step &S = E.Steps[K];
    TokenIndex Anchor = S.Range.Begin;
    switch (S.What) {
    case Step::Kind::Await:
      text(spelling::awaitOpen(S.Point), Anchor);
      remaining(S.Operand, E, K);
      return text(spelling::awaitClose(P.Points[S.Point]), Anchor);
    case Step::Kind::Temporary:
    case Step::Kind::Reference:
      text(spelling::temporaryOpen(S), Anchor);
      remaining(S.Operand, E, K);
      return text(spelling::temporaryClose(S), Anchor);
    case Step::Kind::Discard:
      text("if (!__vr) { static_cast<void>(", Anchor);
      remaining(S.Operand, E, K);
      return text("); }", Anchor);
    case Step::Kind::Choice: return choice(E, K);
    }
  }

  void choice(const Expression &E, std::size_t K) {
    const Step &S = E.Steps[K];
    TokenIndex Anchor = S.Range.Begin;
    text(spelling::choiceOpen(S), Anchor);
    text(spelling::choiceTest(S), Anchor);
    remaining(S.Operand, E, K);
    text(spelling::choiceTestClose(S), Anchor);
    arm(S, S.Arms[0]);
    text("} else {", Anchor);
    if (S.Arms.size() > 1)
      arm(S, S.Arms[1]);
    else
      text(spelling::choiceShort(S), Anchor);
    text("} }", Anchor);
  }

  void arm(const Step &S, const Expression &Arm) {
    TokenIndex Anchor = Arm.Range.Begin;
    steps(Arm);
    text(Arm.IsVoid ? "" : spelling::choiceValueOpen(S), Anchor);
    remaining(Arm);
    text(Arm.IsVoid ? ";" : spelling::choiceValueClose(), Anchor);
    if (Arm.suspends())
      text(spelling::endSteps(Arm), Anchor);
  }

  // ---- statements
  static bool suspendsLater(const std::vector<Statement> &List, std::size_t I) {
    for (std::size_t K = I + 1; K < List.size(); ++K)
      if (!List[K].Points.empty())
        return true;
    return false;
  }

  /// The statements of one compound: what lies before a later point is skipped on re-entry.
  void sequence(const std::vector<Statement> &List) {
    bool Open = false;
    auto Close = [&](TokenIndex Anchor) {
      if (Open)
        text("}", Anchor);
      Open = false;
    };
    for (std::size_t I = 0; I < List.size(); ++I) {
      const Statement &S = List[I];
      bool Guard = suspendsLater(List, I);
      if (S.What == Statement::Kind::Plain && Guard) {
        if (!Open)
          text("if (!__vr) {", S.Range.Begin);
        Open = true;
        originals(S.Range);
        continue;
      }
      Close(S.Range.Begin);
      if (Guard && !S.Points.empty() && S.What != Statement::Kind::Declaration)
        text("if (" + spelling::enters(S.Points) + ")", S.Range.Begin);
      statement(S);
    }
    if (!List.empty())
      Close(List.back().Range.End - 1);
  }

  void statement(const Statement &S) {
    switch (S.What) {
    case Statement::Kind::Declaration: return declaration(S);
    case Statement::Kind::Expression:
    case Statement::Kind::CoReturn: return fullExpression(S);
    case Statement::Kind::Compound: return compound(S);
    case Statement::Kind::If: return branch(S);
    case Statement::Kind::While: return whileLoop(S);
    case Statement::Kind::For: return forLoop(S);
    case Statement::Kind::Do: return doLoop(S);
    case Statement::Kind::Switch: return switchOn(S);
    case Statement::Kind::Try: return tryBlock(S);
    case Statement::Kind::Block: return block(S);
    case Statement::Kind::RangeFor: return rangeFor(S);
    case Statement::Kind::Handler:
    case Statement::Kind::Plain:
    case Statement::Kind::Marker:
    case Statement::Kind::Label: return originals(S.Range);
    }
  }

  void compound(const Statement &S) {
    if (S.Points.empty())
      return originals(S.Range);
    original(S.Range.Begin);
    sequence(S.Children);
    original(S.Range.End - 1);
  }

  void block(const Statement &S) {
    text("{", S.Range.Begin);
    sequence(S.Children);
    text("}", S.Range.End - 1);
  }

  /// Errors of a restore pass the handlers: until the target is reached, they are not the user's.
  void tryBlock(const Statement &S) {
    original(S.Range.Begin);
    compound(S.Children[0]);
    for (std::size_t I = 1; I < S.Children.size(); ++I) {
      const Statement &Handler = S.Children[I];
      TokenRange Head = Handler.Value.Range;
      originals(Head);
      text("if (__vr) throw;", Head.End - 1);
      originals({Head.End, Handler.Range.End});
    }
  }

  /// A child that may be a single statement: always in braces, so that what is generated around it cannot regroup it.
  void braced(const Statement &S) {
    if (S.What == Statement::Kind::Compound)
      return compound(S);
    text("{", S.Range.Begin);
    statement(S);
    text("}", S.Range.End - 1);
  }

  void fullExpression(const Statement &S) {
    if (!S.Value.suspends())
      return originals(S.Range);
    text("{", S.Range.Begin);
    steps(S.Value);
    if (S.What == Statement::Kind::CoReturn)
      original(S.Range.Begin);
    remaining(S.Value);
    text(";", S.Range.End - 1);
    text("}", S.Range.End - 1);
  }

  void declaration(const Statement &S) {
    bool Split = false, Changed = false;
    for (const Declarator &D : S.Declarators) {
      Split |= D.Value.suspends() || ((D.ArrayNumber || D.Extends || D.ClosureNumber) && P.saves(D));
      Changed |= D.Value.suspends() || P.saves(D) || P.isDead(D);
    }
    if (!Changed) {
      originals({S.Range.Begin, S.EndsOpen ? S.Range.End - 1 : S.Range.End});
      return text(S.EndsOpen ? ";" : "", S.Range.Begin);
    }
    for (std::size_t I = 0; I < S.Declarators.size(); ++I) {
      const Declarator &D = S.Declarators[I];
      steps(D.Value);
      if (D.ArrayNumber && P.saves(D)) {
        array(S, D);
        continue;
      }
      if (D.Extends && P.saves(D)) {
        extended(S, D);
        continue;
      }
      if (D.ClosureNumber && P.saves(D)) {
        closure(S, D);
        continue;
      }
      if (I == 0 || Split)
        specifiers(S, D); // again for each declarator of a declaration that is split
      else
        text(",", D.NameToken), originals(D.Operators);
      declarator(D);
      if (Split || I + 1 == S.Declarators.size())
        text(";", D.NameToken);
      bind(D);
      if (D.Value.suspends())
        text(spelling::endSteps(D.Value), D.NameToken);
    }
    for (const Declarator &D : S.Declarators)
      if (auto Alias = P.LocalAliases.find(D.NameToken); Alias != P.LocalAliases.end())
        text(spelling::alias(D.Name, Alias->second), D.NameToken);
  }

  /// Without: attributes at the beginning that are left out.
  void specifiers(const Statement &S, const Declarator &D, TokenRange Without = {}) {
    TokenRange Written = &D == &S.Declarators[0] ? S.Specifiers : S.Shared;
    if (!Without.empty())
      Written.Begin = Without.End;
    originals(Written);
    originals(D.Operators);
  }

  void closure(const Statement &S, const Declarator &D) {
    TokenIndex Anchor = D.NameToken;
    text(spelling::captures(D), Anchor);
    specifiers(S, D);
    original(D.NameToken);
    text(spelling::closureOpen(D), Anchor);
    originals(D.Init);
    text(spelling::closureClose(D), Anchor);
  }

  void array(const Statement &S, const Declarator &D) {
    TokenIndex Anchor = D.NameToken;
    text("typedef", Anchor);
    specifiers(S, D, S.Attributes);
    text(spelling::arrayTypeName(D) + D.BoundsText, Anchor);
    originals(D.BoundsText.empty() ? D.Bounds : TokenRange{D.Bounds.Begin + 2, D.Bounds.End});
    text(";" + spelling::arrayOpen(D), Anchor);
    bool Braces = D.Form == InitForm::CopyList || D.Form == InitForm::DirectList;
    text(Braces ? "{" : "", Anchor);
    remaining(D.Init, D.Value, D.Value.Steps.size());
    text(Braces ? "}" : "", Anchor);
    text(spelling::arrayClose(D), Anchor);
    originals(S.Attributes);
    text(spelling::arrayTypeName(D) + " &", Anchor);
    name(D);
    text(spelling::arrayElements(D), Anchor);
    if (D.Value.suspends())
      text(spelling::endSteps(D.Value), Anchor);
  }

  /// A reference to a temporary that lives as long: the temporary gets a name, and is saved.
  void extended(const Statement &S, const Declarator &D) {
    TokenIndex Anchor = D.NameToken;
    text(spelling::extendedOpen(D), Anchor);
    remaining(D.Init, D.Value, D.Value.Steps.size());
    text(spelling::extendedClose(D), Anchor);
    specifiers(S, D);
    original(D.NameToken);
    text(spelling::bindClose(D), Anchor);
    if (D.Value.suspends())
      text(spelling::endSteps(D.Value), Anchor);
  }

  void bind(const Declarator &D) {
    if (D.Bindings.empty())
      return;
    text(spelling::bindOpen(), D.NameToken);
    originals(D.Bindings);
    text(spelling::bindClose(D), D.NameToken);
  }

  void name(const Declarator &D) {
    if (D.Bindings.empty()) { // the reference itself, also when its temporary has a name
      original(D.NameToken);
      originals(D.Attributes);
    } else
      text(D.Name, D.NameToken);
  }

  /// Null: at all points in its scope.
  const std::vector<PointRange> *savedAt(const Declarator &D) {
    static const std::vector<PointRange> Nowhere;
    if (!P.isDeadSomewhere(D))
      return nullptr;
    return P.saves(D) ? &P.SavedAt.at(D.NameToken) : &Nowhere;
  }

  void declarator(const Declarator &D) {
    name(D);
    if (P.saves(D) || (P.isDead(D) && D.WhenDead != DeadForm::AsWritten))
      return savedInit(D, [&] { remaining(D.Init, D.Value, D.Value.Steps.size()); });
    originals(D.Bounds);
    if (!D.Value.suspends())
      return originals(D.InitWhole);
    unsavedInit(D);
  }

  /// Value: writes what initialises it in the first run.
  template <class F> void savedInit(const Declarator &D, F Value) {
    TokenIndex Anchor = D.NameToken;
    if (P.isDead(D) && (D.WhenDead == DeadForm::Reference || D.WhenDead == DeadForm::Closure)) {
      text(spelling::deadOpen(D), Anchor);
      Value();
      return text(spelling::deadClose(D), Anchor);
    }
    if (D.IsReference) {
      text(spelling::referenceOpen(D, P.SavedAt.at(D.NameToken)), Anchor);
      Value();
      return text(spelling::referenceClose(P.BeforeReference.at(D.NameToken)), Anchor);
    }
    text(spelling::initOpen(D, savedAt(D)), Anchor);
    if (D.Spelling == TypeForm::Deduced)
      originals(D.TypeTokens); // `Template x(args)`: the template's name again, inside the initialiser
    text(spelling::initBracket(D), Anchor);
    Value();
    text(spelling::initClose(D), Anchor);
  }

  /// Nothing later saves it: the user's own form, with the awaits taken out.
  void unsavedInit(const Declarator &D) {
    for (TokenIndex I = D.InitWhole.Begin; I < D.Init.Begin; ++I)
      original(I);
    remaining(D.Init, D.Value, D.Value.Steps.size());
    for (TokenIndex I = D.Init.End; I < D.InitWhole.End; ++I)
      original(I);
  }

  /// The condition as a bool: on re-entry, whether the target lies in Inside.
  void condition(const Statement &S, PointRange Inside) {
    TokenIndex Anchor = S.Range.Begin;
    const Expression &E = S.Value;
    if (E.Range.empty() && S.Tested.empty())
      return text("true", Anchor);
    if (!Inside.empty())
      text("__vr ? " + spelling::isTarget(Inside) + " : ", Anchor);
    else
      text("!__vr && ", Anchor);
    text("static_cast<bool>(", Anchor);
    tested(S);
    text(")", Anchor);
  }

  /// What a condition or a switch looks at.
  void tested(const Statement &S) {
    if (S.Tested.empty())
      remaining(S.Value);
    else
      text(S.Tested, S.Range.Begin);
  }

  /// Init-statement and declaration of a head, in the block that holds the statement.
  void head(const Statement &S) {
    for (const Statement &Part : S.Head)
      headPart(Part, true);
  }
  void headPart(const Statement &Part, bool SuspendsLater) {
    bool Declares = Part.What == Statement::Kind::Declaration || Part.What == Statement::Kind::Marker;
    if (!Declares && SuspendsLater)
      text(Part.Points.empty() ? "if (!__vr)" : "if (" + spelling::enters(Part.Points) + ")", Part.Range.Begin);
    statement(Part);
  }

  /// Steps and value of a condition that awaits, into a named bool.
  void hoistedCondition(const Statement &S, PointRange Inside) {
    TokenIndex Anchor = S.Range.Begin;
    steps(S.Value);
    text("const bool __vb = ", Anchor);
    condition(S, Inside);
    text(";", Anchor);
    text(spelling::endSteps(S.Value), Anchor);
  }

  void branch(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    const Statement &Then = S.Children[0];
    bool Block = S.Value.suspends() || !S.Head.empty();
    if (Block)
      text("{", Anchor);
    head(S);
    if (S.Value.suspends()) {
      hoistedCondition(S, Then.Points);
      text("if (__vb)", Anchor);
    } else {
      text("if (", Anchor);
      condition(S, Then.Points);
      text(")", Anchor);
    }
    braced(Then);
    if (S.Children.size() > 1) {
      text("else", S.Children[1].Range.Begin);
      braced(S.Children[1]);
    }
    if (Block)
      text("}", S.Range.End - 1);
  }

  void breakUnless(const Statement &S, PointRange Inside) {
    TokenIndex Anchor = S.Range.Begin;
    if (!S.Value.suspends()) {
      text("if (!(", Anchor);
      condition(S, Inside);
      text(")) break;", Anchor);
      return;
    }
    text("{", Anchor);
    hoistedCondition(S, Inside);
    text("if (!__vb) break; }", Anchor);
  }

  void whileLoop(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    const Statement &Body = S.Children[0];
    if (S.Value.suspends() || !S.Head.empty()) {
      text("while (true) {", Anchor);
      head(S);
      breakUnless(S, Body.Points);
      braced(Body);
      text("}", S.Range.End - 1);
      return;
    }
    text("while (", Anchor);
    condition(S, Body.Points);
    text(")", Anchor);
    braced(Body);
  }

  void forLoop(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    const Statement &Init = S.Children[0], &Body = S.Children[1];
    PointRange Rest = Body.Points;
    Rest.add(S.Step.points());
    Rest.add(S.Value.points());
    for (const Statement &Part : S.Head)
      Rest.add(Part.Points);
    text("{", Anchor);
    if (!Init.Range.empty())
      headPart(Init, !Rest.empty());
    if (S.Step.suspends())
      steppedFor(S, Body);
    else
      plainFor(S, Body);
    text("}", S.Range.End - 1);
  }

  void plainFor(const Statement &S, const Statement &Body) {
    TokenIndex Anchor = S.Range.Begin;
    bool Inside = S.Value.suspends() || !S.Head.empty(); // the condition moves into the loop
    text("for (;", Anchor);
    if (!Inside)
      condition(S, Body.Points);
    text(";", Anchor);
    remaining(S.Step);
    text(")", Anchor);
    if (!Inside)
      return braced(Body);
    text("{", Anchor);
    head(S);
    breakUnless(S, Body.Points);
    braced(Body);
    text("}", S.Range.End - 1);
  }

  /// The third part awaits: it moves to the head of the next turn, where `continue` still leads to it.
  void steppedFor(const Statement &S, const Statement &Body) {
    TokenIndex Anchor = S.Range.Begin;
    text("for (bool __vn = false;; __vn = true) {", Anchor);
    text("if (__vr ? " + spelling::isTarget(S.Step.points()) + " : __vn) {", Anchor);
    steps(S.Step);
    remaining(S.Step);
    text("; }", Anchor);
    head(S);
    if (!S.Value.Range.empty() || !S.Tested.empty())
      breakUnless(S, Body.Points);
    braced(Body);
    text("}", S.Range.End - 1);
  }

  void rangeFor(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    const Statement &Body = S.Children[0];
    text("{", Anchor);
    head(S);
    steps(S.Value);
    text(spelling::rangeOpen(S), Anchor);
    remaining(S.Value);
    auto Before = P.BeforeReference.find(S.Range.Begin);
    text(spelling::rangeClose(S, Before == P.BeforeReference.end() ? nullptr : &Before->second), Anchor);
    if (S.Value.suspends())
      text(spelling::endSteps(S.Value), Anchor);
    if (Body.Points.empty()) {
      text("for (", Anchor);
      originals(S.ElementTokens);
      text(": " + rangeName(S) + ")", Anchor);
      originals(Body.Range);
    } else {
      text(spelling::rangeHead(S) + " {", Anchor);
      element(S);
      braced(Body);
      text("}", S.Range.End - 1);
    }
    text("}", S.Range.End - 1);
  }

  void element(const Statement &S) {
    const Declarator &D = S.Declarators[0];
    TokenIndex Anchor = D.NameToken;
    if (!P.saves(D) && !S.ByIterator) {
      originals(S.ElementTokens);
      return text("= " + spelling::element(S) + ";", Anchor);
    }
    bool Extends = D.Extends && P.saves(D);
    if (Extends)
      text(spelling::extendedOpen(D) + spelling::element(S) + spelling::extendedClose(D), Anchor);
    originals({S.ElementTokens.Begin, Anchor});
    name(D);
    if (Extends)
      return text(spelling::bindClose(D), Anchor);
    Declarator Copied = D; // `*position` initialises it as `=` would
    Copied.Form = InitForm::Copy;
    savedInit(Copied, [&] { text(spelling::element(S), Anchor); });
    text(";", Anchor);
    bind(D);
    if (auto Alias = P.LocalAliases.find(D.NameToken); Alias != P.LocalAliases.end())
      text(spelling::alias(D.Name, Alias->second), D.NameToken);
  }

  void doLoop(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    const Statement &Body = S.Children[0];
    if (!S.Value.suspends()) {
      text("do", Anchor);
      braced(Body);
      text("while (", Anchor);
      remaining(S.Value);
      text(");", Anchor);
      return;
    }
    text("for (bool __vn = false;; __vn = true) {", Anchor);
    text("if (__vr ? " + spelling::isTarget(S.Value.points()) + " : __vn) {", Anchor);
    hoistedCondition(S, {});
    text("if (!__vb) break; }", Anchor);
    braced(Body);
    text("}", S.Range.End - 1);
  }

  void switchOn(const Statement &S) {
    TokenIndex Anchor = S.Range.Begin;
    std::string Name = "__vs" + std::to_string(S.Number);
    text("{", Anchor);
    head(S);
    steps(S.Value);
    text("auto " + Name + " = ::valor::gen::init_auto(__vc, __vr, [&] { return ", Anchor);
    tested(S);
    text("; });", Anchor);
    if (S.Value.suspends())
      text(spelling::endSteps(S.Value), Anchor);
    text("switch (" + Name + ")", Anchor);
    compound(S.Children[0]);
    text("}", S.Range.End - 1);
  }

  const Coroutine &C;
  const FramePlan &P;
  EditedBody Out;
};

} // namespace

EditedBody emitBody(const Coroutine &C, const FramePlan &P) { return BodyEmitter(C, P).run(); }

} // namespace valet
