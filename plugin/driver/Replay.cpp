// Goal: parse a body twice in the same Parser and Sema: once for its AST, once as edited.
// Debts: function-try-blocks are not handed to the hook as `{`; -fdelayed-template-parsing is not supported.
// This file is compiled with -fno-access-control: the parser has no public interface for any of this.
#include "driver/Replay.h"

#include "support/ClangCompat.h"

#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Parse/Parser.h"
#include "clang/Parse/RAIIObjectsForParser.h"
#include "clang/Sema/Scope.h"
#include "clang/Sema/ScopeInfo.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/SaveAndRestore.h"

#include <cstring>

using namespace clang;

namespace valet {

/// The parser registers itself as the preprocessor's code completion handler.
static Parser &parserOf(CompilerInstance &CI) { return *static_cast<Parser *>(CI.getPreprocessor().getCodeCompletionHandler()); }

Replay::Replay(CompilerInstance &CI) : CI(CI) {
  CI.getFrontendOpts().SkipFunctionBodies = true; // gives the hook; it always answers "do not skip"
}

void Replay::beginSecondPass() {
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  SecondPass = Warnings{Diags.getIgnoreAllWarnings(), Diags.getNumErrors()};
  Diags.setIgnoreAllWarnings(true);
}

void Replay::endSecondPass() {
  if (!SecondPass)
    return;
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  Diags.setIgnoreAllWarnings(SecondPass->WereIgnored);
  ErrorsInSecondPass |= Diags.getNumErrors() > SecondPass->Errors;
  SecondPass.reset();
}

/// Reinjected tokens are not watched: the first one that is, is what the parser reads after the body and the token behind it.
void Replay::watchForEnd() {
  if (!IsWatching)
    CI.getPreprocessor().setTokenWatcher([this](const Token &T) {
      endSecondPass();
      if (Watcher)
        Watcher(T);
    });
  IsWatching = true;
}

void Replay::wrapTryBlock() {
  Preprocessor &PP = CI.getPreprocessor();
  Parser &P = parserOf(CI);
  if (P.Tok.isNot(tok::kw_try))
    return;
  std::vector<Token> Tokens{P.Tok};
  auto Take = [&](tok::TokenKind Open, tok::TokenKind Close) {
    int Depth = 0;
    do {
      Token T = PP.LookAhead(static_cast<unsigned>(Tokens.size()) - 1);
      if (T.is(tok::eof))
        return false;
      Depth += T.is(Open) - T.is(Close);
      Tokens.push_back(T);
    } while (Depth || Tokens.back().isNot(Close));
    return true;
  };
  auto Next = [&] { return PP.LookAhead(static_cast<unsigned>(Tokens.size()) - 1); };
  if (Next().isNot(tok::l_brace) || !Take(tok::l_brace, tok::r_brace))
    return;
  while (Next().is(tok::kw_catch)) {
    Tokens.push_back(Next());
    if (!Take(tok::l_paren, tok::r_paren) || !Take(tok::l_brace, tok::r_brace))
      return;
  }
  for (std::size_t I = 1; I < Tokens.size(); ++I)
    PP.Lex(P.Tok); // they come again, in braces
  PP.Lex(P.Tok);
  auto Brace = [&PP](tok::TokenKind Kind, const Token &At) {
    Token T;
    T.startToken();
    T.setKind(Kind);
    PP.CreateString(tok::getPunctuatorSpelling(Kind), T, At.getLocation(), At.getLocation()); // a location of its own
    return T;
  };
  Token Open = Brace(tok::l_brace, Tokens.front()), Closing = Brace(tok::r_brace, Tokens.back());
  Tokens.insert(Tokens.begin(), Open);
  Tokens.push_back(Closing);
  enterTokens(std::move(Tokens));
}

void Replay::watch(std::function<void(const Token &)> Watcher) {
  this->Watcher = std::move(Watcher);
  watchForEnd();
}

bool Replay::atBrace() { return parserOf(CI).Tok.is(tok::l_brace); }

/// A literal out of a macro of a precompiled header knows its place, but not its text, which those who look at tokens want.
static void loadText(CompilerInstance &CI, Token &T) {
  if (!tok::isStringLiteral(T.getKind()) || T.getLiteralData() || T.needsCleaning())
    return;
  std::string Text = CI.getPreprocessor().getSpelling(T);
  char *Kept = static_cast<char *>(CI.getASTContext().Allocate(Text.size() + 1, 1));
  std::memcpy(Kept, Text.c_str(), Text.size() + 1);
  T.setLiteralData(Kept);
}

std::vector<Token> Replay::bodyTokens() {
  std::vector<Token> Tokens{parserOf(CI).Tok};
  int Depth = 1;
  for (unsigned N = 0; Depth; ++N) {
    Token T = CI.getPreprocessor().LookAhead(N);
    if (T.is(tok::eof))
      return {};
    Depth += T.is(tok::l_brace) - T.is(tok::r_brace);
    loadText(CI, T);
    Tokens.push_back(T);
  }
  return Tokens;
}

void Replay::exchangeBody(std::size_t Count, std::vector<Token> Tokens) {
  for (; Count; --Count)
    CI.getPreprocessor().Lex(parserOf(CI).Tok);
  enterTokens(std::move(Tokens));
}

/// ActOnStartOfFunctionDef adds the parameters to the function's chain of declarations: a second time makes the chain cyclic.
void Replay::dropDeclarations(FunctionDecl *FD, bool WithParameters) {
  std::vector<Decl *> Dropped;
  for (Decl *D : FD->decls())
    if (WithParameters || !isa<ParmVarDecl>(D))
      Dropped.push_back(D);
  for (Decl *D : Dropped) {
    FD->removeDecl(D);
    if (!isa<ParmVarDecl>(D)) // those come again
      Forgotten.insert(D);
  }
}

void Replay::nameParameters(FunctionDecl *FD) {
  ASTContext &AST = CI.getASTContext();
  for (ParmVarDecl *P : FD->parameters()) {
    if (P->getIdentifier())
      continue;
    P->setDeclName(&AST.Idents.get(parameterName(P->getFunctionScopeIndex())));
    P->addAttr(UnusedAttr::CreateImplicit(AST));
    if (FD->willHaveBody()) // the parser has opened the scope already
      CI.getSema().PushOnScopeChains(P, parserOf(CI).getCurScope(), /*AddToContext=*/false);
  }
}

bool Replay::parseBody(Decl *D, FunctionDecl *FD) {
  llvm::SaveAndRestore<bool> Guard(Busy, true);
  Parser &P = parserOf(CI);
  Sema &S = CI.getSema();
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  DiagnosticErrorTrap Trap(Diags);
  Parser::ParseScope BodyScope(&P, Scope::FnScope | Scope::DeclScope | Scope::CompoundStmtScope);
  DeclContext *Outer = S.CurContext;
  S.CurContext = FD->getLexicalParent();
  dropDeclarations(FD, true);
  bool Suppressed = Diags.getSuppressAllDiagnostics();
  Diags.setSuppressAllDiagnostics(true); // the parser itself started this definition already, with its diagnostics
  S.ActOnStartOfFunctionDef(P.getCurScope(), D, nullptr, Sema::FnBodyKind::Other);
  Diags.setSuppressAllDiagnostics(Suppressed);
  P.ParseFunctionStatementBody(D, BodyScope);
  S.CurContext = Outer;
  return !Trap.hasErrorOccurred();
}

void Replay::forgetBody(FunctionDecl *FD, bool WithParameters) {
  dropDeclarations(FD, WithParameters);
  compat::forgetMangleNumbers(CI.getASTContext(), FD);
  FD->setBody(nullptr);
  FD->setWillHaveBody(true);
}

void Replay::replaceBody(FunctionDecl *FD, std::vector<Token> Tokens) {
  forgetBody(FD, false);
  beginSecondPass();
  watchForEnd();
  enterTokens(std::move(Tokens));
}

void Replay::enterTokens(std::vector<Token> Tokens) {
  Parser &P = parserOf(CI);
  Tokens.push_back(P.Tok);
  auto Stream = std::make_unique<Token[]>(Tokens.size());
  std::copy(Tokens.begin(), Tokens.end(), Stream.get());
  CI.getPreprocessor().EnterTokenStream(std::move(Stream), Tokens.size(), /*DisableMacroExpansion=*/true, /*IsReinject=*/true);
  CI.getPreprocessor().Lex(P.Tok); // ConsumeAnyToken would disturb the brace counts
}

namespace {

/// Where the parser stands between brackets, which a body that is parsed out of its place must not change.
struct ParserPosition {
  Parser &P;
  decltype(P.ParenCount) Parens = P.ParenCount, Brackets = P.BracketCount, Braces = P.BraceCount;
  SourceLocation Previous = P.PrevTokLocation;
  unsigned Depth = P.TemplateParameterDepth;

  explicit ParserPosition(Parser &P) : P(P) { P.TemplateParameterDepth = 0; }
  ~ParserPosition() {
    P.ParenCount = Parens;
    P.BracketCount = Brackets;
    P.BraceCount = Braces;
    P.PrevTokLocation = Previous;
    P.TemplateParameterDepth = Depth;
  }
};

} // namespace

/// Without it, Sema looks for the function around the lambda: what returns is checked against that one's result.
static bool enterLambda(Sema &S, FunctionDecl *FD) {
  auto *Method = dyn_cast<CXXMethodDecl>(FD);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  sema::LambdaScopeInfo *Lambda = S.PushLambdaScope();
  Lambda->CallOperator = Method;
  Lambda->Lambda = Method->getParent();
  Lambda->ReturnType = Method->getReturnType();
  Lambda->HasImplicitReturnType = false;
  return true;
}

/// Whoever checks the constraints of an instance (a call of itself, in its body) gives its parameters the names of the template's again;
/// but ours have others, by which they are in scope.
struct WithoutConstraints {
  FunctionDecl *FD;
  TemplateSpecializationKind Kind = FD->getTemplateSpecializationKind();

  explicit WithoutConstraints(FunctionDecl *FD) : FD(FD) {
    if (Kind == TSK_ImplicitInstantiation)
      FD->setTemplateSpecializationKind(TSK_ExplicitSpecialization);
  }
  ~WithoutConstraints() {
    if (Kind == TSK_ImplicitInstantiation)
      FD->setTemplateSpecializationKind(Kind, FD->getPointOfInstantiation());
  }
};

/// How floating-point expressions were to be understood where FD's body stood (`#pragma float_control`, `FP_CONTRACT`).
static FPOptions floatingPointOf(const FunctionDecl *FD, const LangOptions &Language) {
  const Stmt *Body = FD->getBody();
  if (auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = Coroutine->getBody();
  auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  return Block ? Block->getStoredFPFeaturesOrDefault().applyOverrides(Language) : FPOptions(Language);
}

/// What ParseLateTemplatedFuncDef does, but for a function that is no template any more: names instead of template parameters.
bool Replay::parseSpecialization(FunctionDecl *FD, llvm::ArrayRef<NamedLevel> Levels, const std::vector<Token> &Tokens, bool Quietly) {
  llvm::SaveAndRestore<bool> Guard(Busy, true);
  Parser &P = parserOf(CI);
  Sema &S = CI.getSema();
  Sema::FPFeaturesStateRAII FloatingPoint(S);
  S.resetFPOptions(floatingPointOf(FD, CI.getLangOpts()));
  forgetBody(FD, true);
  ParserPosition Position(P);
  Scope *File = P.getCurScope();
  while (File->getParent())
    File = File->getParent();
  llvm::SaveAndRestore<Scope *> InFile(S.CurScope, File);
  DiagnosticErrorTrap Trap(CI.getDiagnostics());
  llvm::SaveAndRestore<bool> Quiet(CI.getDiagnostics().SuppressAllDiagnostics, Quietly || CI.getDiagnostics().SuppressAllDiagnostics);
  beginSecondPass();
  {
    Sema::ContextRAII Global(S, CI.getASTContext().getTranslationUnitDecl());
    Parser::MultiParseScope Scopes(P);
    for (const NamedLevel &Level : Levels) {
      Scopes.Enter(Scope::DeclScope);
      for (NamedDecl *Name : Level.Names)
        S.PushOnScopeChains(Name, P.getCurScope(), /*AddToContext=*/false);
      Scopes.Enter(Scope::DeclScope);
      if (Level.Inside)
        S.PushDeclContext(P.getCurScope(), Level.Inside);
    }
    enterTokens(Tokens);
    Parser::ParseScope Body(&P, Scope::FnScope | Scope::DeclScope | Scope::CompoundStmtScope);
    Sema::ContextRAII InFunction(S, FD->getLexicalParent());
    WithoutConstraints Unchecked(FD);
    S.ActOnStartOfFunctionDef(P.getCurScope(), FD);
    bool IsLambda = enterLambda(S, FD);
    P.ParseFunctionStatementBody(FD, Body);
    if (IsLambda)
      S.PopFunctionScopeInfo();
  }
  endSecondPass();
  return !Trap.hasErrorOccurred();
}

void Replay::reparseLate(Decl *D, FunctionDecl *FD, const std::vector<Token> &Tokens) {
  llvm::SaveAndRestore<bool> Guard(Busy, true);
  beginSecondPass();
  Parser &P = parserOf(CI);
  forgetBody(FD, true);
  ParserPosition Position(P);
  LateParsedTemplate Late;
  Late.Toks.append(Tokens.begin(), Tokens.end());
  Late.D = D;
  Late.FPO = CI.getSema().CurFPFeatures;
  P.ParseLateTemplatedFuncDef(Late);
  endSecondPass();
}

} // namespace valet
