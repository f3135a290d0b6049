// Lambdas in a body that are coroutines of their own.
#pragma once

#include "model/Coroutine.h"

#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Token.h"

#include <vector>

namespace valet {

struct LambdaCoroutine {
  clang::CXXMethodDecl *Function = nullptr;
  TokenRange Body; // in the tokens of the outer body; empty: it is not among them
  TokenIndex Introducer = 0; // `[`, or the default behind it
  bool HasCaptures = false;
  bool HasDefault = false;
};

/// Those of FD's body that return an active ser_ctx; not those inside of one of them.
std::vector<LambdaCoroutine> lambdaCoroutines(const clang::FunctionDecl *FD, const std::vector<clang::Token> &Tokens);

/// No capture, nor a default for them: another closure of this type is as good.
bool isMadeAgain(const clang::CXXRecordDecl *Closure);

/// From 1, in source order, in the function around it; 0: in none.
unsigned lambdaNumber(const clang::CXXRecordDecl *Closure);

} // namespace valet
