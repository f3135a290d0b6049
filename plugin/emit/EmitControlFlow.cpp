// Goal: branches and loops that a re-entry enters where the target is: conditions answer with it, ranges go on where they stood.
#include "emit/BodyEmitter.h"

namespace valet {

void BodyEmitter::condition(const Statement &S, PointRange Inside) {
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

void BodyEmitter::tested(const Statement &S) {
  if (S.Tested.empty())
    remaining(S.Value);
  else
    text(S.Tested, S.Range.Begin);
}

void BodyEmitter::head(const Statement &S) {
  for (const Statement &Part : S.Head)
    headPart(Part, true);
}

void BodyEmitter::headPart(const Statement &Part, bool SuspendsLater) {
  bool Declares = Part.What == Statement::Kind::Declaration || Part.What == Statement::Kind::Marker;
  if (!Declares && SuspendsLater)
    text(Part.Points.empty() ? "if (!__vr)" : "if (" + spelling::enters(Part.Points) + ")", Part.Range.Begin);
  statement(Part);
}

void BodyEmitter::hoistedCondition(const Statement &S, PointRange Inside) {
  TokenIndex Anchor = S.Range.Begin;
  steps(S.Value);
  text("const bool __vb = ", Anchor);
  condition(S, Inside);
  text(";", Anchor);
  text(spelling::endSteps(S.Value), Anchor);
}

void BodyEmitter::branch(const Statement &S) {
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

void BodyEmitter::breakUnless(const Statement &S, PointRange Inside) {
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

void BodyEmitter::whileLoop(const Statement &S) {
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

void BodyEmitter::forLoop(const Statement &S) {
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

void BodyEmitter::plainFor(const Statement &S, const Statement &Body) {
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

void BodyEmitter::steppedFor(const Statement &S, const Statement &Body) {
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

void BodyEmitter::rangeFor(const Statement &S) {
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

void BodyEmitter::element(const Statement &S) {
  const Declarator &D = S.Declarators[0];
  TokenIndex Anchor = D.NameToken;
  if (!P.saves(D) && !S.ByIterator) {
    originals(S.ElementTokens);
    return text("= " + spelling::element(S) + ";", Anchor);
  }
  if (D.ArrayNumber && P.saves(D))
    return boundArray(D, [&] { text(spelling::element(S), Anchor); });
  bool Extends = D.Extends && P.saves(D);
  if (Extends)
    text(spelling::extendedOpen(D) + spelling::element(S) + spelling::extendedClose(D), Anchor);
  originals({S.ElementTokens.Begin, Anchor});
  if (Extends) {
    reference(D);
    return text(spelling::bindClose(D), Anchor);
  }
  name(D);
  Declarator Copied = D; // `*position` initialises it as `=` would
  Copied.Form = InitForm::Copy;
  savedInit(Copied, [&] { text(spelling::element(S), Anchor); });
  text(";", Anchor);
  bind(D);
  if (auto Alias = P.LocalAliases.find(D.NameToken); Alias != P.LocalAliases.end())
    text(spelling::alias(D.Name, Alias->second), D.NameToken);
}

void BodyEmitter::doLoop(const Statement &S) {
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

void BodyEmitter::switchOn(const Statement &S) {
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

} // namespace valet
