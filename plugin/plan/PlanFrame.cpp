// Goal: decide what each suspension point saves.
// Invariant: the order of a point's variables is the order in which the re-entered body declares them: the emitter emits in the order
// of this walk.
// Everything in scope is saved, except what is not looked at any more and either cannot be saved or may lead to what is gone.
#include "plan/PlanFrame.h"

#include <algorithm>
#include <utility>

namespace valet {

std::string switchValueName(const Statement &S) { return "__vs" + std::to_string(S.Number); }
std::string rangeName(const Statement &S) { return "__vg" + std::to_string(S.Number); }
std::string positionName(const Statement &S) { return "__vp" + std::to_string(S.Number); }
std::string endName(const Statement &S) { return "__vl" + std::to_string(S.Number); }
std::string arrayName(const Declarator &D) { return "__vx" + std::to_string(D.ArrayNumber); }
std::string captureName(const Declarator &D, const Capture &C) { return "__vk" + std::to_string(D.ClosureNumber) + C.Name; }
std::string temporaryName(const Step &S) { return "__vt" + std::to_string(S.Number); }

namespace {

class FramePlanner {
public:
  FramePlanner(const Coroutine &C, const IsPersistable &Persistable) : C(C), Persistable(Persistable) {}

  FramePlan run() {
    for (const Parameter &P : C.Parameters) {
      SavedVariable &V = enter(SavedVariable::Origin::Parameter, P.Name, P.Type, P.TypeId, P.Where);
      V.IsReference = P.IsReference;
      V.IsPlace = P.IsRemade;
      V.Shown = P.Shown;
      V.Clearable = P.MayBeCleared ? &P.Uses : nullptr;
    }
    Plan.Points.resize(C.PointCount + 1);
    record(0, C.Where);
    for (const Capture &Held : C.HeldPlaces)
      enter(SavedVariable::Origin::Held, Held.Name, Held.Type, Held.TypeId, C.Where).IsPlace = true;
    statement(C.Body);
    for (auto &[Reference, Before] : Plan.BeforeReference)
      std::erase_if(Before, [this](const SavedVariable &V) { return V.Declaration && Plan.isDead(*V.Declaration); });
    Plan.Fingerprint = fingerprint();
    return std::move(Plan);
  }

private:
  SavedVariable &enter(SavedVariable::Origin From, const std::string &Name, const std::string &Type, TypeIndex Id, Place Where) {
    SavedVariable V;
    V.From = From;
    V.Name = Name;
    V.Type = Type;
    V.TypeId = Id;
    V.Where = Where;
    Scope.push_back({std::move(V), true});
    return Scope.back().Variable;
  }

  void record(PointNumber N, Place Where) {
    PointPlan &P = Plan.Points[N];
    P.Number = N;
    P.Where = Where;
    if (auto Name = C.PointNames.find(N); Name != C.PointNames.end())
      P.Name = Name->second;
    for (std::size_t I = 0; I < Scope.size(); ++I) {
      if (!Scope[I].IsSaved)
        continue;
      SavedVariable V = Scope[I].Variable;
      V.Ordinal = ordinalOf(I);
      const bool IsConstant = V.From == SavedVariable::Origin::Held || (V.IsPlace && V.Declaration && !V.Declaration->IsCoroutine); // how it is used is not part of the layout
      if (!IsConstant)
        P.InScope.push_back(described(V));
      if (isDead(I)) {
        Plan.DeadLocals.insert(V.Declaration->NameToken);
        continue;
      }
      if (V.Declaration && V.Declaration->ArrayNumber)
        V.Alias = arrayName(*V.Declaration);
      else if (isHidden(I))
        V.Alias = aliasOf(V);
      V.IsCleared = V.Clearable && isUnneeded(*V.Clearable, I);
      if (V.Declaration) {
        Plan.SavedLocals[V.Declaration->NameToken] = true;
        addPoint(Plan.SavedAt[V.Declaration->NameToken], N);
      }
      P.Variables.push_back(std::move(V));
    }
  }

  static std::string described(const SavedVariable &V) { return V.snapshotName() + (V.IsReference ? " & " : " ") + V.Type; }

  /// Among those of one name in scope: a restore knows by its name where a reference leads.
  unsigned ordinalOf(std::size_t I) const {
    return 1 + std::count_if(Scope.begin(), Scope.begin() + I, [&](const InScope &Outer) {
             return Outer.IsSaved && Outer.Variable.shownName() == Scope[I].Variable.shownName();
           });
  }

  static void addPoint(std::vector<PointRange> &Ranges, PointNumber N) {
    if (!Ranges.empty() && Ranges.back().Last + 1 == N)
      Ranges.back().Last = N;
    else
      Ranges.push_back({N, N});
  }

  bool isDead(std::size_t I) const {
    const Declarator *D = Scope[I].Variable.Declaration;
    if (!D || D->WhenDead == DeadForm::None)
      return false;
    bool IsValue = D->WhenDead == DeadForm::Value || D->WhenDead == DeadForm::AsWritten;
    if (IsValue && !D->Refers && Persistable(D->TypeId))
      return false; // something may still lead to it
    return isUnneeded(D->Uses, I);
  }

  /// Nothing names it after the statement that suspends began, nor anywhere in a loop around that statement that it was declared before;
  /// or it gets another value before.
  bool isUnneeded(const Naming &Uses, std::size_t I) const {
    TokenIndex From = SuspendsIn;
    for (const auto &[Begin, ScopeSize] : Loops)
      if (I < ScopeSize)
        From = std::min(From, Begin);
    return !anyFrom(Uses.Tokens, From) ||
           std::any_of(Uses.Overwrites.begin(), Uses.Overwrites.end(), [&](const Overwrite &O) { return isOverwritten(Uses.Tokens, O, From); });
  }

  static bool anyFrom(const std::vector<TokenIndex> &Tokens, TokenIndex From) {
    return std::any_of(Tokens.begin(), Tokens.end(), [From](TokenIndex T) { return T >= From; });
  }

  /// All that names it from From on stands behind O in O's block, and the suspending statement either before O, or behind all of it.
  bool isOverwritten(const std::vector<TokenIndex> &Tokens, const Overwrite &O, TokenIndex From) const {
    if (SuspendsIn <= O.Block.Begin || SuspendsIn >= O.Block.End || (SuspendsIn >= O.Range.Begin && SuspendsIn < O.Range.End))
      return false;
    unsigned Inside = 0;
    for (TokenIndex T : Tokens) {
      if (T >= From && (T < O.Range.Begin || T >= O.Block.End))
        return false;
      Inside += T >= O.Range.Begin && T < O.Range.End;
    }
    TokenIndex Next = SuspendsIn; // what may come before the block is entered again
    for (const auto &[Begin, ScopeSize] : Loops)
      if (Begin > O.Block.Begin)
        Next = std::min(Next, Begin);
    return Inside == 1 && (Next < O.Range.Begin || !anyFrom(Tokens, Next));
  }

  bool isHidden(std::size_t I) const {
    for (std::size_t K = I + 1; K < Scope.size(); ++K)
      if (Scope[K].Variable.Name == Scope[I].Variable.Name)
        return true;
    return false;
  }

  std::string aliasOf(const SavedVariable &V) {
    std::string &Alias = V.Declaration ? Plan.LocalAliases[V.Declaration->NameToken] : Plan.ParameterAliases[V.Name];
    if (Alias.empty())
      Alias = "__vh" + std::to_string(Plan.LocalAliases.size() + Plan.ParameterAliases.size());
    return Alias;
  }

  /// The steps in order; what is kept is in scope from its step on, at the points of its live range.
  void expression(const Expression &E) {
    for (const Step &S : E.Steps) {
      if (S.What == Step::Kind::Await)
        awaitPoint(S);
      for (const Expression &Arm : S.Arms) {
        std::size_t Outer = Kept.size();
        expression(Arm);
        Kept.resize(Outer);
      }
      if (S.isKept() && !S.Live.empty())
        Kept.push_back(&S);
    }
  }
  void fullExpression(const Expression &E) {
    expression(E);
    Kept.clear();
  }

  void awaitPoint(const Step &Await) {
    std::size_t Outer = Scope.size();
    for (const Step *T : Kept)
      if (T->Live.contains(Await.Point)) {
        SavedVariable &V = enter(SavedVariable::Origin::Temporary, temporaryName(*T), T->Type, T->TypeId, T->Where);
        V.IsReference = T->What == Step::Kind::Reference;
        V.IsPlace = T->Holds == Step::Content::Closure || T->Holds == Step::Content::Global;
      }
    record(Await.Point, Await.Where);
    Scope.resize(Outer);
  }

  void declare(const Declarator &D) {
    if (D.ClosureNumber)
      return declareClosure(D);
    if (D.IsReference)
      rememberScope(D.NameToken);
    SavedVariable &V = enter(SavedVariable::Origin::Local, D.Name, D.Type, D.TypeId, D.Where);
    V.IsReference = D.IsReference;
    V.Declaration = &D;
    V.Shown = D.Shown;
    V.IsPlace = D.IsPlace;
    V.Clearable = D.MayBeCleared ? &D.Uses : nullptr;
    Scope.back().IsSaved = !D.Untouched || D.IsPlace;
    for (const std::string &Name : D.BoundNames)
      hide(Name, D.Where);
  }

  /// A closure is made again from what it holds by value.
  void declareClosure(const Declarator &D) {
    for (const Capture &Held : D.Captures) {
      SavedVariable &V = enter(SavedVariable::Origin::Local, captureName(D, Held), Held.Type, Held.TypeId, D.Where);
      V.Shown = D.Name + "." + Held.Name;
      V.Declaration = &D;
    }
    if (!D.IsPlace)
      return hide(D.Name, D.Where);
    SavedVariable &V = enter(SavedVariable::Origin::Local, D.Name, "closure", 0, D.Where);
    V.IsPlace = true;
    V.Declaration = &D;
  }

  /// A re-entry binds a local reference at once: by then, what it may lead to in its own frame is there.
  void rememberScope(TokenIndex Reference) {
    std::vector<SavedVariable> &Before = Plan.BeforeReference[Reference];
    for (std::size_t I = 0; I < Scope.size(); ++I) {
      SavedVariable V = Scope[I].Variable;
      if (!Scope[I].IsSaved || V.IsReference || (V.Declaration && !V.Declaration->WhyNotSaved.Diagnostic.empty()))
        continue;
      V.Ordinal = ordinalOf(I);
      if (V.Declaration && V.Declaration->ArrayNumber)
        V.Alias = arrayName(*V.Declaration);
      else if (isHidden(I))
        V.Alias = aliasOf(V);
      Before.push_back(std::move(V));
    }
  }

  void hide(const std::string &Name, Place Where) {
    enter(SavedVariable::Origin::Local, Name, "", 0, Where);
    Scope.back().IsSaved = false;
  }

  void rangeFor(const Statement &S) {
    head(S);
    Loops.back().second = Scope.size(); // each turn may look at what the init-statement declares
    if (!S.Children[0].Points.empty()) {
      if (S.Ranges == RangeForm::Reference)
        rememberScope(S.Range.Begin);
      if (S.Ranges == RangeForm::Reference || S.Ranges == RangeForm::Value) {
        SavedVariable &V = enter(SavedVariable::Origin::Range, rangeName(S), S.Type, S.TypeId, S.Where);
        V.Shown = "range";
        V.IsReference = S.Ranges == RangeForm::Reference;
      }
      enter(SavedVariable::Origin::Range, positionName(S), S.PositionType, S.PositionTypeId, S.Where).Shown = S.ByIterator ? "iterator" : "position";
      if (S.ByIterator)
        enter(SavedVariable::Origin::Range, endName(S), S.EndType, S.EndTypeId, S.Where).Shown = "end";
    }
    for (const Declarator &D : S.Declarators)
      declare(D);
    statement(S.Children[0]);
  }

  void head(const Statement &S) {
    for (const Statement &Part : S.Head)
      statement(Part);
    fullExpression(S.Value);
  }

  static bool isLoop(const Statement &S) {
    return S.What == Statement::Kind::While || S.What == Statement::Kind::For || S.What == Statement::Kind::Do ||
           S.What == Statement::Kind::RangeFor;
  }

  void statement(const Statement &S) {
    std::size_t Outer = Scope.size(), OuterLoops = Loops.size();
    TokenIndex OuterBegin = std::exchange(SuspendsIn, S.Range.Begin);
    if (isLoop(S))
      Loops.emplace_back(S.Range.Begin, Scope.size());
    bool OpensScope = S.What != Statement::Kind::Declaration && S.What != Statement::Kind::Marker;
    for (const std::string &Name : S.OtherNames)
      hide(Name, S.Where);
    for (std::size_t I = 0; S.What == Statement::Kind::Declaration && I < S.Declarators.size(); ++I) {
      const Declarator &D = S.Declarators[I];
      fullExpression(D.Value);
      declare(D);
    }
    switch (S.What) {
    case Statement::Kind::For:
      statement(S.Children[0]); // its declarations stay in scope for the rest of the loop, and each turn looks at them again
      Loops.back().second = Scope.size();
      fullExpression(S.Step);
      head(S);
      statement(S.Children[1]);
      break;
    case Statement::Kind::Switch:
      head(S);
      enter(SavedVariable::Origin::SwitchValue, switchValueName(S), S.Type, S.TypeId, S.Where);
      statement(S.Children[0]);
      break;
    case Statement::Kind::RangeFor: rangeFor(S); break;
    case Statement::Kind::Do:
      statement(S.Children[0]);
      fullExpression(S.Value);
      break;
    default:
      head(S);
      for (const Statement &Child : S.Children)
        statement(Child);
    }
    if (OpensScope)
      Scope.resize(Outer);
    Loops.resize(OuterLoops);
    SuspendsIn = OuterBegin;
  }

  /// FNV-1a, 64 bits, over names, types and the order of the points: independent of compiler, options and formatting.
  std::uint64_t fingerprint() const {
    std::uint64_t Hash = 0xcbf29ce484222325u;
    auto Add = [&Hash](const std::string &Text) {
      for (unsigned char Byte : Text + '\n')
        Hash = (Hash ^ Byte) * 0x100000001b3u;
    };
    Add(C.Key);
    Add(C.ResultType);
    for (const PointPlan &P : Plan.Points) {
      Add(P.Name.empty() ? std::to_string(P.Number) : "@" + P.Name);
      for (const std::string &Declared : P.InScope)
        Add(Declared);
    }
    return Hash;
  }

  const Coroutine &C;
  const IsPersistable &Persistable;
  FramePlan Plan;
  struct InScope {
    SavedVariable Variable;
    bool IsSaved; // false: it only hides
  };
  std::vector<InScope> Scope;
  TokenIndex SuspendsIn = 0;                                  // where the innermost statement begins
  std::vector<std::pair<TokenIndex, std::size_t>> Loops;      // where each begins, and how much was in scope before it
  std::vector<const Step *> Kept; // by the full-expression so far
};

} // namespace

FramePlan planFrame(const Coroutine &C, const IsPersistable &Persistable) { return FramePlanner(C, Persistable).run(); }

} // namespace valet
