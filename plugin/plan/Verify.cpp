#include "plan/Verify.h"

#include <map>
#include <set>

namespace valet {

std::string verifyPlan(const Coroutine &C, const FramePlan &P) {
  if (P.Points.size() != C.PointCount + 1)
    return "the plan has another number of points than the coroutine";
  for (PointNumber N = 0; N < P.Points.size(); ++N) {
    const PointPlan &Point = P.Points[N];
    if (Point.Number != N)
      return "point " + std::to_string(N) + " was not planned";
    if (Point.Variables.size() < C.Parameters.size() || (N == 0 && Point.Variables.size() > C.Parameters.size()))
      return "point " + std::to_string(N) + " does not save the parameters";
    for (std::size_t I = 0; I < C.Parameters.size(); ++I)
      if (Point.Variables[I].Name != C.Parameters[I].Name)
        return "point " + std::to_string(N) + " saves the parameters in another order";
    std::set<std::string> Names;
    for (const SavedVariable &V : Point.Variables)
      if (!Names.insert(V.snapshotName()).second)
        return "point " + std::to_string(N) + " saves two variables as '" + V.snapshotName() + "'";
  }
  return "";
}

namespace {

std::size_t occurrences(const std::string &Text, const std::string &Pattern) {
  std::size_t Count = 0;
  for (std::size_t At = Text.find(Pattern); At != std::string::npos; At = Text.find(Pattern, At + 1))
    ++Count;
  return Count;
}

/// Tokens that may stand more than once: the specifiers of split declarations and the names of deduced types.
void mayRepeat(const Statement &S, std::set<TokenIndex> &Out) {
  for (TokenIndex I = S.Specifiers.Begin; I < S.Specifiers.End; ++I)
    Out.insert(I);
  for (const auto *List : {&S.Head, &S.Children})
    for (const Statement &Child : *List)
      mayRepeat(Child, Out);
}

/// The tokens of R that none of the first Count steps stands for.
void requireOutsideSteps(TokenRange R, const Expression &E, std::size_t Count, std::set<TokenIndex> &Out) {
  for (TokenIndex I = R.Begin; I < R.End; ++I) {
    bool Replaced = false;
    for (std::size_t K = 0; K < Count; ++K)
      Replaced |= E.Steps[K].Range.Begin <= I && I < E.Steps[K].Range.End;
    if (!Replaced)
      Out.insert(I);
  }
}

void requireExpression(const Expression &E, std::set<TokenIndex> &Out) {
  requireOutsideSteps(E.Range, E, E.Steps.size(), Out);
  for (std::size_t K = 0; K < E.Steps.size(); ++K) {
    requireOutsideSteps(E.Steps[K].Operand, E, K, Out);
    for (const Expression &Arm : E.Steps[K].Arms)
      requireExpression(Arm, Out);
  }
}

/// Tokens that must not be lost: everything that is evaluated or declared.
void required(const Statement &S, std::set<TokenIndex> &Out) {
  bool Whole = S.What == Statement::Kind::Plain || S.What == Statement::Kind::Marker || S.What == Statement::Kind::Label ||
               S.What == Statement::Kind::Handler;
  for (TokenIndex I = S.Range.Begin; Whole && I < S.Range.End; ++I)
    Out.insert(I);
  requireExpression(S.Value, Out);
  requireExpression(S.Step, Out);
  for (const Declarator &D : S.Declarators) {
    Out.insert(D.NameToken);
    requireExpression(D.Value, Out);
  }
  for (const auto *List : {&S.Head, &S.Children})
    for (const Statement &Child : *List)
      required(Child, Out);
}

int depthChange(const std::string &Text) {
  int Depth = 0;
  bool Quoted = false;
  for (std::size_t I = 0; I < Text.size(); ++I) {
    if (Quoted && Text[I] == '\\')
      ++I;
    else if (Text[I] == '"')
      Quoted = !Quoted;
    else if (!Quoted)
      Depth += (Text[I] == '{' || Text[I] == '(') - (Text[I] == '}' || Text[I] == ')');
  }
  return Depth;
}

} // namespace

std::string verifyEdited(const Coroutine &C, const EditedBody &E) {
  std::map<TokenIndex, unsigned> Seen;
  std::string Generated;
  int Depth = 0;
  for (const Piece &P : E.Pieces) {
    if (auto *Original = std::get_if<OriginalToken>(&P)) {
      ++Seen[Original->Index];
      continue;
    }
    const std::string &Text = std::get<GeneratedText>(P).Text;
    Generated += Text + "\n";
    Depth += depthChange(Text);
  }
  if (Depth)
    return "the brackets of the generated text do not balance";
  std::set<TokenIndex> Repeated;
  mayRepeat(C.Body, Repeated);
  for (auto [Token, Count] : Seen)
    if (Count > 1 && !Repeated.count(Token))
      return "token " + std::to_string(Token) + " of the body would be evaluated twice";
  std::set<TokenIndex> Required;
  required(C.Body, Required);
  for (TokenIndex Token : Required)
    if (!Seen.count(Token) && !C.FunctionNames.count(Token))
      return "token " + std::to_string(Token) + " of the body was lost";
  for (PointNumber N = 1; N <= C.PointCount; ++N) {
    std::string Number = std::to_string(N);
    if (occurrences(Generated, "number<" + Number + ">{}") != 1 || occurrences(Generated, "tell<__vf, " + Number + ">") != 1 ||
        occurrences(Generated, "co_await __va" + Number + ";") != 1)
      return "point " + Number + " does not suspend exactly once";
    if (occurrences(Generated, "__va" + Number + ".result()") > 1)
      return "the result of point " + Number + " is taken more than once";
  }
  return "";
}

} // namespace valet
