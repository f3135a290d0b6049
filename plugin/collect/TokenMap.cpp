#include "collect/TokenMap.h"

#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valet {

TokenMap::TokenMap(llvm::ArrayRef<Token> Tokens) : Tokens(Tokens), Match(Tokens.size(), 0) {
  std::vector<TokenIndex> Open;
  for (TokenIndex I = 0; I < Tokens.size(); ++I) {
    ByLocation.try_emplace(Tokens[I].getLocation().getRawEncoding(), I);
    Match[I] = I;
    if (Tokens[I].isOneOf(tok::l_brace, tok::l_paren, tok::l_square))
      Open.push_back(I);
    else if (Tokens[I].isOneOf(tok::r_brace, tok::r_paren, tok::r_square) && !Open.empty()) {
      Match[Open.back()] = I;
      Match[I] = Open.back();
      Open.pop_back();
    }
  }
}

std::optional<TokenIndex> TokenMap::find(SourceLocation Loc) const {
  auto It = ByLocation.find(Loc.getRawEncoding());
  if (It == ByLocation.end())
    return std::nullopt;
  return It->second;
}

std::optional<TokenRange> TokenMap::rangeOf(SourceRange Range) const {
  auto Begin = find(Range.getBegin()), Last = find(Range.getEnd());
  if (!Begin || !Last || *Last < *Begin)
    return std::nullopt;
  int Depth = 0; // a node whose brackets do not balance was not located by its own tokens
  for (TokenIndex I = *Begin; I <= *Last; ++I) {
    if (Tokens[I].isOneOf(tok::l_brace, tok::l_paren, tok::l_square))
      ++Depth;
    else if (Tokens[I].isOneOf(tok::r_brace, tok::r_paren, tok::r_square) && --Depth < 0)
      return std::nullopt;
  }
  if (Depth)
    return std::nullopt;
  return TokenRange{*Begin, *Last + 1};
}

TokenIndex TokenMap::next(tok::TokenKind Kind, TokenIndex I) const {
  for (; I < Tokens.size(); ++I) {
    if (Tokens[I].is(Kind))
      return I;
    if (Tokens[I].isOneOf(tok::l_brace, tok::l_paren, tok::l_square))
      I = Match[I];
  }
  return size();
}

std::optional<TokenIndex> TokenMap::endOf(const Stmt *S) const {
  auto After = [this](SourceLocation Loc) -> std::optional<TokenIndex> {
    auto I = find(Loc);
    return I ? std::optional<TokenIndex>(*I + 1) : std::nullopt;
  };
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass: return After(cast<CompoundStmt>(S)->getRBracLoc());
  case Stmt::IfStmtClass: {
    auto *If = cast<IfStmt>(S);
    return endOf(If->getElse() ? If->getElse() : If->getThen());
  }
  case Stmt::WhileStmtClass: return endOf(cast<WhileStmt>(S)->getBody());
  case Stmt::ForStmtClass: return endOf(cast<ForStmt>(S)->getBody());
  case Stmt::CXXForRangeStmtClass: return endOf(cast<CXXForRangeStmt>(S)->getBody());
  case Stmt::SwitchStmtClass: return endOf(cast<SwitchStmt>(S)->getBody());
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass: return endOf(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::LabelStmtClass: return endOf(cast<LabelStmt>(S)->getSubStmt());
  case Stmt::AttributedStmtClass: return endOf(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CXXTryStmtClass: {
    auto *Try = cast<CXXTryStmt>(S);
    return endOf(Try->getHandler(Try->getNumHandlers() - 1)->getHandlerBlock());
  }
  case Stmt::CXXCatchStmtClass: return endOf(cast<CXXCatchStmt>(S)->getHandlerBlock());
  default: break;
  }
  auto Begin = find(S->getBeginLoc()); // a simple statement, or do: up to its `;`
  if (auto *Do = dyn_cast<DoStmt>(S))
    Begin = endOf(Do->getBody());
  if (!Begin)
    return std::nullopt;
  TokenIndex Semi = next(tok::semi, *Begin);
  return Semi < size() ? std::optional<TokenIndex>(Semi + 1) : std::nullopt;
}

} // namespace valet
