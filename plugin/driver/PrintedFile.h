// The main file with its rewritten bodies in place: `print`, for people, and `emit=FILE`, for another compiler.
//
// Invariant of emit: what it gives means to another compiler what the rewritten tokens meant to this one, on the same lines; what
// cannot be put so is an obstacle, and refused. A body from a macro takes the whole invocation of the macro with it.
// Left to others: which bodies, and what is in them.
#pragma once

#include "driver/HiddenEffects.h"

#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/Token.h"

#include <map>
#include <string>
#include <vector>

namespace valet {

class TextWriter;

class PrintedFile {
public:
  explicit PrintedFile(clang::Preprocessor &PP) : PP(PP) {}

  /// Every token that the parser reads, in order: those of macros are kept.
  void see(const clang::Token &T);
  /// Result stands for the body Original.
  void replace(const std::vector<clang::Token> &Original, std::vector<clang::Token> Result);
  /// Result is the body of one instance of a template: it is printed behind the file.
  void addInstance(const std::string &Name, const std::vector<clang::Token> &Result);
  /// A parameter without a name gets one.
  void nameParameter(clang::SourceLocation Where, std::string Name);
  /// Why this body cannot be written for another compiler; empty: it can be.
  std::string obstacle(const std::vector<clang::Token> &Original) const;

  /// To be called first if the file will be emitted.
  void watchPreprocessor() { watchHiddenEffects(PP, Effects); }
  /// What would be lost where tokens are written instead of the source. Known at the end of the file.
  std::vector<HiddenEffect> lost() const;

  std::string print() const;
  std::string emit() const;

private:
  struct Body {
    clang::SourceLocation Open, Close; // `{` and `}`
    std::vector<clang::Token> Result;
  };
  /// A place in the main file: an offset, or a token of what the macro invocation there expands to.
  struct Point {
    unsigned Offset = 0;
    int Index = -1; // in Expansions
    friend auto operator<=>(const Point &, const Point &) = default;
  };

  bool inMainFile(clang::SourceLocation Loc) const;
  Point point(clang::SourceLocation Loc) const;
  unsigned endOfInvocation(unsigned Offset) const;
  unsigned widthAt(clang::SourceLocation Loc) const;
  std::vector<clang::Token> part(unsigned Offset, int From, int To) const;
  void write(TextWriter &W) const;
  void writeRest(TextWriter &W, Point &At) const;

  clang::Preprocessor &PP;
  std::vector<HiddenEffect> Effects;
  std::string Instances;
  std::map<Point, Body> Bodies;
  std::map<unsigned, std::vector<clang::Token>> Expansions; // by offset of the macro invocation in the main file
  std::map<unsigned, std::string> Names;                    // by encoded location
};

} // namespace valet
