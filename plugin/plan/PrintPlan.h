// The plan as text, for `-fplugin-arg-valet-plan`: one line a point.
#pragma once

#include "model/FramePlan.h"

#include <string>

namespace valet {

std::string printPlan(const Coroutine &C, const FramePlan &P);

} // namespace valet
