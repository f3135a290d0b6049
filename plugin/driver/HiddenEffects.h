// What the preprocessor did of which the tokens that it gave show nothing, though what comes later depends on it.
// Terms: hidden effect: an `__COUNTER__` that was counted, an `#include`, a `_Pragma` other than of diagnostics.
// Left to others: which of them stand where tokens are written instead of the source (PrintedFile).
#pragma once

#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Preprocessor.h"

#include <string>
#include <vector>

namespace valet {

struct HiddenEffect {
  clang::SourceLocation Where;
  std::string What;
};

/// From here on, all of them are added to Effects, which must live as long as the preprocessor.
void watchHiddenEffects(clang::Preprocessor &PP, std::vector<HiddenEffect> &Effects);

} // namespace valet
