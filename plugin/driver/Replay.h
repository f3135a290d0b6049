// The hand-back of an edited body to the parser: the one file (with Replay.cpp) that reaches into clang::Parser.
//
// Invariant: after replaceBody or reparseLate, the parser stands where it would stand had the edited tokens been in the source.
// Left to others: which bodies, and what is edited.
#pragma once

#include "driver/Forgotten.h"

#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Token.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace valet {

/// Names that are to be found, and then a class or namespace to enter; from the outermost to the innermost.
struct NamedLevel {
  std::vector<clang::NamedDecl *> Names;
  clang::DeclContext *Inside = nullptr;
};

class Replay {
public:
  /// Asks Clang to call shouldSkipFunctionBody at the `{` of every body.
  explicit Replay(clang::CompilerInstance &CI);

  /// Calls Watcher with each token that the parser reads for the first time.
  void watch(std::function<void(const clang::Token &)> Watcher);
  /// True while a pass runs that was started here: the hooks must do nothing.
  bool busy() const { return Busy; }
  /// At the end of the translation unit: whether the second pass of some body had errors of its own.
  bool finish() {
    endSecondPass();
    return ErrorsInSecondPass;
  }
  /// True if the parser stands in a body that was replaced already.
  bool atReplacedBody() const { return SecondPass.has_value(); }
  bool atBrace();
  /// A function-try-block is made a compound statement that holds it: the parser stands at its `{` then. (The two are the same for
  /// functions that are no constructors.)
  void wrapTryBlock();

  /// The tokens of the body at whose `{` the parser stands; nothing is consumed. Empty: it has no end.
  std::vector<clang::Token> bodyTokens();

  /// The parser reads these tokens instead of the Count at whose `{` it stands.
  void exchangeBody(std::size_t Count, std::vector<clang::Token> Tokens);

  /// Gives names to the parameters that have none, so that a rewritten body can save them.
  void nameParameters(clang::FunctionDecl *FD);
  static std::string parameterName(unsigned Index) { return "__vq" + std::to_string(Index); }

  /// What the bodies declared that were parsed and forgotten.
  const ForgottenDecls &forgotten() const { return Forgotten; }

  /// Parses the body at whose `{` the parser stands; false if it has errors.
  bool parseBody(clang::Decl *D, clang::FunctionDecl *FD);
  /// Forgets that body and lets the parser read these tokens, and then what it stood at.
  void replaceBody(clang::FunctionDecl *FD, std::vector<clang::Token> Tokens);
  /// Parses the body of a specialization of a template as that of an ordinary function, in which the names of the template's
  /// parameters mean its arguments. False if it has errors, which are not shown when Quietly.
  bool parseSpecialization(clang::FunctionDecl *FD, llvm::ArrayRef<NamedLevel> Levels, const std::vector<clang::Token> &Tokens, bool Quietly);
  /// Parses the body of an in-class definition again, from these tokens.
  void reparseLate(clang::Decl *D, clang::FunctionDecl *FD, const std::vector<clang::Token> &Tokens);

private:
  void forgetBody(clang::FunctionDecl *FD, bool WithParameters);
  void dropDeclarations(clang::FunctionDecl *FD, bool WithParameters);
  void enterTokens(std::vector<clang::Token> Tokens);
  void beginSecondPass();
  void endSecondPass();
  void watchForEnd();

  /// The first pass has given all warnings: the second gives none, not even as errors.
  struct Warnings {
    bool WereIgnored;
    unsigned Errors;
  };

  clang::CompilerInstance &CI;
  std::function<void(const clang::Token &)> Watcher;
  bool Busy = false;
  bool ErrorsInSecondPass = false;
  bool IsWatching = false;
  std::optional<Warnings> SecondPass;
  ForgottenDecls Forgotten;
};

} // namespace valet
