// The tokens of a body with the packs of its templates written out, one element after the other.
#pragma once

#include "clang/AST/Decl.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/Token.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace valet {

/// By the name of a pack: the names of its elements.
using PackElements = std::map<std::string, std::vector<std::string>>;

/// Pattern: the template's definition, whose body these tokens are. Nothing: an expansion cannot be placed in them.
std::optional<std::vector<clang::Token>> expandPacks(const clang::FunctionDecl *Pattern, const std::vector<clang::Token> &Tokens,
                                                     const PackElements &Packs, clang::Preprocessor &PP);

} // namespace valet
