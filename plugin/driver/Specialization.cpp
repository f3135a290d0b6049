// Goal: the body of an instance can be parsed again, as written, outside of any template, with the meaning that it had inside.
// Invariant: whether it has that meaning is checked (referencesOf), not hoped: names that a template looks up at another time or place
// than an ordinary function show as a difference.
// Debts: template template parameters, members of local classes.
#include "driver/Specialization.h"

#include "collect/CollectCoroutine.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace valet {

namespace {

class SurroundingsFinder {
public:
  SurroundingsFinder(FunctionDecl *FD, Sema &S) : FD(FD), S(S), Pattern(FD->getTemplateInstantiationPattern()) {}

  Surroundings run() {
    std::vector<DeclContext *> Contexts;
    for (DeclContext *DC = FD->getDeclContext(); DC && !DC->isTranslationUnit(); DC = DC->getParent())
      Contexts.insert(Contexts.begin(), DC);
    std::vector<const TemplateParameterList *> Lists = classLists();
    for (DeclContext *DC : Contexts) {
      NamedLevel Level;
      if (DC->isFunctionOrMethod())
        Out.Problem = "a member of a local class of a template";
      if (auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(DC); Class && !Class->isExplicitSpecialization() && !Lists.empty()) {
        name(Level, Lists.front(), Class->getTemplateInstantiationArgs().asArray());
        Lists.erase(Lists.begin());
      }
      Level.Inside = DC;
      Out.Levels.push_back(std::move(Level));
    }
    if (const FunctionTemplateDecl *Template = Pattern->getDescribedFunctionTemplate()) {
      NamedLevel Level;
      name(Level, Template->getTemplateParameters(), FD->getTemplateSpecializationArgs()->asArray());
      callNames(Level, FD->getTemplateSpecializationArgs()->asArray());
      Out.Levels.push_back(std::move(Level));
    }
    functionPacks();
    return std::move(Out);
  }

private:
  /// The parameter lists of the class templates around the definition, outermost first: they have the names that the body uses.
  std::vector<const TemplateParameterList *> classLists() const {
    std::vector<const TemplateParameterList *> Lists;
    for (unsigned I = 0; I < Pattern->getNumTemplateParameterLists(); ++I)
      Lists.push_back(Pattern->getTemplateParameterList(I));
    if (!Lists.empty())
      return Lists;
    for (const DeclContext *DC = Pattern->getDeclContext(); DC; DC = DC->getParent()) {
      auto *Class = dyn_cast<CXXRecordDecl>(DC);
      if (auto *Partial = dyn_cast_or_null<ClassTemplatePartialSpecializationDecl>(Class))
        Lists.insert(Lists.begin(), Partial->getTemplateParameters());
      else if (Class && Class->getDescribedClassTemplate())
        Lists.insert(Lists.begin(), Class->getDescribedClassTemplate()->getTemplateParameters());
    }
    return Lists;
  }

  void name(NamedLevel &Level, const TemplateParameterList *List, llvm::ArrayRef<TemplateArgument> Arguments) {
    for (unsigned I = 0; I < List->size() && I < Arguments.size(); ++I) {
      IdentifierInfo *Name = List->getParam(I)->getIdentifier();
      if (Name && Arguments[I].getKind() == TemplateArgument::Pack)
        elements(Level, Arguments[I], "__vU" + std::to_string(Elements++) + "_", &Out.Packs[Name->getName().str()]);
      else if (Name)
        bind(Level, Name, Arguments[I]);
    }
  }

  /// By which the body calls its function again: CollectCoroutine's callName.
  void callNames(NamedLevel &Level, llvm::ArrayRef<TemplateArgument> Arguments) {
    unsigned PackCount = 0;
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (Arguments[I].getKind() == TemplateArgument::Pack)
        elements(Level, Arguments[I], templateArgumentName(I) + "_", nullptr), ++PackCount;
      else
        bind(Level, &S.Context.Idents.get(templateArgumentName(I)), Arguments[I]);
    if (PackCount > 1)
      Out.Problem = "two parameter packs";
  }

  void elements(NamedLevel &Level, const TemplateArgument &Pack, const std::string &Prefix, std::vector<std::string> *Names) {
    for (unsigned I = 0; I < Pack.pack_size(); ++I) {
      std::string Name = Prefix + std::to_string(I);
      bind(Level, &S.Context.Idents.get(Name), Pack.getPackAsArray()[I]);
      if (Names)
        Names->push_back(Name);
    }
  }

  /// `ts` is as many parameters as it has elements, all of that name: each gets one of its own.
  void functionPacks() {
    unsigned Next = 0;
    for (const ParmVarDecl *P : Pattern->parameters()) {
      if (!P->isParameterPack()) {
        ++Next;
        continue;
      }
      std::vector<std::string> Names;
      for (; P->getIdentifier() && Next < FD->getNumParams() && FD->getParamDecl(Next)->getIdentifier() == P->getIdentifier(); ++Next) {
        FD->getParamDecl(Next)->setDeclName(DeclarationName());
        Names.push_back(Replay::parameterName(Next));
      }
      if (P->getIdentifier())
        Out.Packs[P->getName().str()] = std::move(Names);
      else
        break; // unnamed: how many is not known, and nothing names them
    }
  }

  void bind(NamedLevel &Level, IdentifierInfo *Name, const TemplateArgument &Argument) {
    if (NamedDecl *Bound = bound(Name, Argument))
      Level.Names.push_back(Bound);
  }

  NamedDecl *bound(IdentifierInfo *Name, const TemplateArgument &Argument) {
    NamedDecl *Bound = nullptr;
    SourceLocation Loc = FD->getLocation();
    if (Argument.getKind() == TemplateArgument::Type)
      Bound = TypedefDecl::Create(S.Context, S.Context.getTranslationUnitDecl(), Loc, Loc, Name, S.Context.getTrivialTypeSourceInfo(Argument.getAsType(), Loc));
    else if (Argument.getKind() != TemplateArgument::Pack && Argument.getKind() != TemplateArgument::Template)
      Bound = constant(Name, Argument);
    if (!Bound) {
      if (Out.Problem.empty())
        Out.Problem = "a template parameter of this kind ('" + Name->getName().str() + "')";
      return nullptr;
    }
    Bound->setImplicit();
    Bound->setReferenced();
    return Bound;
  }

  /// An enumerator of the parameter's type: like the parameter it is a value, not an object.
  NamedDecl *constant(IdentifierInfo *Name, const TemplateArgument &Argument) {
    if (Argument.getKind() != TemplateArgument::Integral)
      return nullptr;
    ASTContext &AST = S.Context;
    SourceLocation Loc = FD->getLocation();
    if (!Constants) {
      Constants = EnumDecl::Create(AST, AST.getTranslationUnitDecl(), Loc, Loc, nullptr, nullptr, false, false, false);
      Constants->setImplicit();
      Constants->setIntegerType(AST.IntTy);
      Constants->completeDefinition(AST.IntTy, AST.IntTy, 32, 32);
    }
    return EnumConstantDecl::Create(AST, Constants, Loc, Name, Argument.getIntegralType(), nullptr, Argument.getAsIntegral());
  }

  FunctionDecl *FD;
  Sema &S;
  const FunctionDecl *Pattern;
  unsigned Elements = 0;
  EnumDecl *Constants = nullptr;
  Surroundings Out;
};

class ReferenceFinder : public RecursiveASTVisitor<ReferenceFinder> {
public:
  explicit ReferenceFinder(const FunctionDecl *Of) : Of(Of) {}

  bool VisitDeclRefExpr(DeclRefExpr *E) { return add(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return add(E->getMemberDecl()); }
  /// `T{a, b}` is an expression of one kind in an ordinary function, and a cast around a construction in an instance.
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (isa<CXXTemporaryObjectExpr>(E))
      type(E->getType());
    return add(E->getConstructor());
  }
  /// A constant stands in a template's instance as what it is, in an ordinary function by its name.
  bool TraverseSubstNonTypeTemplateParmExpr(SubstNonTypeTemplateParmExpr *) { return true; }

  /// The body was parsed without what this discards.
  bool TraverseIfStmt(IfStmt *E) {
    if (!E->isConstexpr())
      return RecursiveASTVisitor::TraverseIfStmt(E);
    auto Taken = E->getNondiscardedCase(Of->getASTContext());
    return !Taken || !*Taken || TraverseStmt(*Taken);
  }

  // What is called without being written.
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    for (DeclStmt *Bound : {S->getBeginStmt(), S->getEndStmt()})
      TraverseStmt(cast<VarDecl>(Bound->getSingleDecl())->getInit());
    TraverseStmt(S->getCond());
    TraverseStmt(S->getInc());
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) { return TraverseStmt(E->getCommonExpr()); }

  /// A pragma around the function says how its classes are packed.
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition() && R->isCompleteDefinition() && !R->isInvalidDecl() && !R->isDependentType() && !R->isLambda())
      Found.push_back({nullptr, R->getNameAsString() + " of " + std::to_string(Of->getASTContext().getASTRecordLayout(R).getSize().getQuantity()) + " bytes"});
    return true;
  }

  // Types that are written: a name of a dependent base could hide the one that was meant.
  bool VisitVarDecl(VarDecl *V) { return type(V->getType()); }
  bool VisitExplicitCastExpr(ExplicitCastExpr *E) { return type(E->getType()); }
  bool VisitCXXNewExpr(CXXNewExpr *E) { return type(E->getType()); }
  bool VisitCXXScalarValueInitExpr(CXXScalarValueInitExpr *E) { return type(E->getType()); }
  bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) { return type(E->getTypeOfArgument()); }

  std::vector<Meaning> Found;

private:
  bool type(QualType T) {
    PrintingPolicy Policy(Of->getASTContext().getLangOpts());
    Policy.AnonymousTagLocations = false;
    Found.push_back({nullptr, T.getCanonicalType().getAsString(Policy)});
    return true;
  }

  bool add(const Decl *D) {
    for (const DeclContext *DC = D->getDeclContext(); DC; DC = DC->getParent())
      if (DC == Of)
        return true;
    if (const FunctionDecl *F = D->getAsFunction()) {
      if (const TemplateArgumentList *Arguments = F->getTemplateSpecializationArgs())
        deduced(Arguments->asArray());
      if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
        D = Pattern; // its arguments may be types of this body
    }
    bool IsTemplatesConstant = D->isImplicit() && isa<EnumConstantDecl>(D);
    if (!isa<ParmVarDecl>(D) && !IsTemplatesConstant)
      Found.push_back({D->getCanonicalDecl(), ""});
    return true;
  }

  /// In a template, Clang deduces from some bit-fields before it knows that they are.
  void deduced(llvm::ArrayRef<TemplateArgument> Arguments) {
    for (const TemplateArgument &A : Arguments) {
      if (A.getKind() == TemplateArgument::Type)
        type(A.getAsType());
      else if (A.getKind() == TemplateArgument::Pack)
        deduced(A.pack_elements());
    }
  }

  const FunctionDecl *Of;
};

} // namespace

Surroundings surroundingsOf(FunctionDecl *FD, Sema &S) { return SurroundingsFinder(FD, S).run(); }

std::string firstDifference(const std::vector<Meaning> &Meant, const std::vector<Meaning> &Found) {
  auto [A, B] = std::mismatch(Meant.begin(), Meant.end(), Found.begin(), Found.end());
  if (A == Meant.end() && B == Found.end())
    return "";
  const Meaning &Differs = A != Meant.end() ? *A : *B;
  if (!Differs.Of)
    return Differs.Type;
  auto *Named = dyn_cast<NamedDecl>(Differs.Of);
  return Named && Named->getDeclName() ? Named->getNameAsString() : "?";
}

std::vector<Meaning> referencesOf(const FunctionDecl *FD) {
  ReferenceFinder Finder(FD);
  Finder.TraverseStmt(FD->getBody());
  return std::move(Finder.Found);
}

} // namespace valet
