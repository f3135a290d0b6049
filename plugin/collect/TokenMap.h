// From AST nodes to the tokens of the body: by equality of encoded locations, so that tokens from macros need no special case.
#pragma once

#include "model/Coroutine.h"

#include "clang/AST/Stmt.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace valet {

class TokenMap {
public:
  explicit TokenMap(llvm::ArrayRef<clang::Token> Tokens);

  std::optional<TokenIndex> find(clang::SourceLocation Loc) const;
  /// The tokens of a node, as its begin and end locations name them; nothing when they are not tokens of the body.
  std::optional<TokenRange> rangeOf(clang::SourceRange Range) const;

  bool is(TokenIndex I, clang::tok::TokenKind Kind) const { return I < Tokens.size() && Tokens[I].is(Kind); }
  /// The bracket that closes the one at I.
  TokenIndex closing(TokenIndex I) const { return Match[I]; }
  /// The first token of this kind at or after I that is not inside brackets opened after I.
  TokenIndex next(clang::tok::TokenKind Kind, TokenIndex I) const;
  /// One past the last token of a statement, with its `;`.
  std::optional<TokenIndex> endOf(const clang::Stmt *S) const;

  TokenIndex size() const { return static_cast<TokenIndex>(Tokens.size()); }

private:
  llvm::ArrayRef<clang::Token> Tokens;
  llvm::DenseMap<unsigned, TokenIndex> ByLocation;
  std::vector<TokenIndex> Match;
};

} // namespace valet
