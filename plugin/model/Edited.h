// The rewritten body: original tokens by index, generated text, in their final order.
//
// Invariant: original tokens occur once, in their order (except the specifiers of a declaration that was split); text carries the token whose location it takes in diagnostics and debug information.
#pragma once

#include "model/Coroutine.h"

#include <string>
#include <variant>
#include <vector>

namespace valet {

struct OriginalToken {
  TokenIndex Index;
};

struct GeneratedText {
  std::string Text;
  TokenIndex Anchor; // the original token it stands for
};

using Piece = std::variant<OriginalToken, GeneratedText>;

struct EditedBody {
  std::vector<Piece> Pieces;
};

} // namespace valet
