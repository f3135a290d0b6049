// Coroutine -> FramePlan: for each suspension point the variables that are in scope there, in the order of their declarations.
#pragma once

#include "model/FramePlan.h"

namespace valet {

/// Persistable is asked for variables that nothing looks at any more.
FramePlan planFrame(const Coroutine &C, const IsPersistable &Persistable);

/// The name of the saved value that a rewritten switch dispatches on.
std::string switchValueName(const Statement &S);
/// The names of what a rewritten range-based for keeps: its range, and the position in it.
std::string rangeName(const Statement &S);
std::string positionName(const Statement &S);
std::string endName(const Statement &S);
/// The name of the object that holds an array.
std::string arrayName(const Declarator &D);
/// The name of the slot of a temporary.
std::string captureName(const Declarator &D, const Capture &C);
std::string temporaryName(const Step &S);

} // namespace valet
