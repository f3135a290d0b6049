// Lambda coroutines in the initialisers of variables at namespace scope: no hook is called at their `{`, so they are parsed again
// when the declaration around them is complete.
#pragma once

#include "driver/Replay.h"

#include "clang/AST/ExprCXX.h"

#include <vector>

namespace valet {

/// Those without captures, in D and in the namespaces in it; in source order.
std::vector<const clang::LambdaExpr *> globalLambdas(clang::Decl *D);

/// The expression keeps a pointer to the body of its function: to the new one from here on.
void renewBody(const clang::LambdaExpr *Lambda);

/// The scopes around such a function, outermost first.
std::vector<NamedLevel> scopesAround(clang::CXXMethodDecl *Function);

/// The tokens of the declaration that is being read, and a few before it: where the parser looked ahead.
class RecentTokens {
public:
  void see(const clang::Token &T) { All.push_back(T); }
  void declarationEnds();
  /// Those of the body that begins there; empty: they are not among them.
  std::vector<clang::Token> body(clang::SourceLocation OpenBrace) const;

private:
  std::vector<clang::Token> All;
};

} // namespace valet
