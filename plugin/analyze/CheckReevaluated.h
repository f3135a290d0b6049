// An operand whose awaiter cannot be saved is evaluated again by a restore: what it uses must still be what it was.
#pragma once

#include "analyze/CheckLive.h"

namespace valet {

/// Refuses such operands that use up a temporary, which would be saved as the first evaluation left it.
std::vector<Refusal> checkReevaluatedOperands(const Coroutine &C, const IsPersistable &Persistable);

} // namespace valet
