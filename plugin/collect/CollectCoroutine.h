// AST of one coroutine and the tokens of its body -> Coroutine.
#pragma once

#include "collect/ValorAttributes.h"
#include "model/Coroutine.h"
#include "model/Refusal.h"

#include "clang/AST/Decl.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"

#include <set>
#include <vector>

namespace valet {

/// The model, the types it refers to by index, and what could not be put into it.
struct Collected {
  Coroutine Model;
  std::vector<clang::QualType> Types;
  std::vector<Refusal> Refusals;
  std::set<std::uint32_t> UsedLabels; // of those given
};

Collected collectCoroutine(clang::FunctionDecl *FD, llvm::ArrayRef<clang::Token> Tokens, const PointLabels &Labels);

/// Around the body of an instance of a function template, the template's I-th argument is known by this name.
std::string templateArgumentName(unsigned I);

/// Whether the canonical type is a specialisation of valor::ser_ctx.
bool isSerCtx(clang::QualType T);
/// Also, that valor.h was parsed with the plugin: ser_ctx has its rewritten form. True for dependent types.
bool isActiveSerCtx(clang::QualType T);

} // namespace valet
