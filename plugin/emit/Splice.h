// One edited body inside another.
#pragma once

#include "model/Edited.h"

namespace valet {

/// Inner, whose tokens are those of Range, replaces them in Outer. False: Outer does not have them in one piece.
bool splice(EditedBody &Outer, TokenRange Range, EditedBody Inner);

/// Puts Text behind a token. False: the body does not have it, or more than once.
bool insertBehind(EditedBody &Body, TokenIndex Token, std::string Text);

} // namespace valet
