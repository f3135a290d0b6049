#include "emit/Spelling.h"

#include "plan/PlanFrame.h"

#include <cstdio>

namespace valet::spelling {

std::string quoted(const std::string &Text) {
  std::string Out = "\"";
  for (char Ch : Text) {
    if (Ch == '"' || Ch == '\\')
      Out += '\\';
    Out += Ch;
  }
  return Out + '"';
}

namespace {

const char *const Gen = "::valor::gen::";

std::string number(std::uint64_t N) { return std::to_string(N); }

std::string hex(std::uint64_t N) {
  char Text[24];
  std::snprintf(Text, sizeof Text, "0x%016llxull", static_cast<unsigned long long>(N));
  return Text;
}

/// `a,b,@name`
std::string shownNames(const std::vector<SavedVariable> &Variables, const std::string &PointName) {
  std::string Names;
  for (const SavedVariable &V : Variables)
    Names += (Names.empty() ? "" : ",") + V.snapshotName();
  if (!PointName.empty())
    Names += (Names.empty() ? "@" : ",@") + PointName; // behind those of the variables
  return Names;
}

/// `"a,b", a, ::valor::gen::ref(b)`
std::string told(const std::vector<SavedVariable> &Variables, const std::string &PointName = "") {
  std::string Arguments;
  for (const SavedVariable &V : Variables) {
    bool IsClosure = V.Name == closureName();
    std::string Argument = !V.Alias.empty() ? V.Alias : V.Name == "this" ? "*this" : V.Name;
    if (IsClosure)
      Argument = Gen + ("closure<__vf>(" + Argument + ")");
    bool Wrapped = V.IsReference && !IsClosure && V.From != SavedVariable::Origin::Temporary; // a slot knows what it is
    if (V.IsPlace && (V.Declaration || V.From == SavedVariable::Origin::Held))
      Argument = Gen + ("place(" + Argument + ")");
    if (V.IsCleared)
      Argument = Gen + ("cleared(" + Argument + ")");
    const char *Wrapper = V.Declaration || V.From == SavedVariable::Origin::Range ? "local(" : "ref(";
    Arguments += ", " + (Wrapped ? Gen + (Wrapper + Argument + ")") : Argument);
  }
  return quoted(shownNames(Variables, PointName)) + Arguments;
}

std::string tell(const PointPlan &P) {
  return std::string(Gen) + "tell<__vf, " + number(P.Number) + ">(__vc, " + told(P.Variables, P.Name) + ");";
}

/// Of all points, from 0: `n;n,i`.
std::string allNames(const FramePlan &P) {
  std::string Names;
  for (const PointPlan &Point : P.Points)
    Names += (&Point == P.Points.data() ? "" : ";") + shownNames(Point.Variables, Point.Name);
  return Names;
}

std::string question(const PointPlan &P) {
  std::string Await = P.Number ? awaiterName(P.Number) : "";
  return "while (__vc.asked(" + Await + ")) [[unlikely]] { " + tell(P) + " co_await ::valor::gen::again{}; }";
}

std::string lambda(const std::string &Result) { return "[&]()" + (Result.empty() ? "" : " -> " + Result) + " { return "; }

std::string valueType(const Declarator &D) { return std::string(Gen) + "value_t<decltype(" + D.Name + ")>"; }

std::string factory(const Coroutine &C) {
  std::string Declared, Passed, Object;
  unsigned N = 0;
  for (const Parameter &P : C.Parameters) {
    std::string Name = "__p" + number(N++);
    if (!Declared.empty())
      Declared += ", ";
    if (P.IsObject) {
      Declared += "__vo " + Name;
      Object = Name;
      continue;
    }
    Declared += "decltype(" + P.Name + ") " + Name;
    std::string Value = "static_cast<decltype(" + Name + ") &&>(" + Name + ")";
    Passed += (Passed.empty() ? "" : ", ") + Value;
  }
  if (C.IsConsumed)
    Object = "static_cast<::std::remove_reference_t<__vo> &&>(" + Object + ")";
  std::string Callee = C.CallName;
  if (!Object.empty())
    Callee = Object + (C.IsVirtual ? ".__vk::" : ".") + C.CallName;
  return "static auto call(" + Declared + ") { return " + Callee + "(" + Passed + "); }";
}

/// The address that names the function in `continue_from(bytes, f)`.
std::string address(const Coroutine &C) {
  if (C.IsMember || !C.HasAddress)
    return "";
  std::string Types, Values;
  for (const Parameter &P : C.Parameters) {
    const char *Separator = Types.empty() ? "" : ", ";
    Types += Separator + ("decltype(" + P.Name + ")");
    Values += Separator + ("::std::declval<decltype(" + P.Name + ")>()");
  }
  return "static auto address() { return static_cast<decltype(call(" + Values + ")) (*)(" + Types + ")>(&" + C.CallName + "); }";
}

} // namespace

std::string alias(const std::string &Name, const std::string &Alias) { return "auto &" + Alias + " = " + Name + ";"; }

std::string awaiterName(PointNumber N) { return "__va" + number(N); }

std::string prologue(const Coroutine &C, const FramePlan &P) {
  std::string Text, Enter = C.IsLambda ? "enter_closure" : "enter";
  if (C.IsMember && !C.IsLambda)
    Text += "using __vo = decltype(*this); ";
  if (C.IsVirtual)
    Text += "using __vk = ::std::remove_reference_t<__vo>; ";
  Text += "struct __vf { static constexpr ::valor::gen::identity identity() { return {" + quoted(C.Key) + ", " +
          hex(P.Fingerprint) + ", " + number(C.PointCount) + ", " + quoted(allNames(P)) + "}; } ";
  if (!C.IsLambda) // the runtime calls a closure
    Text += factory(C) + " " + address(C);
  Text += " }; ::valor::gen::frame &__vc = co_await ::valor::gen::" + Enter + "<__vf>{}; ";
  Text += question(P.Points[0]);
  for (const auto &[Name, Alias] : P.ParameterAliases)
    Text += " " + alias(Name, Alias);
  if (C.PointCount)
    Text += " int __vr = __vc.target();";
  for (std::size_t I = 0; C.PointCount && I < C.HeldPlaces.size(); ++I)
    Text += " " + madeAgain();
  return Text;
}

std::string anchor(bool AfterDefault) {
  std::string Text = closureName() + std::string(" = ::valor::gen::anchor{}");
  return AfterDefault ? ", " + Text : Text + ", ";
}

std::string skippedPrologue(const std::string &Name) {
  return "::valor::gen::frame &__vc = co_await ::valor::gen::enter_skipped{}; while (__vc.asked()) [[unlikely]] { __vc.refuse(" +
         quoted(Name) + "); co_await ::valor::gen::again{}; } __vc.opaque();";
}

std::string awaitOpen(PointNumber N) {
  return "::valor::gen::at " + awaiterName(N) + "{__vc, __vr, ::valor::gen::number<" + number(N) + ">{}, " +
         lambda("decltype(auto)") + "(";
}

std::string awaitClose(const PointPlan &P) {
  return "); }}; co_await " + awaiterName(P.Number) + "; " + question(P);
}

static std::string slotKind(const Step &S) {
  if (S.What == Step::Kind::Reference)
    return "lref_slot ";
  switch (S.Holds) {
  case Step::Content::Closure: return "closure_slot ";
  case Step::Content::Global: return "global_slot ";
  case Step::Content::Value:
  case Step::Content::Awaiter: break;
  }
  return "slot ";
}

std::string temporaryOpen(const Step &S) {
  std::string Text = Gen + (slotKind(S) + temporaryName(S)) + "{__vc, __vr, ::valor::gen::span<" + number(S.Live.First) + ", " +
                     number(S.Live.Last) + ">{}, ";
  return S.Spelled.empty() ? Text + lambda("decltype(auto)") + "(" : Text + lambda(S.Spelled);
}

std::string temporaryClose(const Step &S) {
  return std::string(S.CallsArrow ? ".operator->()" : "") + (S.Spelled.empty() ? "); }};" : "; }};");
}

std::string choiceOpen(const Step &S) {
  if (!S.Number)
    return "";
  return std::string(Gen) + "choice " + temporaryName(S) + "{__vc, __vr, ::valor::gen::span<" + number(S.Live.First) + ", " +
         number(S.Live.Last) + ">{}, ::std::type_identity<" + S.Type + ">{}};";
}
std::string choiceTest(const Step &S) {
  return "if (" + enters(S.points()) + ") { if (__vr ? " + isTarget(S.Arms[0].points()) + " : " +
         (S.Chooses == Step::Logic::Or ? "!" : "") + "static_cast<bool>(";
}
std::string choiceTestClose(const Step &) { return ")) {"; }
std::string choiceValueOpen(const Step &S) {
  return temporaryName(S) + ".make(" + lambda(S.Type);
}
std::string choiceValueClose() { return "; });"; }
std::string choiceShort(const Step &S) {
  return temporaryName(S) + ".make([] { return " + (S.Chooses == Step::Logic::Or ? "true" : "false") + "; });";
}

std::string result(const Step &S) {
  switch (S.What) {
  case Step::Kind::Await: return awaiterName(S.Point) + ".result()";
  case Step::Kind::Discard: return "static_cast<void>(0)";
  case Step::Kind::Choice: return S.Number ? temporaryName(S) + ".move()" : "static_cast<void>(0)";
  case Step::Kind::Temporary: return temporaryName(S) + (S.Holds == Step::Content::Global ? ".get()" : ".move()");
  case Step::Kind::Reference: return temporaryName(S) + (S.IsXValue ? ".move()" : ".get()");
  }
  return "";
}

static std::string points(const std::vector<PointRange> &Ranges) {
  std::string Text;
  for (PointRange R : Ranges)
    Text += (Text.empty() ? "" : ", ") + number(R.First) + ", " + number(R.Last);
  return std::string(Gen) + "points<" + Text + ">{}";
}

std::string initOpen(const Declarator &D, const std::vector<PointRange> *SavedAt) {
  const std::string Where = "(__vc, __vr" + (SavedAt ? ", " + points(*SavedAt) : "");
  if (D.Spelling != TypeForm::Spelled)
    return std::string("= ") + Gen + "init_auto" + Where + ", " + lambda("");
  std::string Text = std::string("= ") + Gen + "init<decltype(" + D.Name + ")>" + Where;
  return D.Form == InitForm::None ? Text : Text + ", " + lambda(valueType(D));
}

std::string initBracket(const Declarator &D) {
  if (D.Spelling == TypeForm::Deduced)
    return D.Form == InitForm::DirectList ? "{" : "(";
  if (D.Form == InitForm::None || D.Form == InitForm::Copy || D.Spelling == TypeForm::Auto)
    return "";
  switch (D.Form) {
  case InitForm::CopyList: return "{";
  case InitForm::DirectList: return valueType(D) + "{";
  default: return D.IsScalar ? "static_cast<" + valueType(D) + ">(" : valueType(D) + "(";
  }
}

std::string initClose(const Declarator &D) {
  if (D.Form == InitForm::None)
    return ")";
  std::string Bracket = initBracket(D);
  if (Bracket.empty())
    return "; })";
  return (Bracket.back() == '{' ? "}" : ")") + std::string("; })");
}

std::string deadOpen(const Declarator &D) {
  if (D.WhenDead == DeadForm::Closure)
    return std::string("= ") + Gen + "value_unless(__vr, [&] { return ";
  bool Spelled = D.Spelling == TypeForm::Spelled && D.Bindings.empty();
  return std::string("= ") + Gen + "bound_unless" + (Spelled ? "<decltype(" + D.Name + ")>" : "") + "(__vr, [&]() -> " +
         (Spelled ? "decltype(" + D.Name + ")" : "decltype(auto)") + " { return (";
}
std::string deadClose(const Declarator &D) { return D.WhenDead == DeadForm::Closure ? "; })" : "); })"; }

std::string referenceOpen(const Declarator &D, const std::vector<PointRange> &SavedAt) {
  bool Spelled = D.Spelling == TypeForm::Spelled && D.Bindings.empty();
  return std::string("= ") + Gen + "bind" + (Spelled ? "<decltype(" + D.Name + ")>" : "") + "(__vc, __vr, " + points(SavedAt) + ", [&]() -> " +
         (Spelled ? "decltype(" + D.Name + ")" : "decltype(auto)") + " { return (";
}
std::string referenceClose(const std::vector<SavedVariable> &Before) {
  return "); }, [&] { ::valor::gen::tell_so_far(__vc, " + told(Before) + "); })";
}

std::string extendedOpen(const Declarator &D) {
  bool Spelled = D.Spelling == TypeForm::Spelled;
  std::string Text = (Spelled ? D.Type : "auto") + " " + D.Name + " = " + Gen + (Spelled ? "init<" + D.Type + ">" : "init_auto") + "(__vc, __vr, ";
  return Text + lambda(Spelled ? D.Type : "");
}
std::string extendedClose(const Declarator &) { return "; });"; }

std::string bindOpen() { return "auto &&"; }
std::string bindClose(const Declarator &D) { return "= static_cast<decltype(" + D.Name + ") &&>(" + D.Name + ");"; }

std::string madeAgain() { return Gen + std::string("made_again(__vc, __vr); "); }
std::string captures(const Declarator &D) {
  std::string Text;
  for (const Capture &C : D.Captures)
    Text += "auto " + captureName(D, C) + " = " + Gen + "init_auto(__vc, __vr, [&] { return " + C.Name + "; }); ";
  if (D.IsPlace)
    Text += madeAgain();
  return Text;
}
std::string closureOpen(const Declarator &D) {
  std::string Parameters;
  for (const Capture &C : D.Captures)
    Parameters += (Parameters.empty() ? "" : ", ") + (Gen + ("held_t<decltype(" + C.Name + ")> ") + C.Name);
  return "= [&](" + Parameters + ") { return ";
}
std::string closureClose(const Declarator &D) {
  std::string Arguments;
  for (const Capture &C : D.Captures)
    Arguments += (Arguments.empty() ? "" : ", ") + captureName(D, C);
  return "; }(" + Arguments + ");";
}

std::string arrayTypeName(const Declarator &D) { return "__vy" + number(D.ArrayNumber); }
std::string arrayOpen(const Declarator &D) {
  std::string Box = Gen + ("array_box<" + arrayTypeName(D) + ">");
  std::string Text = Box + " " + arrayName(D) + " = " + Gen + "init<" + Box + ">(__vc, __vr";
  return D.Form == InitForm::None ? Text : Text + ", " + lambda(Box) + "{";
}
std::string arrayClose(const Declarator &D) { return D.Form == InitForm::None ? ");" : "}; });"; }
std::string boundArrayOpen(const Declarator &D) {
  return std::string(D.IsConst ? "const auto " : "auto ") + arrayName(D) + " = " + Gen + "init_auto(__vc, __vr, [&] { return " + Gen + "array_copy(";
}
std::string boundArrayClose() { return "); });"; }
std::string arrayElements(const Declarator &D) { return "= " + arrayName(D) + ".elements;"; }

std::string rangeOpen(const Statement &S) {
  const PointRange Inside = S.Children[0].Points;
  const std::string Name = rangeName(S) + " = ";
  if (S.Ranges == RangeForm::Value && !Inside.empty())
    return "auto " + Name + Gen + "init_auto(__vc, __vr, [&] { return (";
  if (S.Ranges == RangeForm::Reference && !Inside.empty())
    return "auto &" + Name + Gen + "bind(__vc, __vr, " + points({Inside}) + ", [&]() -> decltype(auto) { return (";
  return "auto &&" + Name + (S.Ranges == RangeForm::List ? "" : "(");
}
std::string rangeClose(const Statement &S, const std::vector<SavedVariable> *Before) {
  const bool Suspends = !S.Children[0].Points.empty();
  if (S.Ranges == RangeForm::Value && Suspends)
    return "); });";
  if (S.Ranges == RangeForm::Reference && Suspends)
    return referenceClose(*Before) + ";";
  return S.Ranges == RangeForm::List ? ";" : ");";
}
std::string rangeHead(const Statement &S) {
  if (S.ByIterator) {
    auto Saved = [&](const std::string &Name, const char *What) {
      return "auto " + Name + " = " + Gen + "init_auto(__vc, __vr, [&] { return ::valor::detail::" + What + "(" + rangeName(S) + "); }); ";
    };
    return Saved(positionName(S), "range_begin") + Saved(endName(S), "range_end") + "for (; __vr ? " + isTarget(S.Children[0].Points) + " : " +
           positionName(S) + " != " + endName(S) + "; ++" + positionName(S) + ")";
  }
  return std::string(Gen) + "position " + positionName(S) + "{__vc, __vr, ::valor::gen::span<" + number(S.Children[0].Points.First) + ", " +
         number(S.Children[0].Points.Last) + ">{}, " + rangeName(S) + "}; for (; __vr ? " + isTarget(S.Children[0].Points) + " : " +
         positionName(S) + ".more(); " + positionName(S) + ".next())";
}
std::string element(const Statement &S) { return S.ByIterator ? "*" + positionName(S) : positionName(S) + ".element()"; }

std::string endSteps(const Expression &E) {
  std::string Names;
  for (auto It = E.Steps.rbegin(); It != E.Steps.rend(); ++It)
    if (It->What == Step::Kind::Await || (It->isKept() && It->What != Step::Kind::Reference && It->Number))
      Names += (Names.empty() ? "" : ", ") + (It->What == Step::Kind::Await ? awaiterName(It->Point) : temporaryName(*It));
  return "::valor::gen::end(" + Names + ");";
}

static std::string bounds(PointRange R) { return "<" + number(R.First) + ", " + number(R.Last) + ">(__vr)"; }
std::string enters(PointRange R) { return "::valor::gen::run" + bounds(R); }
std::string isTarget(PointRange R) { return R.empty() ? "false" : "::valor::gen::in" + bounds(R); }

} // namespace valet::spelling
