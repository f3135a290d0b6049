// FramePlan -> refusals of the variables that are live across a point and cannot be saved.
#pragma once

#include "model/FramePlan.h"
#include "model/Refusal.h"

#include <functional>
#include <string>
#include <vector>

namespace valet {

/// What of a type that is not persistable stands in the way, with the path of members that leads there; "" if that is not known.
using WhyNotPersistable = std::function<std::string(TypeIndex)>;

std::vector<Refusal> checkLiveVariables(const Coroutine &C, const FramePlan &P, const IsPersistable &Persistable,
                                        const WhyNotPersistable &WhyNot);

} // namespace valet
