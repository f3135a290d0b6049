// Goal: declarations whose variables a re-entry takes from the snapshot, binds again or leaves for dead.
#include "emit/BodyEmitter.h"

namespace valet {

void BodyEmitter::declaration(const Statement &S) {
  bool Split = false, Changed = false;
  for (const Declarator &D : S.Declarators) {
    Split |= D.Value.suspends() || ((D.ArrayNumber || D.Extends || D.ClosureNumber || D.IsPlace) && P.saves(D));
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
      D.Bindings.empty() ? array(S, D) : boundArray(D, [&] { originals(D.Init); });
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
    if (D.IsPlace && P.saves(D)) // a constant: as it was written
      text(spelling::madeAgain(), D.NameToken);
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

void BodyEmitter::specifiers(const Statement &S, const Declarator &D, TokenRange Without) {
  TokenRange Written = &D == &S.Declarators[0] ? S.Specifiers : S.Shared;
  if (!Without.empty())
    Written.Begin = Without.End;
  originals(Written);
  originals(D.Operators);
}

void BodyEmitter::closure(const Statement &S, const Declarator &D) {
  TokenIndex Anchor = D.NameToken;
  text(spelling::captures(D), Anchor);
  specifiers(S, D);
  original(D.NameToken);
  text(spelling::closureOpen(D), Anchor);
  originals(D.Init);
  text(spelling::closureClose(D), Anchor);
}

void BodyEmitter::array(const Statement &S, const Declarator &D) {
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

void BodyEmitter::extended(const Statement &S, const Declarator &D) {
  TokenIndex Anchor = D.NameToken;
  text(spelling::extendedOpen(D), Anchor);
  remaining(D.Init, D.Value, D.Value.Steps.size());
  text(spelling::extendedClose(D), Anchor);
  specifiers(S, D);
  reference(D);
  text(spelling::bindClose(D), Anchor);
  if (D.Value.suspends())
    text(spelling::endSteps(D.Value), Anchor);
}

void BodyEmitter::bind(const Declarator &D) {
  if (D.Bindings.empty())
    return;
  text(spelling::bindOpen(), D.NameToken);
  originals(D.Bindings);
  text(spelling::bindClose(D), D.NameToken);
}

void BodyEmitter::reference(const Declarator &D) {
  if (D.Bindings.empty())
    return name(D);
  originals(D.Bindings);
  originals(D.Attributes);
}

void BodyEmitter::name(const Declarator &D) {
  if (D.Bindings.empty()) { // the reference itself, also when its temporary has a name
    original(D.NameToken);
    originals(D.Attributes);
  } else
    text(D.Name, D.NameToken);
}

const std::vector<PointRange> *BodyEmitter::savedAt(const Declarator &D) {
  static const std::vector<PointRange> Nowhere;
  if (!P.isDeadSomewhere(D))
    return nullptr;
  return P.saves(D) ? &P.SavedAt.at(D.NameToken) : &Nowhere;
}

void BodyEmitter::declarator(const Declarator &D) {
  name(D);
  if ((P.saves(D) && !D.IsPlace) || (P.isDead(D) && D.WhenDead != DeadForm::AsWritten))
    return savedInit(D, [&] { remaining(D.Init, D.Value, D.Value.Steps.size()); });
  originals(D.Bounds);
  if (!D.Value.suspends())
    return originals(D.InitWhole);
  unsavedInit(D);
}

void BodyEmitter::unsavedInit(const Declarator &D) {
  for (TokenIndex I = D.InitWhole.Begin; I < D.Init.Begin; ++I)
    original(I);
  remaining(D.Init, D.Value, D.Value.Steps.size());
  for (TokenIndex I = D.Init.End; I < D.InitWhole.End; ++I)
    original(I);
}

} // namespace valet
