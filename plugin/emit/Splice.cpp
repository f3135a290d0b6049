#include "emit/Splice.h"

#include <algorithm>

namespace valet {

static bool isToken(const Piece &P, TokenIndex I) {
  auto *Token = std::get_if<OriginalToken>(&P);
  return Token && Token->Index == I;
}

bool insertBehind(EditedBody &Body, TokenIndex Token, std::string Text) {
  auto Is = [Token](const Piece &P) { return isToken(P, Token); };
  auto At = std::find_if(Body.Pieces.begin(), Body.Pieces.end(), Is);
  if (At == Body.Pieces.end() || std::any_of(At + 1, Body.Pieces.end(), Is))
    return false;
  Body.Pieces.insert(At + 1, GeneratedText{std::move(Text), Token});
  return true;
}

bool splice(EditedBody &Outer, TokenRange Range, EditedBody Inner) {
  auto &Pieces = Outer.Pieces;
  auto First = std::find_if(Pieces.begin(), Pieces.end(), [&](const Piece &P) { return isToken(P, Range.Begin); });
  auto End = First;
  for (TokenIndex I = Range.Begin; I < Range.End; ++I, ++End)
    if (End == Pieces.end() || !isToken(*End, I))
      return false;
  if (Range.empty() || std::any_of(End, Pieces.end(), [&](const Piece &P) { return isToken(P, Range.Begin); }))
    return false;
  for (Piece &P : Inner.Pieces)
    if (auto *Token = std::get_if<OriginalToken>(&P))
      Token->Index += Range.Begin;
    else
      std::get<GeneratedText>(P).Anchor += Range.Begin;
  auto At = Pieces.erase(First, End);
  Pieces.insert(At, std::make_move_iterator(Inner.Pieces.begin()), std::make_move_iterator(Inner.Pieces.end()));
  return true;
}

} // namespace valet
