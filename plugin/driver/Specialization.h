// An instance of a coroutine template as an ordinary function: what its template's names mean, and which tokens are its body.
#pragma once

#include "driver/Replay.h"
#include "emit/ExpandPacks.h"

#include "clang/AST/Decl.h"
#include "clang/Lex/Token.h"
#include "clang/Sema/Sema.h"

#include <string>
#include <vector>

namespace valet {

/// The scopes around FD's body, in which the parameters of its templates name their arguments. Problem: why there are none.
struct Surroundings {
  std::vector<NamedLevel> Levels;
  PackElements Packs; // with those of the function's parameters, which get a name each
  std::string Problem;
};
Surroundings surroundingsOf(clang::FunctionDecl *FD, clang::Sema &S);

/// What a body refers to outside itself, in order: the same for two parses of the same tokens that mean the same.
/// A declaration, or the type that is written at that place.
struct Meaning {
  const clang::Decl *Of = nullptr;
  std::string Type;
  friend bool operator==(const Meaning &, const Meaning &) = default;
};
std::vector<Meaning> referencesOf(const clang::FunctionDecl *FD);
/// The name of the first that differs; empty when none does.
std::string firstDifference(const std::vector<Meaning> &Meant, const std::vector<Meaning> &Found);

} // namespace valet
