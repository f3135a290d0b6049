// FramePlan -> refusals of the variables that are live across a point and cannot be saved.
#pragma once

#include "model/FramePlan.h"
#include "model/Refusal.h"

#include <functional>
#include <vector>

namespace valet {

/// Whether values of the type can be saved; asked for each live variable that is held by value.
using IsPersistable = std::function<bool(TypeIndex)>;

std::vector<Refusal> checkLiveVariables(const Coroutine &C, const FramePlan &P, const IsPersistable &Persistable);

} // namespace valet
