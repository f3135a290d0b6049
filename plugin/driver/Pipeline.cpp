#include "driver/Pipeline.h"

#include "analyze/CheckLive.h"
#include "analyze/CheckReevaluated.h"
#include "analyze/Persistable.h"
#include "collect/CollectCoroutine.h"
#include "emit/EmitBody.h"
#include "emit/Spelling.h"
#include "plan/PlanFrame.h"
#include "plan/PrintPlan.h"
#include "plan/Verify.h"

using namespace clang;

namespace valet {

static Refusal internalError(const Coroutine &C, std::string What) { return {"internal", std::move(What), C.Where, {}}; }

Rewritten rewrite(FunctionDecl *FD, const std::vector<Token> &Tokens, Sema &S) {
  Rewritten Out;
  Collected Found = collectCoroutine(FD, Tokens);
  if (!Found.Refusals.empty()) {
    Out.Refusals = std::move(Found.Refusals);
    return Out;
  }
  const Coroutine &C = Found.Model;
  FramePlan Plan = planFrame(C);
  Out.Plan = printPlan(C, Plan);
  IsPersistable Persistable = [&](TypeIndex I) { return isPersistable(S, Found.Types[I], FD->getLocation()); };
  Out.Refusals = checkLiveVariables(C, Plan, Persistable);
  for (Refusal &R : checkReevaluatedOperands(C, Persistable))
    Out.Refusals.push_back(std::move(R));
  if (!Out.Refusals.empty())
    return Out;
  std::string Wrong = verifyPlan(C, Plan);
  if (Wrong.empty()) {
    Out.Body = emitBody(C, Plan);
    Wrong = verifyEdited(C, Out.Body);
  }
  if (!Wrong.empty())
    Out.Refusals.push_back(internalError(C, Wrong));
  return Out;
}

Rewritten rewriteSkipped(FunctionDecl *FD, const std::vector<Token> &Tokens) {
  Rewritten Out;
  Out.Plan = "skipped " + FD->getQualifiedNameAsString() + "\n";
  for (TokenIndex I = 0; I < Tokens.size(); ++I) {
    Out.Body.Pieces.push_back(OriginalToken{I});
    if (I == 0)
      Out.Body.Pieces.push_back(GeneratedText{spelling::skippedPrologue(FD->getQualifiedNameAsString()), 0});
  }
  return Out;
}

} // namespace valet
