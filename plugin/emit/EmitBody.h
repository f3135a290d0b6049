// Coroutine + FramePlan -> the rewritten body.
#pragma once

#include "model/Edited.h"
#include "model/FramePlan.h"

namespace valet {

EditedBody emitBody(const Coroutine &C, const FramePlan &P);

} // namespace valet
