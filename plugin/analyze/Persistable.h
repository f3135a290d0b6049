// Asks the compiler whether valor::persistable<T> holds.
#pragma once

#include "clang/AST/Type.h"
#include "clang/Sema/Sema.h"

namespace valet {

/// False also when valor.h does not declare the concept. Not for dependent types.
bool isPersistable(clang::Sema &S, clang::QualType T, clang::SourceLocation Loc);

/// Which member of T stands in the way, as `order.client_.sock_: ...`: the value of valor::why_not_persistable<T>. "" if there is no such text.
std::string whyNotPersistable(clang::Sema &S, clang::QualType T, clang::SourceLocation Loc);

} // namespace valet
