// The hand-back of an edited body to the parser: the one file (with Replay.cpp) that reaches into clang::Parser.
//
// Invariant: after replaceBody or reparseLate, the parser stands where it would stand had the edited tokens been in the source.
// Left to others: which bodies, and what is edited.
#pragma once

#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Token.h"

#include <set>
#include <vector>

namespace valet {

class DiagnosticFilter;

class Replay {
public:
  /// Asks Clang to call shouldSkipFunctionBody at the `{` of every body.
  Replay(clang::CompilerInstance &CI, DiagnosticFilter &Filter);

  /// True while a pass runs that was started here: the hooks must do nothing.
  bool busy() const { return Busy; }
  /// Whether the second pass of some body had errors of its own.
  bool hadErrors() const { return ErrorsInSecondPass; }
  /// True if the parser stands in a body that was replaced already.
  bool atReplacedBody();
  bool atBrace();

  /// The tokens of the body at whose `{` the parser stands; nothing is consumed. Empty: it has no end.
  std::vector<clang::Token> bodyTokens();

  /// Parses the body at whose `{` the parser stands; false if it has errors.
  bool parseBody(clang::Decl *D, clang::FunctionDecl *FD);
  /// Forgets that body and lets the parser read these tokens, and then what it stood at.
  void replaceBody(clang::FunctionDecl *FD, std::vector<clang::Token> Tokens);
  /// Parses the body of an in-class definition again, from these tokens.
  void reparseLate(clang::Decl *D, clang::FunctionDecl *FD, const std::vector<clang::Token> &Tokens);

private:
  void forgetBody(clang::FunctionDecl *FD, bool WithParameters);
  bool repeatsFirstPass(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &D);

  clang::CompilerInstance &CI;
  bool Busy = false;
  bool InLateReparse = false;
  bool ErrorsInSecondPass = false;
  bool InReplaced = false;             // until the parser leaves the replaced tokens
  clang::SourceLocation Trailing;      // of the token after the body
  std::set<unsigned> ReplacedLocations; // of the replaced tokens and the trailing one
};

} // namespace valet
