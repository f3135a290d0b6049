// What the initialiser of a transient variable may use: a restore evaluates it before pointers, views and shared objects are set.
// Pure functions of the AST.
#pragma once

#include "clang/AST/ExprCXX.h"

namespace valet {

/// The first use of a local variable, or of a member of one, that holds a pointer, a view or an iterator. Null: there is none.
/// What a reference leads to is not looked into: it may be no part of the snapshot.
const clang::Expr *usesPointer(const clang::Stmt *Init);

} // namespace valet
