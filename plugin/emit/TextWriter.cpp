#include "emit/TextWriter.h"

#include "emit/EditedTokens.h"

#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <set>

using namespace clang;

namespace valet {

std::string TextWriter::nameAt(SourceLocation Loc) const {
  if (!Names)
    return "";
  auto It = Names->find(Loc.getRawEncoding());
  return It == Names->end() ? "" : It->second;
}

void TextWriter::source(unsigned Begin, unsigned End) {
  const SourceManager &SM = PP.getSourceManager();
  StringRef Source = SM.getBufferData(SM.getMainFileID());
  SourceLocation Start = SM.getLocForStartOfFile(SM.getMainFileID());
  if (Begin == 0 && Source.starts_with("\xEF\xBB\xBF"))
    Begin = 3;
  for (unsigned I = Begin; Names && I < End; ++I)
    if (std::string Name = nameAt(Start.getLocWithOffset(static_cast<int>(I))); !Name.empty()) {
      raw(Source.substr(Begin, I - Begin), Begin);
      raw(" " + Name + " ", I);
      Begin = I;
    }
  raw(Source.substr(Begin, End - Begin), Begin);
}

void ReadableText::tokens(const std::vector<Token> &Tokens) { Out += toText(Tokens, PP); }

// ---- for another compiler

ExactText::ExactText(Preprocessor &PP, bool HasBodies) : TextWriter(PP), HasBodies(HasBodies) {
  Out = "// Written by Valor, for a compiler without its plugin. Do not edit: the source is named below.\n"
        "#define VALOR_EMITTED 1\n"
        // The source was compiled with its warnings already, and generated text knows nothing of indentation and comments.
        "#pragma GCC diagnostic ignored \"-Wimplicit-fallthrough\"\n"
        "#pragma GCC diagnostic ignored \"-Wdangling-else\"\n"
        "#pragma GCC diagnostic ignored \"-Wmisleading-indentation\"\n"
        // The frame of a coroutine is said to have a type of another file, because of #line.
        "#if !defined(__clang__)\n"
        "#pragma GCC diagnostic ignored \"-Wsubobject-linkage\"\n"
        "#endif\n";
}

std::string ExactText::take() {
  if (HasBodies)
    Out += "\nstatic_assert(::valor::detail::rewritten, \"valor.h was included before this file said that it is rewritten: compile what "
           "includes it with -DVALOR_EMITTED=1\");\n";
  return std::move(Out);
}

SourceLocation ExactText::at(unsigned Offset) const {
  const SourceManager &SM = PP.getSourceManager();
  return SM.getLocForStartOfFile(SM.getMainFileID()).getLocWithOffset(static_cast<int>(Offset));
}

void ExactText::append(StringRef Text) {
  Out += Text;
  Line += static_cast<unsigned>(Text.count('\n'));
}

void ExactText::ownLine(StringRef Directive) {
  if (!Out.empty() && Out.back() != '\n')
    append("\n");
  append(Directive);
  append("\n");
}

void ExactText::goTo(SourceLocation Loc) {
  const SourceManager &SM = PP.getSourceManager();
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(Loc));
  if (Where.isInvalid())
    return;
  constexpr unsigned Near = 8;
  bool Ahead = File == Where.getFilename() && Where.getLine() >= Line;
  if (Ahead && Where.getLine() - Line <= Near)
    return append(std::string(Where.getLine() - Line, '\n'));
  std::string Quoted;
  for (char Ch : StringRef(Where.getFilename()))
    Quoted += Ch == '"' || Ch == '\\' ? std::string("\\") + Ch : std::string(1, Ch);
  ownLine("#line " + std::to_string(Where.getLine()) + " \"" + Quoted + "\"");
  File = Where.getFilename();
  Line = Where.getLine();
}

void ExactText::raw(StringRef Text, unsigned Offset) {
  if (Text.empty())
    return;
  goTo(at(Offset));
  append(Text);
  const SourceManager &SM = PP.getSourceManager(); // there may have been a #line in it
  PresumedLoc Where = SM.getPresumedLoc(at(Offset + static_cast<unsigned>(Text.size())));
  if (Where.isValid() && SM.getBufferData(SM.getMainFileID()).substr(Offset).starts_with(Text)) {
    File = Where.getFilename();
    Line = Where.getLine();
  }
  AfterPrevious = {};
}

/// Could the two be read as one token, or as the beginning of a comment?
static bool wouldJoin(char Before, StringRef Next) {
  auto IsWord = [](char Ch) { return isAsciiIdentifierContinue(Ch) || Ch == '"' || Ch == '\'' || static_cast<signed char>(Ch) < 0; };
  constexpr StringRef Operators = "+-*/%^&|~!=<>.:#";
  if (Next.empty())
    return false;
  if (IsWord(Before) && (IsWord(Next[0]) || Next[0] == '.'))
    return true;
  if (Before == '.' && isDigit(Next[0]))
    return true;
  if (StringRef("eEpP").contains(Before) && StringRef("+-").contains(Next[0]))
    return true; // of a number, as in 0xe +1
  return Operators.contains(Before) && Operators.contains(Next[0]);
}

void ExactText::put(const Token &T) {
  const SourceManager &SM = PP.getSourceManager();
  goTo(T.getLocation());
  std::string Name = nameAt(T.getLocation());
  std::string Spelled = (Name.empty() ? "" : Name + " ") + PP.getSpelling(T);
  SourceLocation Spelling = SM.getSpellingLoc(T.getLocation());
  bool Adjacent = Name.empty() && Spelling == AfterPrevious;
  bool Space = T.hasLeadingSpace() || T.isAtStartOfLine() || !Name.empty() || (!Adjacent && !Out.empty() && wouldJoin(Out.back(), Spelled));
  if (Space && !Out.empty() && Out.back() != '\n' && Out.back() != ' ')
    append(" ");
  append(Spelled);
  AfterPrevious = Spelling.getLocWithOffset(static_cast<int>(Lexer::MeasureTokenLength(Spelling, SM, PP.getLangOpts())));
}

/// A token that is the name of a macro and stands here was not expanded, for a reason that the text does not show.
void ExactText::tokens(const std::vector<Token> &Tokens) {
  std::set<std::string> Macros;
  for (const Token &T : Tokens)
    if (const IdentifierInfo *II = T.getIdentifierInfo(); II && II->hadMacroDefinition())
      Macros.insert(II->getName().str());
  for (const std::string &Name : Macros) {
    ownLine("#pragma push_macro(\"" + Name + "\")");
    ownLine("#undef " + Name);
  }
  for (const Token &T : Tokens)
    if (!T.is(tok::eof))
      put(T);
  for (const std::string &Name : Macros)
    ownLine("#pragma pop_macro(\"" + Name + "\")");
  AfterPrevious = {};
}

/// Whether a directive that stood in a body has to be given again behind it: what changes macros, and what decides about that.
static bool matters(const std::string &Word, StringRef Directive) {
  static const std::set<std::string> Kept = {"define", "undef", "if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else", "endif"};
  return Kept.count(Word) || (Word == "pragma" && Directive.contains("_macro"));
}

void ExactText::directives(unsigned Begin, unsigned End) {
  const SourceManager &SM = PP.getSourceManager();
  StringRef Source = SM.getBufferData(SM.getMainFileID());
  Lexer Raw(at(0), PP.getLangOpts(), Source.begin(), Source.begin() + Begin, Source.end());
  Token T;
  bool More = !Raw.LexFromRawLexer(T);
  while (More && SM.getFileOffset(T.getLocation()) < End) {
    bool First = T.is(tok::hash) && T.isAtStartOfLine();
    unsigned From = SM.getFileOffset(T.getLocation());
    unsigned To = From;
    std::string Word; // behind the `#`, whatever stands between
    do {
      if (Word.empty() && T.is(tok::raw_identifier))
        Word = Lexer::getSpelling(T, SM, PP.getLangOpts());
      To = SM.getFileOffset(T.getLocation()) + T.getLength();
      More = !Raw.LexFromRawLexer(T);
    } while (First && More && !T.isAtStartOfLine());
    if (First && matters(Word, Source.substr(From, To - From)))
      ownLine(Source.substr(From, To - From));
  }
}

} // namespace valet
