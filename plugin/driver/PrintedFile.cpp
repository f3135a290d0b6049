#include "driver/PrintedFile.h"

#include "emit/EditedTokens.h"
#include "emit/TextWriter.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace valet {

bool PrintedFile::inMainFile(SourceLocation Loc) const {
  const SourceManager &SM = PP.getSourceManager();
  return Loc.isValid() && SM.getFileID(SM.getExpansionLoc(Loc)) == SM.getMainFileID();
}

void PrintedFile::see(const Token &T) {
  if (T.getLocation().isMacroID() && inMainFile(T.getLocation()))
    Expansions[PP.getSourceManager().getDecomposedExpansionLoc(T.getLocation()).second].push_back(T);
}

PrintedFile::Point PrintedFile::point(SourceLocation Loc) const {
  Point P{PP.getSourceManager().getDecomposedExpansionLoc(Loc).second, -1};
  if (auto It = Expansions.find(P.Offset); Loc.isMacroID() && It != Expansions.end())
    for (std::size_t I = 0; I < It->second.size(); ++I)
      if (It->second[I].getLocation() == Loc)
        P.Index = static_cast<int>(I);
  return P;
}

void PrintedFile::replace(const std::vector<Token> &Original, std::vector<Token> Result) {
  SourceLocation Open = Original.front().getLocation(), Close = Original.back().getLocation();
  if (inMainFile(Open) && inMainFile(Close))
    Bodies[point(Open)] = {Open, Close, std::move(Result)};
}

void PrintedFile::addInstance(const std::string &Name, const std::vector<Token> &Result) {
  Instances += "\n// instance: " + Name + "\n" + toText(Result, PP) + "\n";
}

void PrintedFile::nameParameter(SourceLocation Where, std::string Name) { Names[Where.getRawEncoding()] = std::move(Name); }

std::string PrintedFile::obstacle(const std::vector<Token> &Original) const {
  const SourceManager &SM = PP.getSourceManager();
  for (const Token &T : {Original.front(), Original.back()}) {
    if (!inMainFile(T.getLocation()))
      return "its body stands in another file, '" + SM.getFilename(SM.getExpansionLoc(T.getLocation())).str() + "'";
    // A function-try-block got its outer braces from the plugin: they stand for the places of its own first and last token.
    Point P = point(T.getLocation());
    if (T.getLocation().isMacroID() && P.Index < 0 && Expansions.count(P.Offset))
      return "its body comes from a macro in a way that cannot be followed";
  }
  for (const Token &T : Original) {
    if (T.isAnnotation())
      return "a #pragma stands in its body";
    if (!inMainFile(T.getLocation()))
      return "an #include stands in its body";
  }
  return "";
}

unsigned PrintedFile::endOfInvocation(unsigned Offset) const {
  const SourceManager &SM = PP.getSourceManager();
  unsigned End = Offset;
  for (const Token &T : Expansions.at(Offset)) {
    SourceLocation Last = SM.getExpansionRange(T.getLocation()).getEnd();
    End = std::max(End, SM.getDecomposedLoc(Last).second + Lexer::MeasureTokenLength(Last, SM, PP.getLangOpts()));
  }
  return End;
}

/// Of the token where Loc is expanded: `%>` is a closing brace, too.
unsigned PrintedFile::widthAt(SourceLocation Loc) const {
  const SourceManager &SM = PP.getSourceManager();
  return Lexer::MeasureTokenLength(SM.getExpansionLoc(Loc), SM, PP.getLangOpts());
}

std::vector<HiddenEffect> PrintedFile::lost() const {
  std::vector<HiddenEffect> Lost;
  for (const HiddenEffect &Effect : Effects) {
    if (!inMainFile(Effect.Where))
      continue;
    unsigned Offset = PP.getSourceManager().getDecomposedExpansionLoc(Effect.Where).second;
    bool IsWritten = llvm::any_of(Bodies, [&](const auto &Entry) {
      Point End = point(Entry.second.Close);
      return Offset >= Entry.first.Offset && Offset < (End.Index < 0 ? End.Offset : endOfInvocation(End.Offset));
    });
    if (IsWritten)
      Lost.push_back(Effect);
  }
  return Lost;
}

/// Tokens From to To of a macro's expansion, with names for the parameters.
std::vector<Token> PrintedFile::part(unsigned Offset, int From, int To) const {
  const std::vector<Token> &All = Expansions.at(Offset);
  return {All.begin() + From, All.begin() + (To < 0 ? static_cast<int>(All.size()) : To)};
}

/// The rest of the macro invocation in which the writer stands.
void PrintedFile::writeRest(TextWriter &W, Point &At) const {
  if (At.Index < 0)
    return;
  W.tokens(part(At.Offset, At.Index, -1));
  At = {endOfInvocation(At.Offset), -1};
}

void PrintedFile::write(TextWriter &W) const {
  W.nameTokens(Names);
  Point At; // what comes next; Index: inside an invocation
  for (const auto &[Start, B] : Bodies) {
    if (Start < At)
      continue; // inside a body that was written
    if (At.Index >= 0 && At.Offset != Start.Offset)
      writeRest(W, At);
    if (At.Index < 0) {
      W.source(At.Offset, Start.Offset);
      At = {Start.Offset, 0};
    }
    if (Start.Index > At.Index)
      W.tokens(part(At.Offset, At.Index, Start.Index));
    W.body(B.Result);
    Point End = point(B.Close);
    W.directives(Start.Offset, End.Offset);
    At = End.Index < 0 ? Point{End.Offset + widthAt(B.Close), -1} : Point{End.Offset, End.Index + 1};
  }
  writeRest(W, At);
  W.source(At.Offset, static_cast<unsigned>(PP.getSourceManager().getBufferData(PP.getSourceManager().getMainFileID()).size()));
}

std::string PrintedFile::print() const {
  ReadableText W(PP);
  write(W);
  return W.take() + Instances;
}

std::string PrintedFile::emit() const {
  ExactText W(PP, !Bodies.empty());
  write(W);
  return W.take();
}

} // namespace valet
