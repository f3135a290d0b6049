// At the end of the translation unit: is there a ser_ctx coroutine that nobody rewrote?
#pragma once

#include "model/Refusal.h"

#include "clang/AST/ASTContext.h"

#include <vector>

namespace valet {

std::vector<Refusal> findLeftovers(clang::ASTContext &AST);

} // namespace valet
