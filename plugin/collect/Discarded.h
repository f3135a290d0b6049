// The tokens of a template's body that an instance of it has: without what `if constexpr` discards.
#pragma once

#include "clang/AST/Decl.h"
#include "clang/Lex/Token.h"

#include <optional>
#include <vector>

namespace valet {

/// Pattern: the template's definition; Instance: an instance with its body. Nothing: a condition cannot be placed.
std::optional<std::vector<clang::Token>> withoutDiscarded(const clang::FunctionDecl *Pattern, const clang::FunctionDecl *Instance,
                                                          const std::vector<clang::Token> &Tokens);

} // namespace valet
