// The check that stands between plan and text: a plan or an edited body that breaks an invariant never reaches the compiler.
#pragma once

#include "model/Edited.h"
#include "model/FramePlan.h"

#include <string>

namespace valet {

/// What is wrong with the plan; empty: nothing. Each point is planned, and the variables of a point that a later point shares keep
/// their order.
std::string verifyPlan(const Coroutine &C, const FramePlan &P);

/// What is wrong with the edited body; empty: nothing. What is evaluated or declared is there once (specifiers may repeat), every
/// point suspends, is asked and is awaited once, brackets balance.
std::string verifyEdited(const Coroutine &C, const EditedBody &E);

} // namespace valet
