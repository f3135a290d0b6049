// What the parts of collect/ share: the tokens, the table of types, the refusals so far.
#pragma once

#include "collect/CollectCoroutine.h"
#include "collect/TokenMap.h"
#include "collect/Uses.h"

#include "clang/AST/ASTContext.h"

#include <optional>
#include <set>
#include <string>

namespace valet {

class CollectContext {
public:
  CollectContext(clang::ASTContext &AST, TokenMap Map, const PointLabels &Labels, Collected &Out)
      : AST(AST), Map(std::move(Map)), Labels(Labels), Out(Out) {}

  static Place place(clang::SourceLocation Loc) { return {Loc.getRawEncoding()}; }

  /// Records a refusal; one construct is refused once.
  void refuse(std::string Diagnostic, clang::SourceLocation Loc, std::string Detail = "");

  TypeIndex addType(clang::QualType T);
  /// The type as source code: canonical, qualified, without inline namespaces.
  std::string typeText(clang::QualType T) const;
  clang::PrintingPolicy typePolicy() const;

  /// The statement that begins at Loc may have a name for its one point.
  void namePoint(clang::SourceLocation Loc, PointRange Points);

  /// `__func__`: in the closures of generated text it would mean another one.
  void nameFunction(const clang::PredefinedExpr *E);

  PointNumber newPoint() { return ++Out.Model.PointCount; }
  std::uint32_t newTemporary() { return ++Temporaries; }
  std::uint32_t newSwitch() { return ++Switches; }
  std::uint32_t newRange() { return ++Ranges; }
  std::uint32_t newBinding() { return ++Bindings; }
  std::uint32_t newArray() { return ++Arrays; }
  std::uint32_t newClosure() { return ++Closures; }

  clang::ASTContext &AST;
  TokenMap Map;
  std::optional<UsesOfVariables> Variables; // of the body

private:
  const PointLabels &Labels;
  Collected &Out;
  std::set<std::pair<std::string, unsigned>> Refused;
  std::uint32_t Temporaries = 0;
  std::uint32_t Switches = 0;
  std::uint32_t Ranges = 0;
  std::uint32_t Bindings = 0;
  std::uint32_t Arrays = 0;
  std::uint32_t Closures = 0;
};

/// Whether an await of this coroutine stands in S (nested lambdas are not part of it).
bool containsAwait(const clang::Stmt *S);

/// The steps of a full-expression whose tokens are Range. Numbers its points in the order of evaluation.
Expression linearize(CollectContext &Ctx, const clang::Expr *E, TokenRange Range);

/// Generated text evaluates E in a closure: what asks for the name of the function around it is refused.
void refuseSourceLocation(CollectContext &Ctx, const clang::Expr *E);

/// The statement that is the body.
Statement collectBody(CollectContext &Ctx, const clang::CompoundStmt *Body);

/// What is evaluated by E again is the same object: the name of an object, or a part of it.
bool namesObject(const CollectContext &Ctx, const clang::Expr *E);

/// A declaration statement; Range with its `;`.
Statement collectDeclaration(CollectContext &Ctx, const clang::DeclStmt *S, TokenRange Range);

} // namespace valet
