// Objects that know where they stand. Generated text returns what an initialiser makes from a function; an object that is returned
// in registers stands somewhere else than where its constructor ran, and an address that this noted leads to nothing.
// Pure functions of the AST. What cannot be seen counts as noted.
#pragma once

#include "clang/AST/ExprCXX.h"

namespace valet {

/// Init makes an object of type T that knows where it stands, and that a function returns in registers: generated text would move it.
bool keepsItsAddress(clang::QualType T, const clang::Expr *Init);

} // namespace valet
