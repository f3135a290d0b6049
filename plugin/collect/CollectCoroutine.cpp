// Goal: everything the later phases need to know about one coroutine function.
// Debts: generic lambdas and explicit object parameters are refused. (The range of a call on such an object does not begin at the object.)
#include "collect/Context.h"
#include "collect/DeadForm.h"
#include "collect/Lambdas.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace valet {

bool isSerCtx(QualType T) {
  if (T.isNull())
    return false;
  const TemplateDecl *Template = nullptr;
  if (auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl()))
    Template = Spec->getSpecializedTemplate();
  else if (auto *Dependent = T->getAs<TemplateSpecializationType>())
    Template = Dependent->getTemplateName().getAsTemplateDecl();
  if (!Template || !Template->getIdentifier() || !Template->getName().starts_with("ser_ctx"))
    return false;
  auto *Space = dyn_cast<NamespaceDecl>(Template->getDeclContext());
  return Space && Space->getIdentifier() && Space->getName() == "valor" && Template->getName() == "ser_ctx" &&
         Space->getParent()->isTranslationUnit();
}

bool isActiveSerCtx(QualType T) {
  if (!isSerCtx(T))
    return false;
  auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!Spec || Spec->getTemplateArgs().size() < 2)
    return true;
  const TemplateArgument &Rewritten = Spec->getTemplateArgs()[1];
  return Rewritten.getKind() != TemplateArgument::Integral || Rewritten.getAsIntegral().getBoolValue();
}

void CollectContext::refuse(std::string Diagnostic, SourceLocation Loc, std::string Detail) {
  if (Refused.insert({Diagnostic, Loc.getRawEncoding()}).second)
    Out.Refusals.push_back({std::move(Diagnostic), std::move(Detail), place(Loc), {}});
}

void CollectContext::namePoint(SourceLocation Loc, PointRange Points) {
  auto Label = Labels.find(Loc.getRawEncoding());
  if (Label == Labels.end() || !Out.UsedLabels.insert(Label->first).second)
    return;
  const std::string &Name = Label->second.Name;
  SourceLocation At = SourceLocation::getFromRawEncoding(Label->second.Where.Raw);
  bool IsTaken = llvm::any_of(Out.Model.PointNames, [&](const auto &Named) { return Named.second == Name; });
  if (Points.empty() || Points.First != Points.Last)
    refuse("point", At, "the statement has to have exactly one co_await");
  else if (IsTaken)
    refuse("point", At, "another one in this coroutine is named '" + Name + "'");
  Out.Model.PointNames[Points.First] = Name;
}

void CollectContext::nameFunction(const PredefinedExpr *E) {
  if (auto Token = Map.find(E->getLocation()); Token && E->getFunctionName())
    Out.Model.FunctionNames[*Token] = E->getFunctionName()->getString().str();
}

TypeIndex CollectContext::addType(QualType T) {
  Out.Types.push_back(T);
  return static_cast<TypeIndex>(Out.Types.size() - 1);
}

PrintingPolicy CollectContext::typePolicy() const {
  PrintingPolicy Policy(AST.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.SuppressUnwrittenScope = true;
  Policy.FullyQualifiedName = true;
  Policy.AnonymousTagLocations = false; // keys and fingerprints do not depend on where a file is
  Policy.Bool = true;
  return Policy;
}

std::string CollectContext::typeText(QualType T) const { return T.getCanonicalType().getAsString(typePolicy()); }

std::string templateArgumentName(unsigned I) { return "__vT" + std::to_string(I); }

namespace {

class CoroutineCollector {
public:
  CoroutineCollector(FunctionDecl *FD, llvm::ArrayRef<Token> Tokens, const PointLabels &Labels)
      : FD(FD), Ctx(FD->getASTContext(), TokenMap(Tokens), Labels, Out), Annotated(hasAnnotation(Tokens)) {}

  Collected run() {
    Coroutine &C = Out.Model;
    C.Where = CollectContext::place(FD->getLocation());
    C.ResultType = Ctx.typeText(FD->getReturnType());
    function(C);
    for (const ParmVarDecl *P : FD->parameters())
      parameter(P);
    C.Key = key();
    if (!Out.Refusals.empty())
      return std::move(Out);
    const Stmt *Body = FD->getBody();
    if (auto *Coroutine = dyn_cast<CoroutineBodyStmt>(Body))
      Body = Coroutine->getBody();
    auto *Block = dyn_cast<CompoundStmt>(Body);
    if (!Block || Annotated)
      Ctx.refuse("unsupported-function", FD->getLocation(), Annotated ? "a pragma in its body" : "a function-try-block");
    else
      C.Body = collectBody(Ctx, Block);
    if (Ctx.Variables)
      for (unsigned I = 0, First = C.Parameters.size() - FD->getNumParams(); I < FD->getNumParams(); ++I)
        whenDead(C.Parameters[First + I], FD->getParamDecl(I));
    if (C.IsLambda && C.IsMember && Ctx.Variables)
      heldPlaces(C);
    return std::move(Out);
  }

private:
  static bool hasAnnotation(llvm::ArrayRef<Token> Tokens) {
    return llvm::any_of(Tokens, [](const Token &T) { return T.isAnnotation(); });
  }

  void unsupported(const char *What) { Ctx.refuse("unsupported-function", FD->getLocation(), What); }

  void function(Coroutine &C) {
    auto *Method = dyn_cast<CXXMethodDecl>(FD);
    if (FD->isDependentContext())
      unsupported("a template"); // only its instances are
    C.IsLambda = Method && Method->getParent()->isLambda();
    if (C.IsLambda && llvm::any_of(FD->parameters(), [](const ParmVarDecl *P) { return !P->getIdentifier(); }))
      unsupported("a lambda with a parameter without a name");
    if (Method && (Method->isVolatile() || Method->isExplicitObjectMemberFunction()))
      unsupported("a member with an explicit or volatile object parameter");
    if (isa<CXXConversionDecl>(FD))
      unsupported("a conversion function");
    if (FD->getReturnType().hasQualifiers())
      unsupported("a function with a qualified result");
    bool IsHiddenFriend = FD->getFriendObjectKind() && !FD->isInIdentifierNamespace(Decl::IDNS_Ordinary);
    if (IsHiddenFriend && llvm::is_contained({"identity", "call", "address"}, FD->getNameAsString()))
      unsupported("a friend of this name that is declared in its class only"); // generated text calls it where these mean others
    C.IsConsumed = Method && Method->getRefQualifier() == RQ_RValue;
    C.HasAddress = !IsHiddenFriend;
    C.IsMember = Method && Method->isImplicitObjectMemberFunction() && !(C.IsLambda && isMadeAgain(Method->getParent()));
    C.IsVirtual = C.IsMember && Method->isVirtual();
    C.CallName = IsHiddenFriend ? FD->getNameAsString() : callName(C.IsMember); // found by its arguments
    if (!C.IsMember)
      return;
    Parameter Object;
    Object.Name = C.IsLambda ? closureName() : "this";
    Object.Shown = C.IsLambda ? "closure" : "";
    QualType T = Method->getFunctionObjectParameterType();
    Object.Type = Ctx.typeText(T);
    Object.TypeId = Ctx.addType(T);
    Object.IsReference = Object.IsObject = true;
    Object.Where = C.Where;
    C.Parameters.push_back(std::move(Object));
  }

  void heldPlaces(Coroutine &C) {
    for (const LambdaCapture &Held : cast<CXXMethodDecl>(FD)->getParent()->captures()) {
      auto *V = Held.getCaptureKind() == LCK_ByCopy && !Held.isPackExpansion() ? dyn_cast<VarDecl>(Held.getCapturedVar()) : nullptr;
      QualType T = V ? V->getType().getNonReferenceType().getUnqualifiedType() : QualType();
      if (V && V->getIdentifier() && !V->isUsableInConstantExpressions(Ctx.AST) && Ctx.Variables->of(V).Escapes)
        C.HeldPlaces.push_back({V->getNameAsString(), Ctx.typeText(T), Ctx.addType(T)});
    }
  }

  void whenDead(Parameter &Out, const ParmVarDecl *P) {
    valet::Uses U = Ctx.Variables->of(P);
    Out.MayBeCleared = !Out.IsReference && U.AllPlaced && U.OnlyRead && !U.IsCaptured && mayBeCleared(P->getType(), Ctx.AST);
    Out.Uses = std::move(U);
  }

  void parameter(const ParmVarDecl *P) {
    QualType T = P->getType();
    Parameter Out;
    Out.Name = P->getNameAsString();
    if (P->getName().starts_with("__vq")) // named by the driver, because the user did not
      Out.Shown = "parameter " + std::to_string(P->getFunctionScopeIndex() + 1);
    Out.IsReference = T->isReferenceType();
    Out.Type = Ctx.typeText(T.getNonReferenceType().getUnqualifiedType());
    Out.TypeId = Ctx.addType(T.getNonReferenceType().getUnqualifiedType());
    auto *Closure = Out.IsReference ? nullptr : T->getAsCXXRecordDecl();
    Out.IsRemade = Closure && Closure->isLambda() && isMadeAgain(Closure);
    Out.Where = CollectContext::place(P->getLocation());
    if (T.isVolatileQualified())
      Ctx.refuse("volatile-local", P->getLocation(), Out.Name);
    this->Out.Model.Parameters.push_back(std::move(Out));
  }

  /// Names of the enclosing scopes and of the function; unnamed and inline namespaces only when asked for.
  std::string qualifiedName(const NamedDecl *D, bool ForKey) const {
    std::string Name = ForKey ? shownName(D) : D->getNameAsString();
    for (const DeclContext *Scope = D->getDeclContext(); Scope && !Scope->isTranslationUnit(); Scope = Scope->getParent()) {
      auto *Named = dyn_cast<NamedDecl>(Scope);
      auto *Space = dyn_cast<NamespaceDecl>(Scope);
      auto *Class = dyn_cast<CXXRecordDecl>(Scope);
      if (!Named || (Space && Space->isInlineNamespace()) || (Class && Class->isLambda()))
        continue;
      if (auto *Method = dyn_cast<CXXMethodDecl>(Scope); Method && isGenerated(Method->getParent()))
        continue;
      if (Space && Space->isAnonymousNamespace()) {
        if (ForKey)
          Name = "(anonymous)::" + Name;
        continue;
      }
      std::string Outer = ForKey ? shownName(Named) : Named->getNameAsString();
      if (auto *Function = dyn_cast<FunctionDecl>(Scope); Function && ForKey)
        Outer += shownParameters(Function);
      Name = Outer + "::" + Name;
    }
    return Name;
  }

  /// As keys have it: `f<int>`, `lambda 2`.
  std::string shownName(const NamedDecl *D) const {
    if (auto *Method = dyn_cast<CXXMethodDecl>(D); Method && Method->getParent()->isLambda())
      return lambdaName(Method->getParent());
    if (auto *Closure = dyn_cast<CXXRecordDecl>(D); Closure && Closure->isLambda())
      return lambdaName(Closure);
    if (auto *Function = dyn_cast<FunctionDecl>(D))
      return D->getNameAsString() + shownArguments(Function->getTemplateSpecializationArgs());
    if (auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(D))
      return D->getNameAsString() + shownArguments(&Class->getTemplateArgs());
    return D->getNameAsString();
  }
  std::string shownParameters(const FunctionDecl *Function) const {
    std::string Text;
    for (const ParmVarDecl *P : Function->parameters())
      Text += (Text.empty() ? "" : ", ") + Ctx.typeText(P->getType().getUnqualifiedType());
    return "(" + Text + ")";
  }

  /// `<int, 3>`, as keys have it.
  std::string shownArguments(const TemplateArgumentList *Arguments) const {
    if (!Arguments)
      return "";
    std::string Text;
    for (const TemplateArgument &A : Arguments->asArray())
      Text += (Text.empty() ? "" : ", ") + shown(A);
    return "<" + Text + ">";
  }
  std::string shown(const TemplateArgument &A) const {
    if (const TagDecl *Local = A.getKind() == TemplateArgument::Type ? localClass(A.getAsType()) : nullptr)
      return qualifiedName(Local, true);
    if (A.getKind() == TemplateArgument::Type)
      return Ctx.typeText(A.getAsType());
    if (A.getKind() == TemplateArgument::Pack) {
      std::string Text;
      for (const TemplateArgument &Element : A.pack_elements())
        Text += (Text.empty() ? "" : ", ") + shown(Element);
      return Text;
    }
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    A.print(Ctx.typePolicy(), Out, /*IncludeType=*/true);
    return Text;
  }

  /// Others may have its name.
  static const TagDecl *localClass(QualType T) {
    const TagDecl *Tag = T.hasQualifiers() ? nullptr : T->getAsTagDecl();
    auto *Closure = dyn_cast_or_null<CXXRecordDecl>(Tag);
    bool IsClosure = Closure && Closure->isLambda();
    return Tag && (IsClosure || Tag->getDeclContext()->isFunctionOrMethod()) ? Tag : nullptr;
  }

  /// How the body calls the function again: on the object, or from anywhere.
  std::string callName(bool OnObject) const {
    std::string Name = FD->getNameAsString() + calledArguments();
    if (OnObject)
      return Name;
    auto *Class = dyn_cast<CXXRecordDecl>(FD->getDeclContext());
    if (Class && isa<ClassTemplateSpecializationDecl>(outermost(Class)))
      return Class->getNameAsString() + "::" + Name; // its name means the instance there
    return "::" + qualifiedName(FD, false) + calledArguments();
  }
  static const CXXRecordDecl *outermost(const CXXRecordDecl *Class) {
    while (!isa<ClassTemplateSpecializationDecl>(Class) && isa<CXXRecordDecl>(Class->getDeclContext()))
      Class = cast<CXXRecordDecl>(Class->getDeclContext());
    return Class;
  }

  /// The arguments of the function's own template, by the names that they have around the body (driver/Specialization).
  std::string calledArguments() const {
    if (!FD->getTemplateSpecializationArgs())
      return "";
    if (FD->getTemplateSpecializationKind() == TSK_ExplicitSpecialization)
      return shownArguments(FD->getTemplateSpecializationArgs());
    std::string Text;
    auto Add = [&Text](std::string Name) { Text += (Text.empty() ? "" : ", ") + Name; };
    for (unsigned I = 0; I < FD->getTemplateSpecializationArgs()->size(); ++I) {
      const TemplateArgument &A = FD->getTemplateSpecializationArgs()->get(I);
      if (A.getKind() != TemplateArgument::Pack)
        Add(templateArgumentName(I));
      else
        for (unsigned K = 0; K < A.pack_size(); ++K)
          Add(templateArgumentName(I) + "_" + std::to_string(K));
    }
    return "<" + Text + ">";
  }

  /// The name under which snapshots know the function. Internal linkage: with the base name of the main file.
  std::string key() const {
    std::string Key = qualifiedName(FD, true) + shownParameters(FD);
    if (auto *Method = dyn_cast<CXXMethodDecl>(FD); Method && Method->isConst())
      Key += " const";
    if (!FD->isExternallyVisible())
      Key += "@" + llvm::sys::path::filename(mainFile()).str();
    return Key;
  }

  /// The main file as line markers name it: preprocessed text gives the same keys.
  std::string mainFile() const {
    const SourceManager &SM = FD->getASTContext().getSourceManager();
    PresumedLoc At = SM.getPresumedLoc(FD->getLocation());
    while (At.isValid() && At.getIncludeLoc().isValid())
      At = SM.getPresumedLoc(At.getIncludeLoc());
    return At.isValid() ? At.getFilename() : "";
  }

  FunctionDecl *FD;
  Collected Out;
  CollectContext Ctx;
  bool Annotated;
};

} // namespace

Collected collectCoroutine(FunctionDecl *FD, llvm::ArrayRef<Token> Tokens, const PointLabels &Labels) {
  return CoroutineCollector(FD, Tokens, Labels).run();
}

} // namespace valet
