// The order of the phases: the only file that states it.
#pragma once

#include "collect/ValorAttributes.h"
#include "driver/CrashContext.h"
#include "model/Edited.h"
#include "model/Refusal.h"

#include "clang/AST/Decl.h"
#include "clang/Lex/Token.h"
#include "clang/Sema/Sema.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace valet {

struct Rewritten {
  std::vector<Refusal> Refusals; // not empty: the coroutine is left out
  EditedBody Body;
  std::string Plan; // printed
  std::string Name; // by which snapshots know it
  std::set<std::uint32_t> UsedLabels; // of those given
};

/// The body of a function and those of the lambdas in it: tokens and AST -> Coroutine -> { Refusal | FramePlan } -> verified ->
/// edited body -> verified. Nothing: neither the function nor a lambda in it is a coroutine of ours.
std::optional<Rewritten> rewrite(clang::FunctionDecl *FD, const std::vector<clang::Token> &Tokens, const PointLabels &Labels, clang::Sema &S,
                                 CrashContext &At);

/// Marked `[[valor::skip]]`: left alone, but for the answer that it cannot be saved.
bool isSkipped(const clang::FunctionDecl *FD);

} // namespace valet
