// Goal: a full-expression that suspends, as one statement for each of its steps, then what is left of it.
#include "emit/BodyEmitter.h"

namespace valet {

void BodyEmitter::remaining(TokenRange R, const Expression &E, std::size_t Count) {
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

void BodyEmitter::remaining(const Expression &E) { remaining(E.Range, E, E.Steps.size()); }

void BodyEmitter::steps(const Expression &E) {
  for (std::size_t K = 0; K < E.Steps.size(); ++K)
    step(E, K);
}

void BodyEmitter::step(const Expression &E, std::size_t K) {
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

void BodyEmitter::choice(const Expression &E, std::size_t K) {
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

void BodyEmitter::arm(const Step &S, const Expression &Arm) {
  TokenIndex Anchor = Arm.Range.Begin;
  steps(Arm);
  text(Arm.IsVoid ? "" : spelling::choiceValueOpen(S), Anchor);
  remaining(Arm);
  text(Arm.IsVoid ? ";" : spelling::choiceValueClose(), Anchor);
  if (Arm.suspends())
    text(spelling::endSteps(Arm), Anchor);
}

void BodyEmitter::fullExpression(const Statement &S) {
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

} // namespace valet
