// Goal: lay out the body so that a re-entry reaches its target point through the same declarations as the first run.
#include "emit/BodyEmitter.h"

namespace valet {

EditedBody BodyEmitter::run() {
  original(C.Body.Range.Begin);
  text(spelling::prologue(C, P), C.Body.Range.Begin);
  sequence(C.Body.Children);
  original(C.Body.Range.End - 1);
  return std::move(Out);
}

static bool suspendsLater(const std::vector<Statement> &List, std::size_t I) {
  for (std::size_t K = I + 1; K < List.size(); ++K)
    if (!List[K].Points.empty())
      return true;
  return false;
}

void BodyEmitter::sequence(const std::vector<Statement> &List) {
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

void BodyEmitter::statement(const Statement &S) {
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

void BodyEmitter::compound(const Statement &S) {
  if (S.Points.empty())
    return originals(S.Range);
  original(S.Range.Begin);
  sequence(S.Children);
  original(S.Range.End - 1);
}

void BodyEmitter::block(const Statement &S) {
  text("{", S.Range.Begin);
  sequence(S.Children);
  text("}", S.Range.End - 1);
}

void BodyEmitter::tryBlock(const Statement &S) {
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

void BodyEmitter::braced(const Statement &S) {
  if (S.What == Statement::Kind::Compound)
    return compound(S);
  text("{", S.Range.Begin);
  statement(S);
  text("}", S.Range.End - 1);
}

EditedBody emitBody(const Coroutine &C, const FramePlan &P) { return BodyEmitter(C, P).run(); }

} // namespace valet
