// Goal: outside of a template there are no packs: `f(ts...)` becomes `f(t0, t1)`, a fold the nest of its operators, `sizeof...` a number.
// So a fold over awaits has as many suspension points as the instance has elements.
// Invariant: every copy of a token has a location of its own, which reports and debugs at the original place.
// An expansion that cannot be placed stays as it is, and the instance does not parse.
// Debts: packs of captures with initialisers; packs of packs.
#include "emit/ExpandPacks.h"

#include "collect/TokenMap.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"

#include <utility>

using namespace clang;

namespace valet {

namespace {

struct Expansion {
  enum class Kind { List, Fold, Size, Parameter };
  Kind What = Kind::List;
  TokenRange Whole;
  TokenRange Pattern; // what is repeated; Size: the pack
  TokenRange Init;    // Fold: the operand that is no pack
  TokenIndex Operator = 0; // Fold; Parameter: its name
  bool IsLeft = false;
};

class ExpansionFinder : public RecursiveASTVisitor<ExpansionFinder> {
public:
  ExpansionFinder(const TokenMap &Map) : Map(Map) {}

  bool VisitPackExpansionExpr(PackExpansionExpr *E) { return list(E->getPattern()->getSourceRange(), E->getEllipsisLoc()); }
  bool VisitPackExpansionTypeLoc(PackExpansionTypeLoc L) { return list(L.getPatternLoc().getSourceRange(), L.getEllipsisLoc()); }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *E) {
    Expansion X;
    X.What = Expansion::Kind::Size;
    auto Whole = Map.rangeOf(E->getSourceRange());
    auto Pack = Map.find(E->getPackLoc());
    if (!Whole || !Pack)
      return true;
    X.Whole = *Whole;
    X.Pattern = {*Pack, *Pack + 1};
    return add(X);
  }
  bool VisitCXXFoldExpr(CXXFoldExpr *E) {
    Expansion X;
    X.What = Expansion::Kind::Fold;
    auto Whole = Map.rangeOf(E->getSourceRange()), Pattern = Map.rangeOf(E->getPattern()->getSourceRange());
    if (!Whole || !Pattern)
      return true;
    X.Whole = *Whole;
    X.Pattern = *Pattern;
    X.IsLeft = E->isLeftFold();
    if (const Expr *Init = E->getInit()) {
      auto Range = Map.rangeOf(Init->getSourceRange());
      if (!Range)
        return true;
      X.Init = *Range;
    }
    auto Ellipsis = Map.find(E->getEllipsisLoc());
    if (!Ellipsis)
      return true;
    X.Operator = *Ellipsis - 1; // `... op E` has it behind
    if (*Ellipsis == X.Whole.Begin + 1)
      X.Operator = *Ellipsis + 1;
    return add(X);
  }
  /// Of a lambda: `const Ts &...ps`.
  bool VisitParmVarDecl(ParmVarDecl *P) {
    auto Begin = Map.find(P->getBeginLoc()), Name = Map.find(P->getLocation());
    if (!P->isParameterPack() || !P->getIdentifier() || !Begin || !Name || !Map.is(*Name - 1, tok::ellipsis))
      return true;
    Expansion X;
    X.What = Expansion::Kind::Parameter;
    X.Whole = {*Begin, *Name + 1};
    X.Pattern = {*Begin, *Name - 1};
    X.Operator = *Name;
    return add(X);
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.isPackExpansion() && !L->isInitCapture(&C))
        list({C.getLocation(), C.getLocation()}, C.getEllipsisLoc(), C.getCaptureKind() == LCK_ByRef);
    return true;
  }

  std::vector<Expansion> Found; // outer ones first

private:
  bool add(Expansion X) {
    for (const Expansion &Other : Found) // the visitor may come to a type twice
      if (Other.Whole == X.Whole && Other.What == X.What)
        return true;
    Found.push_back(X);
    return true;
  }
  bool list(SourceRange Pattern, SourceLocation Ellipsis, bool WithAmpersand = false) {
    auto Range = Map.rangeOf(Pattern);
    auto Dots = Map.find(Ellipsis);
    if (!Range || !Dots) {
      auto Begin = Map.find(Pattern.getBegin()); // `T<U>`: the end may be inside of `>>`
      if (!Begin || !Dots)
        return true;
      Range = TokenRange{*Begin, *Dots};
    }
    Expansion X;
    X.Pattern = {Range->Begin - (WithAmpersand ? 1 : 0), *Dots};
    X.Whole = {X.Pattern.Begin, *Dots + 1};
    return add(X);
  }

  const TokenMap &Map;
};

class Expander {
public:
  Expander(const std::vector<Token> &Tokens, PackElements Known, std::vector<Expansion> Found, Preprocessor &PP)
      : Tokens(Tokens), Packs(std::move(Known)), Found(std::move(Found)), PP(PP) {
    for (const Expansion &X : this->Found)
      if (auto Count = X.What == Expansion::Kind::Parameter ? count(X) : std::nullopt)
        addParameters(Tokens[X.Operator].getIdentifierInfo()->getName().str(), *Count);
  }

  std::optional<std::vector<Token>> run() {
    range({0, static_cast<TokenIndex>(Tokens.size())});
    if (Failed)
      return std::nullopt;
    return std::move(Out);
  }

private:
  void addParameters(const std::string &Name, std::size_t Count) {
    Failed |= Packs.count(Name) != 0; // one pack hides another
    for (std::size_t N = 0; N < Count; ++N)
      Packs[Name].push_back("__vw_" + Name + "_" + std::to_string(N));
    Packs[Name];
  }

  /// Elements chosen by the expansions around a token.
  using Chosen = std::map<std::string, std::string>;

  void range(TokenRange R) {
    for (TokenIndex I = R.Begin; I < R.End;) {
      const Expansion *X = expansionAt(I, R);
      auto Count = X ? count(*X) : std::nullopt;
      if (!Count) {
        copy(I++);
        continue;
      }
      expand(*X, *Count);
      I = X->Whole.End;
      if ((X->What == Expansion::Kind::List || X->What == Expansion::Kind::Parameter) && *Count == 0)
        dropComma(I);
    }
  }

  /// The outermost one that begins here and is not the one that is being expanded.
  const Expansion *expansionAt(TokenIndex I, TokenRange R) const {
    const Expansion *Widest = nullptr;
    for (const Expansion &X : Found)
      if (X.Whole.Begin == I && R.contains(X.Whole) && !(X.Whole == R) && (!Widest || X.Whole.contains(Widest->Whole)))
        Widest = &X;
    return Widest;
  }

  /// How many elements; nothing: it is no pack of the template's.
  std::optional<std::size_t> count(const Expansion &X) {
    std::optional<std::size_t> Count;
    for (TokenIndex I = X.Pattern.Begin; I < X.Pattern.End; ++I)
      if (const auto *Elements = packAt(I)) {
        Failed |= Count && *Count != Elements->size();
        Count = Elements->size();
      }
    return Count;
  }

  const std::vector<std::string> *packAt(TokenIndex I) const {
    const Token &T = Tokens[I];
    if (T.isNot(tok::identifier) || (I && Tokens[I - 1].isOneOf(tok::period, tok::arrow, tok::coloncolon)))
      return nullptr;
    auto It = Packs.find(T.getIdentifierInfo()->getName().str());
    return It == Packs.end() || Elements.count(It->first) ? nullptr : &It->second;
  }

  void expand(const Expansion &X, std::size_t Count) {
    switch (X.What) {
    case Expansion::Kind::Size: return number(Count, Tokens[X.Whole.Begin]);
    case Expansion::Kind::Parameter:
    case Expansion::Kind::List:
      for (std::size_t N = 0; N < Count; ++N) {
        if (N)
          punctuation(tok::comma, Tokens[X.Whole.End - 1]);
        element(X, N);
        if (X.What == Expansion::Kind::Parameter)
          name(Packs[Tokens[X.Operator].getIdentifierInfo()->getName().str()][N], Tokens[X.Operator]);
      }
      return;
    case Expansion::Kind::Fold: return fold(X, Count);
    }
  }

  void element(const Expansion &X, std::size_t N) {
    Chosen Outer = Elements;
    for (TokenIndex I = X.Pattern.Begin; I < X.Pattern.End; ++I)
      if (const auto *Names = packAt(I)) {
        std::string Name = Tokens[I].getIdentifierInfo()->getName().str();
        if (N < Names->size())
          Pending[Name] = (*Names)[N];
      }
    Elements.insert(Pending.begin(), Pending.end());
    Pending.clear();
    ++Depth;
    range(X.Pattern);
    --Depth;
    Elements = std::move(Outer);
  }

  /// Operands from left to right; the parentheses make the nest.
  void fold(const Expansion &X, std::size_t Count) {
    const Token &At = Tokens[X.Whole.Begin];
    bool HasInit = !X.Init.empty();
    std::size_t Operands = Count + HasInit;
    if (Operands == 0)
      return emptyFold(X, At);
    auto Operand = [&](std::size_t I) {
      bool IsInit = HasInit && I == (X.IsLeft ? 0 : Operands - 1);
      IsInit ? range(X.Init) : element(X, HasInit && X.IsLeft ? I - 1 : I);
    };
    punctuation(tok::l_paren, At);
    for (std::size_t I = 0; I + 1 < Operands && X.IsLeft; ++I)
      punctuation(tok::l_paren, At);
    for (std::size_t I = 0; I < Operands; ++I) {
      bool Last = I + 1 == Operands;
      if (!X.IsLeft && !Last)
        punctuation(tok::l_paren, At);
      Operand(I);
      if (X.IsLeft && I)
        punctuation(tok::r_paren, At);
      if (!Last)
        copy(X.Operator);
    }
    for (std::size_t I = 0; I + 1 < Operands && !X.IsLeft; ++I)
      punctuation(tok::r_paren, At);
    punctuation(tok::r_paren, At);
  }

  void emptyFold(const Expansion &X, const Token &At) {
    tok::TokenKind Operator = Tokens[X.Operator].getKind();
    if (Operator == tok::ampamp || Operator == tok::pipepipe)
      return keyword(Operator == tok::ampamp ? "true" : "false", At);
    keyword("void", At);
    punctuation(tok::l_paren, At);
    punctuation(tok::r_paren, At);
  }

  void dropComma(TokenIndex &Next) {
    if (!Out.empty() && Out.back().is(tok::comma))
      Out.pop_back();
    else if (Next < Tokens.size() && Tokens[Next].is(tok::comma))
      ++Next;
  }

  // ---- tokens
  void copy(TokenIndex I) {
    Token T = Tokens[I];
    if (Depth)
      T.setLocation(freshLocation(T));
    if (T.is(tok::identifier) && !(I && Tokens[I - 1].isOneOf(tok::period, tok::arrow, tok::coloncolon)))
      if (auto It = Elements.find(T.getIdentifierInfo()->getName().str()); It != Elements.end())
        T.setIdentifierInfo(PP.getIdentifierInfo(It->second));
    Out.push_back(T);
  }

  void name(const std::string &Name, const Token &At) {
    Token T = At;
    T.setLocation(freshLocation(At));
    T.setIdentifierInfo(PP.getIdentifierInfo(Name));
    Out.push_back(T);
  }

  SourceLocation freshLocation(const Token &At) {
    SourceManager &SM = PP.getSourceManager();
    return SM.createExpansionLoc(SM.getSpellingLoc(At.getLocation()), At.getLocation(), At.getLocation(), At.getLength());
  }

  void punctuation(tok::TokenKind Kind, const Token &At) {
    Token T;
    T.startToken();
    T.setKind(Kind);
    PP.CreateString(tok::getPunctuatorSpelling(Kind), T, At.getLocation(), At.getLocation());
    Out.push_back(T);
  }

  void keyword(llvm::StringRef Name, const Token &At) {
    Token T;
    T.startToken();
    PP.CreateString(Name, T, At.getLocation(), At.getLocation());
    IdentifierInfo *Identifier = PP.getIdentifierInfo(Name);
    T.setKind(Identifier->getTokenID());
    T.setIdentifierInfo(Identifier);
    Out.push_back(T);
  }

  void number(std::size_t N, const Token &At) {
    Token T;
    T.startToken();
    T.setKind(tok::numeric_constant);
    PP.CreateString(std::to_string(N) + "ul", T, At.getLocation(), At.getLocation());
    Out.push_back(T);
  }

  const std::vector<Token> &Tokens;
  PackElements Packs;
  std::vector<Expansion> Found;
  Preprocessor &PP;
  std::vector<Token> Out;
  Chosen Elements, Pending;
  int Depth = 0;
  bool Failed = false;
};

} // namespace

std::optional<std::vector<Token>> expandPacks(const FunctionDecl *Pattern, const std::vector<Token> &Tokens, const PackElements &Packs,
                                              Preprocessor &PP) {
  if (Packs.empty())
    return Tokens;
  TokenMap Map(Tokens);
  ExpansionFinder Finder(Map);
  Finder.TraverseStmt(Pattern->getBody());
  return Expander(Tokens, Packs, std::move(Finder.Found), PP).run();
}

} // namespace valet
