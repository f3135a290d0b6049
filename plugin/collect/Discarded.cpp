// Goal: outside of a template, what `if constexpr` discards is checked all the same; so an instance is parsed without it.
// Invariant: the branch that is left is the one that the instance took. Where that cannot be seen, there is no result.
#include "collect/Discarded.h"

#include "collect/TokenMap.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace valet {

namespace {

struct ConstantIfs : RecursiveASTVisitor<ConstantIfs> {
  bool VisitIfStmt(IfStmt *S) {
    if (S->isConstexpr())
      Found.push_back(S);
    return true;
  }
  std::vector<const IfStmt *> Found; // outer ones first
};

std::vector<const IfStmt *> constantIfs(const FunctionDecl *FD) {
  ConstantIfs Finder;
  Finder.TraverseStmt(FD->getBody());
  return std::move(Finder.Found);
}

class Discarder {
public:
  Discarder(const FunctionDecl *Instance, const std::vector<Token> &Tokens)
      : AST(Instance->getASTContext()), Map(Tokens), Tokens(Tokens), IsLeftOut(Tokens.size()), Instances(constantIfs(Instance)) {}

  bool discard(const IfStmt *S) {
    auto If = Map.find(S->getIfLoc());
    auto Then = Map.find(S->getThen()->getBeginLoc()), End = Map.endOf(S), ThenEnd = Map.endOf(S->getThen());
    if (!If || !Then || !End || !ThenEnd)
      return false;
    if (IsLeftOut[*If] || !S->getCond()->isInstantiationDependent())
      return true;
    const IfStmt *Instance = instanceOf(S);
    auto Taken = Instance ? Instance->getNondiscardedCase(AST) : std::nullopt;
    if (!Taken || S->hasInitStorage() || S->hasVarStorage())
      return false;
    bool TakesThen = *Taken && *Taken == Instance->getThen(), TakesElse = *Taken && !TakesThen;
    leaveOut(*If, *Then);
    if (!TakesThen)
      leaveOut(*Then, *ThenEnd);
    if (S->getElse())
      leaveOut(*ThenEnd, TakesElse ? *ThenEnd + 1 : *End); // with `else`
    if (!*Taken)
      Empty.push_back(*If);
    return true;
  }

  std::vector<Token> rest() const {
    std::vector<Token> Out;
    for (TokenIndex I = 0; I < Tokens.size(); ++I) {
      if (!IsLeftOut[I])
        Out.push_back(Tokens[I]);
      else if (llvm::is_contained(Empty, I))
        Out.push_back(semicolon(Tokens[I].getLocation()));
    }
    return Out;
  }

private:
  const IfStmt *instanceOf(const IfStmt *S) const {
    for (const IfStmt *I : Instances)
      if (I->getIfLoc() == S->getIfLoc())
        return I;
    return nullptr;
  }

  void leaveOut(TokenIndex Begin, TokenIndex End) {
    for (TokenIndex I = Begin; I < End; ++I)
      IsLeftOut[I] = true;
  }

  static Token semicolon(SourceLocation Loc) {
    Token T;
    T.startToken();
    T.setKind(tok::semi);
    T.setLocation(Loc);
    T.setLength(1);
    return T;
  }

  const ASTContext &AST;
  TokenMap Map;
  const std::vector<Token> &Tokens;
  std::vector<bool> IsLeftOut;
  std::vector<TokenIndex> Empty; // neither branch is taken
  std::vector<const IfStmt *> Instances;
};

} // namespace

std::optional<std::vector<Token>> withoutDiscarded(const FunctionDecl *Pattern, const FunctionDecl *Instance, const std::vector<Token> &Tokens) {
  Discarder D(Instance, Tokens);
  for (const IfStmt *S : constantIfs(Pattern))
    if (!D.discard(S))
      return std::nullopt;
  return D.rest();
}

} // namespace valet
