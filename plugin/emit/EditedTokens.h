// The edited body as tokens for the parser, and as text for people.
#pragma once

#include "model/Edited.h"

#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/Token.h"

#include <string>
#include <vector>

namespace valet {

/// Original tokens keep their locations; generated ones are lexed from a scratch buffer and report at their anchor.
std::vector<clang::Token> toTokens(const EditedBody &E, const std::vector<clang::Token> &Original, clang::Preprocessor &PP);

/// The body laid out for reading: a statement a line, indented.
std::string toText(const std::vector<clang::Token> &Tokens, clang::Preprocessor &PP);

} // namespace valet
