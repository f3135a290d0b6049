// Text of a file in which bodies were replaced: parts of the source as they are, tokens spelled out.
#pragma once

#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/Token.h"

#include <map>
#include <string>
#include <vector>

namespace valet {

class TextWriter {
public:
  explicit TextWriter(clang::Preprocessor &PP) : PP(PP) {}
  virtual ~TextWriter() = default;

  /// What is written at these places (by encoded location) before what stands there.
  void nameTokens(const std::map<unsigned, std::string> &Names) { this->Names = &Names; }

  /// The main file between two offsets.
  void source(unsigned Begin, unsigned End);
  virtual void tokens(const std::vector<clang::Token> &) = 0;
  virtual void body(const std::vector<clang::Token> &Result) = 0;
  /// What the preprocessor was told between two offsets that were written as tokens.
  virtual void directives(unsigned Begin, unsigned End) = 0;

protected:
  virtual void raw(llvm::StringRef Text, unsigned Offset) = 0;
  std::string nameAt(clang::SourceLocation Loc) const;

  clang::Preprocessor &PP;
  std::string Out;

private:
  const std::map<unsigned, std::string> *Names = nullptr;
};

/// For people: a statement a line.
class ReadableText : public TextWriter {
public:
  using TextWriter::TextWriter;
  void tokens(const std::vector<clang::Token> &Tokens) override;
  void body(const std::vector<clang::Token> &Result) override { tokens(Result); }
  void directives(unsigned, unsigned) override {}
  std::string take() { return std::move(Out); }

protected:
  void raw(llvm::StringRef Text, unsigned) override { Out += Text.str(); }
};

/// For another compiler. Invariants: each token stands on the line that it has for the user, by `#line` where need be; no token is
/// joined to the next, none is taken for a macro again; what `#define`s stood in a body comes after it.
class ExactText : public TextWriter {
public:
  ExactText(clang::Preprocessor &PP, bool HasBodies);
  void tokens(const std::vector<clang::Token> &Tokens) override;
  void body(const std::vector<clang::Token> &Result) override { tokens(Result); }
  void directives(unsigned Begin, unsigned End) override;
  std::string take();

protected:
  void raw(llvm::StringRef Text, unsigned Offset) override;

private:
  /// The next thing written is at the line of Loc.
  void goTo(clang::SourceLocation Loc);
  void append(llvm::StringRef Text);
  void ownLine(llvm::StringRef Directive);
  void put(const clang::Token &T);
  clang::SourceLocation at(unsigned Offset) const;

  bool HasBodies;
  std::string File; // where the user's next line is, by what was written so far
  unsigned Line = 0;
  clang::SourceLocation AfterPrevious; // end of the token before, where it is spelled
};

} // namespace valet
