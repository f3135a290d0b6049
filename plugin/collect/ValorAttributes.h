// Attributes of ours among the tokens of a body: Clang has no hook for those of statements, so they are taken out before it sees them.
//
// Invariant: what is taken out is recorded under the location of the token behind it, or a refusal says why it is not understood.
#pragma once

#include "model/Edited.h"
#include "model/Refusal.h"

#include "clang/Lex/Token.h"

#include <map>
#include <string>
#include <vector>

namespace valet {

/// Names of suspension points, by the encoded location of the token with which the statement begins.
struct PointLabel {
  std::string Name;
  Place Where;
};
using PointLabels = std::map<std::uint32_t, PointLabel>;

/// Takes each `[[valor::point("name")]]` (or `[[gsl::suppress("valor::point", "name")]]`, which is what VALOR_POINT makes) out of
/// Tokens. True if there was one.
bool takePointLabels(std::vector<clang::Token> &Tokens, PointLabels &Labels, std::vector<Refusal> &Refusals);

/// The attributes of declarations have served their purpose: rewritten text is for compilers that do not know them, too.
void dropAttributes(EditedBody &Body, const std::vector<clang::Token> &Tokens);

} // namespace valet
