// Lambdas in a body that are coroutines of their own.
#pragma once

#include "model/Coroutine.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Token.h"

#include <string>
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

/// Those in an expression outside of functions.
std::vector<const clang::LambdaExpr *> lambdaCoroutinesIn(const clang::Expr *Init);

/// No capture, nor a default for them: another closure of this type is as good.
bool isMadeAgain(const clang::CXXRecordDecl *Closure);

/// A closure of the text that was written for a rewritten body (support/GeneratedText).
bool isGenerated(const clang::CXXRecordDecl *Class);

/// `lambda 2`: numbered from 1, in source order, in the function around it, or in the initialiser of a variable: `name::lambda 1`.
std::string lambdaName(const clang::CXXRecordDecl *Closure);

} // namespace valet
