// Goal: which operands an expression evaluates, and in which order: the one that C++17 fixes, else left to right.
// Invariant: an expression whose order is not known here gives false, and is refused.
#pragma once

#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace valet {

using OrderedOperands = llvm::SmallVector<const clang::Expr *, 8>;

/// Without operands that are evaluated conditionally, and default arguments.
bool evaluationOrder(const clang::Expr *E, OrderedOperands &Order);

} // namespace valet
