#include "collect/ValorAttributes.h"

#include "clang/Basic/IdentifierTable.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

#include <set>

using namespace clang;

namespace valet {

namespace {

bool isName(const Token &T, llvm::StringRef Name) { return T.getIdentifierInfo() && T.getIdentifierInfo()->getName() == Name; }

llvm::StringRef literal(const Token &T) {
  return T.is(tok::string_literal) && T.getLiteralData() ? llvm::StringRef(T.getLiteralData(), T.getLength()) : "";
}

/// One past the `]]` of the attributes that begin at I; I: there are none.
std::size_t endOfAttributes(const std::vector<Token> &Tokens, std::size_t I) {
  if (I + 1 >= Tokens.size() || !Tokens[I].is(tok::l_square) || !Tokens[I + 1].is(tok::l_square))
    return I;
  int Depth = 0;
  for (std::size_t K = I; K < Tokens.size(); ++K) {
    Depth += Tokens[K].is(tok::l_square) - Tokens[K].is(tok::r_square);
    if (Depth == 0)
      return K + 1;
  }
  return I;
}

/// `valor :: What`, or a string that stands for it in a spelling that Clang knows.
bool names(const std::vector<Token> &Tokens, std::size_t I, llvm::StringRef What) {
  if (literal(Tokens[I]) == ("\"valor::" + What + "\"").str())
    return true;
  return I + 2 < Tokens.size() && isName(Tokens[I], "valor") && Tokens[I + 1].isOneOf(tok::coloncolon, tok::colon) && isName(Tokens[I + 2], What);
}

bool mentions(const std::vector<Token> &Tokens, std::size_t Begin, std::size_t End, llvm::StringRef What) {
  for (std::size_t I = Begin; I < End; ++I)
    if (names(Tokens, I, What))
      return true;
  return false;
}

/// The name, when the attributes in [I, End) are exactly one of the two spellings.
llvm::StringRef pointName(const std::vector<Token> &Tokens, std::size_t I, std::size_t End) {
  I += 2;
  bool Short = names(Tokens, I, "point") && Tokens[I + 1].is(tok::coloncolon) && End == I + 8 && Tokens[I + 3].is(tok::l_paren);
  bool Long = End == I + 10 && isName(Tokens[I], "gsl") && Tokens[I + 1].is(tok::coloncolon) && isName(Tokens[I + 2], "suppress") &&
              names(Tokens, I + 4, "point") && Tokens[I + 5].is(tok::comma);
  if (!Short && !Long)
    return "";
  llvm::StringRef Text = literal(Tokens[Short ? I + 4 : I + 6]);
  if (Text.size() < 3 || !Tokens[End - 3].is(tok::r_paren))
    return "";
  return Text.drop_front().drop_back();
}

bool isGoodName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ";
  return !Name.empty() && Name.find_first_not_of(Allowed) == llvm::StringRef::npos &&
         Name.find_first_not_of("0123456789") != llvm::StringRef::npos;
}

Place place(const Token &T) { return {T.getLocation().getRawEncoding()}; }

} // namespace

bool takePointLabels(std::vector<Token> &Tokens, PointLabels &Labels, std::vector<Refusal> &Refusals) {
  std::vector<Token> Left;
  PointLabel Taken;
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    std::size_t End = endOfAttributes(Tokens, I);
    if (End == I || !mentions(Tokens, I, End, "point")) {
      if (!Taken.Name.empty())
        Labels[place(Tokens[I]).Raw] = Taken;
      Taken = {};
      Left.push_back(Tokens[I]);
      continue;
    }
    llvm::StringRef Name = pointName(Tokens, I, End);
    if (!isGoodName(Name))
      Refusals.push_back({"point", "it has to be [[valor::point(\"name\")]], alone in its brackets, with letters in the name", place(Tokens[I]), {}});
    else if (!Taken.Name.empty())
      Refusals.push_back({"point", "a statement has one name", place(Tokens[I]), {}});
    Taken = {Name.str(), place(Tokens[I])};
    I = End - 1;
  }
  bool Any = Left.size() != Tokens.size();
  Tokens = std::move(Left);
  return Any;
}

void dropAttributes(EditedBody &Body, const std::vector<Token> &Tokens) {
  std::set<TokenIndex> Dropped;
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    std::size_t End = endOfAttributes(Tokens, I);
    bool Alone = true; // in its brackets
    for (std::size_t K = I + 2; K + 2 < End; ++K)
      Alone &= !Tokens[K].is(tok::comma);
    if (Alone && End != I && mentions(Tokens, I, End, "transient"))
      for (std::size_t K = I; K < End; ++K)
        Dropped.insert(static_cast<TokenIndex>(K));
  }
  std::erase_if(Body.Pieces, [&](const Piece &P) {
    auto *Original = std::get_if<OriginalToken>(&P);
    return Original && Dropped.count(Original->Index);
  });
}

} // namespace valet
