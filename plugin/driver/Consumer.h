// Meets each body as Clang reaches it, and sends those of ser_ctx coroutines through the pipeline.
#pragma once

#include "collect/ValorAttributes.h"
#include "driver/GlobalLambdas.h"
#include "driver/Options.h"
#include "driver/PrintedFile.h"
#include "driver/Replay.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/DenseMap.h"

#include <vector>

namespace valet {

class CrashContext;
struct Rewritten;

class Consumer : public clang::ASTConsumer {
public:
  Consumer(clang::CompilerInstance &CI, Options Opts);

  /// Called at the `{` of a body. Always answers false: it is only the place to stand.
  bool shouldSkipFunctionBody(clang::Decl *D) override;
  /// Called when an in-class body was parsed, its class being complete.
  void HandleInlineFunctionDefinition(clang::FunctionDecl *FD) override;
  /// Called for each instance of a function template, too, before code is generated for it.
  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
  void HandleTranslationUnit(clang::ASTContext &AST) override;

private:
  using Tokens = std::vector<clang::Token>;

  void see(const clang::Token &T);
  bool isWanted(const clang::FunctionDecl *FD) const;
  void atBody(clang::Decl *D, clang::FunctionDecl *FD);
  void atInstance(clang::FunctionDecl *FD);
  void atDeclaration(clang::Decl *D);
  void atGlobalLambda(const clang::LambdaExpr *Lambda);
  bool takeLabels(Tokens &Original);
  void refuseUnused(const Rewritten &R, const Tokens &Original);
  /// The tokens to parse instead of Original; reports refusals. With errors: an empty body.
  Tokens edited(clang::FunctionDecl *FD, const Tokens &Original, CrashContext &At);
  bool writes() const { return Opts.Print || !Opts.Emit.empty(); }
  void writeEmitted();
  void show(const clang::FunctionDecl *FD, const Rewritten &R, const Tokens &Original, const Tokens &Result);

  clang::CompilerInstance &CI;
  Options Opts;
  Replay Parser;
  PrintedFile Printed;
  RecentTokens Recent;
  llvm::DenseSet<clang::FileID> FilesWithCoroutines;
  std::vector<clang::FunctionDecl *> OfPrecompiled; // instances of templates whose tokens are not known
  llvm::DenseSet<const clang::FunctionDecl *> WithPragma; // bodies that are not parsed twice
  PointLabels Labels; // of all bodies so far
  llvm::DenseMap<clang::FunctionDecl *, Tokens> InClass; // bodies whose class is not complete yet
  llvm::DenseMap<const clang::FunctionDecl *, Tokens> Patterns; // bodies of templates
};

} // namespace valet
