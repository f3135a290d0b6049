// The writer of a rewritten body. One class, defined in a file for each kind of construct: Emit*.cpp.
// Invariants: `__vr` is 0 in normal running; a statement before the target is skipped, one that holds it is entered, declarations on
// the way take their values from the snapshot. Original tokens keep their order inside an expression and occur once.
#pragma once

#include "emit/EmitBody.h"
#include "emit/Spelling.h"
#include "plan/PlanFrame.h"

namespace valet {

class BodyEmitter {
public:
  BodyEmitter(const Coroutine &C, const FramePlan &P) : C(C), P(P) {}

  EditedBody run();

private:
  // ---- pieces
  void original(TokenIndex I) {
    if (auto Name = C.FunctionNames.find(I); Name != C.FunctionNames.end())
      return text(spelling::quoted(Name->second), I);
    Out.Pieces.push_back(OriginalToken{I});
  }
  void originals(TokenRange R) {
    for (TokenIndex I = R.Begin; I < R.End; ++I)
      original(I);
  }
  void text(std::string Text, TokenIndex Anchor) {
    if (!Text.empty())
      Out.Pieces.push_back(GeneratedText{std::move(Text), Anchor});
  }

  // ---- expressions (EmitExpression.cpp)
  /// The tokens of R, with the results of the first Count steps of E in the place of what they stand for.
  void remaining(TokenRange R, const Expression &E, std::size_t Count);
  void remaining(const Expression &E);
  void steps(const Expression &E);
  void step(const Expression &E, std::size_t K);
  void choice(const Expression &E, std::size_t K);
  void arm(const Step &S, const Expression &Arm);
  void fullExpression(const Statement &S);

  // ---- statements (EmitBody.cpp)
  /// The statements of one compound: what lies before a later point is skipped on re-entry.
  void sequence(const std::vector<Statement> &List);
  void statement(const Statement &S);
  void compound(const Statement &S);
  void block(const Statement &S);
  /// Errors of a restore pass the handlers: until the target is reached, they are not the user's.
  void tryBlock(const Statement &S);
  /// A child that may be a single statement: always in braces, so that what is generated around it cannot regroup it.
  void braced(const Statement &S);

  // ---- declarations (EmitDeclaration.cpp)
  void declaration(const Statement &S);
  /// Without: attributes at the beginning that are left out.
  void specifiers(const Statement &S, const Declarator &D, TokenRange Without = {});
  void closure(const Statement &S, const Declarator &D);
  void array(const Statement &S, const Declarator &D);
  /// `auto [a, b] = array`: a copy of it, which is saved. From: writes what is copied.
  template <class F> void boundArray(const Declarator &D, F From) {
    text(spelling::boundArrayOpen(D), D.NameToken);
    From();
    text(spelling::boundArrayClose() + spelling::bindOpen(), D.NameToken);
    originals(D.Bindings);
    text(spelling::arrayElements(D), D.NameToken);
  }
  /// A reference to a temporary that lives as long: the temporary gets a name, and is saved.
  void extended(const Statement &S, const Declarator &D);
  void bind(const Declarator &D);
  void name(const Declarator &D);
  /// What the user declares, when Name is the object behind it.
  void reference(const Declarator &D);
  /// Null: at all points in its scope.
  const std::vector<PointRange> *savedAt(const Declarator &D);
  void declarator(const Declarator &D);
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
  void unsavedInit(const Declarator &D);

  // ---- branches and loops (EmitControlFlow.cpp)
  /// The condition as a bool: on re-entry, whether the target lies in Inside.
  void condition(const Statement &S, PointRange Inside);
  /// What a condition or a switch looks at.
  void tested(const Statement &S);
  /// Init-statement and declaration of a head, in the block that holds the statement.
  void head(const Statement &S);
  void headPart(const Statement &Part, bool SuspendsLater);
  /// Steps and value of a condition that awaits, into a named bool.
  void hoistedCondition(const Statement &S, PointRange Inside);
  void branch(const Statement &S);
  void breakUnless(const Statement &S, PointRange Inside);
  void whileLoop(const Statement &S);
  void forLoop(const Statement &S);
  void plainFor(const Statement &S, const Statement &Body);
  /// The third part awaits: it moves to the head of the next turn, where `continue` still leads to it.
  void steppedFor(const Statement &S, const Statement &Body);
  void rangeFor(const Statement &S);
  void element(const Statement &S);
  void doLoop(const Statement &S);
  void switchOn(const Statement &S);

  const Coroutine &C;
  const FramePlan &P;
  EditedBody Out;
};

} // namespace valet
