#include "driver/Pipeline.h"

#include "analyze/CheckLive.h"
#include "analyze/CheckReevaluated.h"
#include "analyze/Persistable.h"
#include "collect/CollectCoroutine.h"
#include "collect/Lambdas.h"
#include "emit/EmitBody.h"
#include "emit/Splice.h"
#include "emit/Spelling.h"
#include "plan/PlanFrame.h"
#include "plan/PrintPlan.h"
#include "plan/Verify.h"

#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace valet {

static Refusal internalError(const Coroutine &C, std::string What) { return {"internal", std::move(What), C.Where, {}}; }

static Rewritten rewriteCoroutine(FunctionDecl *FD, const std::vector<Token> &Tokens, const PointLabels &Labels, Sema &S, CrashContext &At) {
  Rewritten Out;
  At.enter("collect");
  Collected Found = collectCoroutine(FD, Tokens, Labels);
  Out.UsedLabels = std::move(Found.UsedLabels);
  if (!Found.Refusals.empty()) {
    Out.Refusals = std::move(Found.Refusals);
    return Out;
  }
  const Coroutine &C = Found.Model;
  IsPersistable Persistable = [&](TypeIndex I) { return isPersistable(S, Found.Types[I], FD->getLocation()); };
  WhyNotPersistable WhyNot = [&](TypeIndex I) { return whyNotPersistable(S, Found.Types[I], FD->getLocation()); };
  At.enter("plan");
  FramePlan Plan = planFrame(C, Persistable);
  Out.Plan = printPlan(C, Plan);
  Out.Name = C.Key;
  At.enter("analyze");
  Out.Refusals = checkLiveVariables(C, Plan, Persistable, WhyNot);
  for (Refusal &R : checkReevaluatedOperands(C, Persistable))
    Out.Refusals.push_back(std::move(R));
  if (!Out.Refusals.empty())
    return Out;
  At.enter("verify");
  std::string Wrong = verifyPlan(C, Plan);
  if (Wrong.empty()) {
    At.enter("emit");
    Out.Body = emitBody(C, Plan);
    Wrong = verifyEdited(C, Out.Body);
  }
  if (!Wrong.empty())
    Out.Refusals.push_back(internalError(C, Wrong));
  return Out;
}

static EditedBody untouched(const std::vector<Token> &Tokens) {
  EditedBody Body;
  for (TokenIndex I = 0; I < Tokens.size(); ++I)
    Body.Pieces.push_back(OriginalToken{I});
  return Body;
}

static Rewritten rewriteSkipped(FunctionDecl *FD, const std::vector<Token> &Tokens) {
  Rewritten Out;
  Out.Plan = "skipped " + FD->getQualifiedNameAsString() + "\n";
  Out.Body = untouched(Tokens);
  Out.Body.Pieces.insert(Out.Body.Pieces.begin() + 1, GeneratedText{spelling::skippedPrologue(FD->getQualifiedNameAsString()), 0});
  return Out;
}

bool isSkipped(const FunctionDecl *FD) {
  return llvm::any_of(FD->specific_attrs<AnnotateAttr>(), [](const AnnotateAttr *A) { return A->getAnnotation() == "valor::skip"; });
}

/// What was made of a lambda takes the place of its body in what was made of the function around it.
static void put(Rewritten Inner, const LambdaCoroutine &Lambda, Rewritten &Out) {
  Out.Plan += Inner.Plan;
  Out.UsedLabels.merge(Inner.UsedLabels);
  for (Refusal &R : Inner.Refusals)
    Out.Refusals.push_back(std::move(R));
  if (!Out.Refusals.empty())
    return;
  bool Anchored = !Lambda.HasCaptures || isSkipped(Lambda.Function) ||
                  insertBehind(Out.Body, Lambda.Introducer, spelling::anchor(Lambda.HasDefault));
  if (!Anchored || !splice(Out.Body, Lambda.Body, std::move(Inner.Body)))
    Out.Refusals.push_back({"unsupported-function", "a lambda in this place", {Lambda.Function->getLocation().getRawEncoding()}, {}});
}

std::optional<Rewritten> rewrite(FunctionDecl *FD, const std::vector<Token> &Tokens, const PointLabels &Labels, Sema &S, CrashContext &At) {
  bool IsOurs = isa_and_nonnull<CoroutineBodyStmt>(FD->getBody()) && isActiveSerCtx(FD->getReturnType());
  std::vector<LambdaCoroutine> Lambdas = lambdaCoroutines(FD, Tokens);
  if (!IsOurs && Lambdas.empty())
    return std::nullopt;
  Rewritten Out;
  if (!IsOurs)
    Out.Body = untouched(Tokens);
  else
    Out = isSkipped(FD) ? rewriteSkipped(FD, Tokens) : rewriteCoroutine(FD, Tokens, Labels, S, At);
  for (const LambdaCoroutine &L : Lambdas) {
    std::vector<Token> Body(Tokens.begin() + L.Body.Begin, Tokens.begin() + L.Body.End);
    CrashContext AtLambda(L.Function, At.crashIn());
    put(Body.empty() ? Rewritten() : *rewrite(L.Function, Body, Labels, S, AtLambda), L, Out);
  }
  dropAttributes(Out.Body, Tokens); // now that each lambda has found its place
  return Out;
}

} // namespace valet
