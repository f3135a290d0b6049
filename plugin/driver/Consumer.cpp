#include "driver/Consumer.h"

#include "collect/CollectCoroutine.h"
#include "collect/Discarded.h"
#include "collect/Lambdas.h"
#include "driver/CrashContext.h"
#include "driver/Leftovers.h"
#include "driver/Pipeline.h"
#include "driver/Specialization.h"
#include "emit/EditedTokens.h"
#include "support/ClangCompat.h"
#include "support/Report.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/PrettyStackTrace.h"

using namespace clang;

namespace valet {

Consumer::Consumer(CompilerInstance &CI, Options Opts)
    : CI(CI), Opts(Opts), Parser(CI), Printed(CI.getPreprocessor()) {
  Parser.watch([this](const Token &T) { see(T); });
  if (!Opts.Emit.empty())
    Printed.watchPreprocessor();
}

void Consumer::see(const Token &T) {
  const SourceManager &SM = CI.getSourceManager();
  if (T.isOneOf(tok::kw_co_await, tok::kw_co_yield, tok::kw_co_return))
    FilesWithCoroutines.insert(SM.getFileID(SM.getExpansionLoc(T.getLocation())));
  Recent.see(T);
  if (writes())
    Printed.see(T);
}

static Place placeOf(const FunctionDecl *FD) { return {FD->getLocation().getRawEncoding()}; }

static bool mayBeCoroutine(const std::vector<Token> &Tokens) {
  return llvm::any_of(
      Tokens, [](const Token &T) { return T.isOneOf(tok::kw_co_await, tok::kw_co_yield, tok::kw_co_return); });
}

/// Parsed twice, such a body would tell the compiler twice what holds for all that follows (`#pragma pack(push, 1)`).
static bool reachesOutside(const std::vector<Token> &Tokens) {
  return llvm::any_of(Tokens, [](const Token &T) { return T.isAnnotation() && !T.isOneOf(tok::annot_pragma_loop_hint, tok::annot_pragma_fp); });
}

/// Lambdas may be coroutines in any function; those of system headers are not ours.
bool Consumer::isWanted(const FunctionDecl *FD) const {
  return Opts.Identity || isActiveSerCtx(FD->getReturnType()) || !CI.getSourceManager().isInSystemHeader(FD->getLocation());
}

static bool isOurs(const FunctionDecl *FD) { return isActiveSerCtx(FD->getReturnType()) && !isSkipped(FD); }

bool Consumer::shouldSkipFunctionBody(Decl *D) {
  FunctionDecl *FD = D->getAsFunction();
  if (!Parser.busy() && FD && !Opts.Identity && !isa<CXXConstructorDecl>(FD) && isActiveSerCtx(FD->getReturnType()))
    Parser.wrapTryBlock();
  if (!Parser.busy() && FD && Parser.atBrace() && !Parser.atReplacedBody() && isWanted(FD))
    atBody(D, FD);
  return false;
}

void Consumer::atBody(Decl *D, FunctionDecl *FD) {
  Tokens Original = Parser.bodyTokens();
  if (Original.empty() || !(Opts.Identity || mayBeCoroutine(Original)))
    return;
  if (reachesOutside(Original)) { // findLeftovers refuses the coroutines in it that should be rewritten
    WithPragma.insert(FD);
    return;
  }
  CrashContext At(FD, Opts.Crash);
  std::size_t Count = Original.size();
  if (!Opts.Identity && takeLabels(Original))
    Parser.exchangeBody(Count, Original);
  if (!Opts.Identity && (isa<FunctionTemplateDecl>(D) || FD->isDependentContext())) {
    Patterns[FD] = std::move(Original); // an ordinary template; its instances are rewritten
    return;
  }
  if (!Opts.Identity && isOurs(FD))
    Parser.nameParameters(FD);
  if (!FD->willHaveBody()) { // defined in its class: Clang parses it when the class is complete
    InClass[FD] = std::move(Original);
    return;
  }
  At.enter("first pass");
  bool Valid = Parser.parseBody(D, FD);
  Tokens Result = Valid ? edited(FD, Original, At) : Tokens{Original.front(), Original.back()};
  At.enter("second pass");
  Parser.replaceBody(FD, std::move(Result));
}

/// The parser reads the body without the names of its points. True: there were some.
bool Consumer::takeLabels(Tokens &Original) {
  std::vector<Refusal> Refusals;
  bool AnyTaken = takePointLabels(Original, Labels, Refusals);
  for (const Refusal &Refused : Refusals)
    report(CI.getDiagnostics(), Refused);
  return AnyTaken;
}

/// Each name stands before a statement of a coroutine that is rewritten, or it is refused.
void Consumer::refuseUnused(const Rewritten &R, const Tokens &Original) {
  for (const Token &T : Original) {
    auto Label = Labels.find(T.getLocation().getRawEncoding());
    if (Label != Labels.end() && !R.UsedLabels.count(Label->first))
      report(CI.getDiagnostics(), {"point", "there is no statement of this coroutine with a co_await here", Label->second.Where, {}});
  }
}

void Consumer::HandleInlineFunctionDefinition(FunctionDecl *FD) {
  if (Parser.busy())
    return;
  auto It = InClass.find(FD);
  if (It == InClass.end())
    return;
  Tokens Original = std::move(It->second);
  InClass.erase(It);
  if (FD->isInvalidDecl() || !FD->hasBody() || CI.getDiagnostics().hasErrorOccurred())
    return;
  CrashContext At(FD, Opts.Crash);
  Tokens Result = edited(FD, Original, At);
  At.enter("second pass");
  Parser.reparseLate(FD, FD, Result);
}

bool Consumer::HandleTopLevelDecl(DeclGroupRef Group) {
  if (Parser.busy())
    return true;
  bool WasRead = false; // else it is an instance, or precompiled: it can come in the middle of what the parser reads
  for (Decl *D : Group) {
    auto *FD = dyn_cast<FunctionDecl>(D);
    bool IsInstance = FD && FD->isTemplateInstantiation(), IsRead = !IsInstance && !D->isFromASTFile();
    WasRead |= IsRead;
    if (Opts.Identity || CI.getDiagnostics().hasErrorOccurred())
      continue;
    if (IsInstance)
      atInstance(FD);
    else if (IsRead)
      atDeclaration(D);
  }
  if (WasRead)
    Recent.declarationEnds();
  return true;
}

void Consumer::atDeclaration(Decl *D) {
  const SourceManager &SM = CI.getSourceManager();
  SourceLocation Begin = D->getBeginLoc(); // an unnamed namespace has no other
  if (Begin.isInvalid() || !FilesWithCoroutines.contains(SM.getFileID(SM.getExpansionLoc(Begin))))
    return;
  for (const LambdaExpr *Lambda : globalLambdas(D))
    atGlobalLambda(Lambda);
}

/// Clang has parsed it where it stands. Parsed again, as a member of its closure, its names must mean the same.
void Consumer::atGlobalLambda(const LambdaExpr *Lambda) {
  CXXMethodDecl *Function = Lambda->getCallOperator();
  Tokens Original = Recent.body(Function->getBody()->getBeginLoc());
  if (Original.empty() || isSkipped(Function))
    return; // findLeftovers refuses it
  CrashContext At(Function, Opts.Crash);
  takeLabels(Original);
  auto Refuse = [&](std::string Why) { report(CI.getDiagnostics(), {"unsupported-function", std::move(Why), placeOf(Function), {}}); };
  std::vector<NamedLevel> Scopes = scopesAround(Function);
  At.enter("first pass");
  std::vector<Meaning> Meant = referencesOf(Function);
  if (!Parser.parseSpecialization(Function, Scopes, Original, /*Quietly=*/true) || Function->isInvalidDecl())
    return Refuse("a lambda whose body is valid in its place only");
  if (std::string Other = firstDifference(Meant, referencesOf(Function)); !Other.empty())
    return Refuse("a lambda in which a name means something else at the end of the namespace ('" + Other + "')");
  Tokens Result = edited(Function, Original, At);
  At.enter("second pass");
  Parser.parseSpecialization(Function, Scopes, Result, /*Quietly=*/false);
  renewBody(Lambda);
}

/// Clang has made the instance. Its tokens are parsed as those of an ordinary function, and from there on it is one.
void Consumer::atInstance(FunctionDecl *FD) {
  auto Pattern = Patterns.find(FD->getTemplateInstantiationPattern());
  bool IsCoroutine = isa_and_nonnull<CoroutineBodyStmt>(FD->getBody()) && isActiveSerCtx(FD->getReturnType());
  if (const FunctionDecl *From = FD->getTemplateInstantiationPattern(); From && From->isFromASTFile() && !From->isInStdNamespace())
    OfPrecompiled.push_back(FD);
  if (Pattern == Patterns.end() || !FD->getBody() || (!IsCoroutine && lambdaCoroutines(FD, {}).empty()))
    return;
  CrashContext At(FD, Opts.Crash);
  At.enter("instance");
  if (isForForgotten(FD, Parser.forgotten())) { // made for a class of a first pass: the second has one of its own
    Parser.parseSpecialization(FD, {}, {Pattern->second.front(), Pattern->second.back()}, /*Quietly=*/true);
    return;
  }
  auto Refuse = [&](std::string Why) { report(CI.getDiagnostics(), {"unsupported-template", std::move(Why), placeOf(FD), {}}); };
  Surroundings Around = surroundingsOf(FD, CI.getSema());
  std::optional<Tokens> Original = withoutDiscarded(Pattern->first, FD, Pattern->second);
  if (Original)
    Original = expandPacks(Pattern->first, *Original, Around.Packs, CI.getPreprocessor());
  if (!Around.Problem.empty() || !Original)
    return Refuse(Original ? Around.Problem : "an 'if constexpr' or a pack that cannot be resolved");
  if (isOurs(FD))
    Parser.nameParameters(FD);
  At.enter("first pass");
  std::vector<Meaning> Meant = referencesOf(FD);
  if (!Parser.parseSpecialization(FD, Around.Levels, *Original, /*Quietly=*/true))
    return Refuse("a body that is valid inside of a template only");
  if (std::string Other = firstDifference(Meant, referencesOf(FD)); !Other.empty())
    return Refuse("a name that means something else when it is looked up outside of the template ('" + Other + "')");
  Tokens Result = edited(FD, *Original, At);
  At.enter("second pass");
  Parser.parseSpecialization(FD, Around.Levels, Result, /*Quietly=*/false);
}

Consumer::Tokens Consumer::edited(FunctionDecl *FD, const Tokens &Original, CrashContext &At) {
  std::optional<Rewritten> R = Opts.Identity ? std::nullopt : rewrite(FD, Original, Labels, CI.getSema(), At);
  if (!R)
    return Original;
  for (const Refusal &Refused : R->Refusals)
    report(CI.getDiagnostics(), Refused);
  if (!Opts.Emit.empty())
    if (std::string Why = FD->isTemplateInstantiation() ? "it is an instance of a template" : Printed.obstacle(Original); !Why.empty())
      report(CI.getDiagnostics(), {"not-emitted", Why, placeOf(FD), {}});
  if (!R->Refusals.empty())
    return {Original.front(), Original.back()};
  if (!isSkipped(FD))
    refuseUnused(*R, Original);
  At.enter("tokens");
  Tokens Result = toTokens(R->Body, Original, CI.getPreprocessor());
  show(FD, *R, Original, Result);
  return Result;
}

void Consumer::show(const FunctionDecl *FD, const Rewritten &R, const Tokens &Original, const Tokens &Result) {
  if (Opts.Plan)
    llvm::outs() << R.Plan;
  if (!writes())
    return;
  if (FD->isTemplateInstantiation())
    return Printed.addInstance(R.Name, Result);
  for (unsigned I = 0; I < FD->getNumParams(); ++I)
    if (const ParmVarDecl *P = FD->getParamDecl(I); P->getIdentifier() && P->getName() == Replay::parameterName(I))
      Printed.nameParameter(P->getLocation(), P->getName().str());
  Printed.replace(Original, Result);
}

void Consumer::writeEmitted() {
  for (const HiddenEffect &Lost : Printed.lost())
    report(CI.getDiagnostics(), {"not-emitted", "what follows depends on " + Lost.What + " in its body or its macro", {Lost.Where.getRawEncoding()}, {}});
  if (CI.getDiagnostics().hasErrorOccurred())
    return;
  std::unique_ptr<llvm::raw_pwrite_stream> Out = CI.createOutputFile(Opts.Emit, /*Binary=*/false, /*RemoveFileOnSignal=*/true, /*UseTemporary=*/true);
  if (Out) // else Clang has said why; it also takes the file back when an error comes later
    *Out << Printed.emit();
}

void Consumer::HandleTranslationUnit(ASTContext &AST) {
  bool ErrorsInRewritten = Parser.finish();
  llvm::PrettyStackTraceString At("valet: phase 'leftovers', behind all coroutines. This is a defect of Valor: please report it");
  if (!CI.getDiagnostics().hasErrorOccurred())
    for (const Refusal &Left : findLeftovers(AST, FilesWithCoroutines, OfPrecompiled, WithPragma))
      report(CI.getDiagnostics(), Left);
  if (ErrorsInRewritten)
    CI.getDiagnostics().Report(
        compat::customDiagnostic(CI.getDiagnostics(), DiagnosticsEngine::Note,
                                 "an error above arose in text that the Valor plugin generated; -fplugin-arg-valet-print shows it. If your "
                                 "code is not the cause, please report it"));
  if (Opts.Print)
    llvm::outs() << Printed.print();
  if (!Opts.Emit.empty() && !CI.getDiagnostics().hasErrorOccurred())
    writeEmitted();
  llvm::outs().flush();
}

} // namespace valet
