// What the plugin knows about one coroutine: plain data, without a Clang type in it.
//
// Invariant: every token range is a half-open range of indexes into the token sequence of the body, `{` and `}` included; every
// suspension point has a number, from 1, such that each statement owns a contiguous range of numbers.
// Left to others: how it was found (collect/), what is decided about it (plan/), how generated code is spelled (emit/).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace valet {

using TokenIndex = std::uint32_t;
using PointNumber = std::uint32_t;

struct TokenRange {
  TokenIndex Begin = 0;
  TokenIndex End = 0;

  bool empty() const { return Begin >= End; }
  TokenIndex size() const { return empty() ? 0 : End - Begin; }
  bool contains(TokenRange Other) const { return Begin <= Other.Begin && Other.End <= End; }
  friend bool operator==(TokenRange, TokenRange) = default;
};

/// The suspension points of a subtree, both ends included; First == 0: none.
struct PointRange {
  PointNumber First = 0;
  PointNumber Last = 0;

  bool empty() const { return First == 0; }
  bool contains(PointNumber N) const { return !empty() && First <= N && N <= Last; }
  void add(PointRange Other) {
    if (Other.empty())
      return;
    if (empty() || Other.First < First)
      First = Other.First;
    if (Other.Last > Last)
      Last = Other.Last;
  }
};

/// An encoded source location: where a message is shown.
struct Place {
  std::uint32_t Raw = 0;
};

/// Index into the table of types that the collector keeps beside the model.
using TypeIndex = std::uint32_t;

/// Something a message is shown for: a construct that cannot be carried, and where it stands.
struct Obstacle {
  std::string Diagnostic; // name in support/Diagnostics.def; empty: none
  std::string Detail;
};

/// `v = E;`, which gives a variable another value, whatever it had.
struct Overwrite {
  TokenRange Block; // in which it stands as a statement; entered at its beginning only
  TokenRange Range;
};

/// Where the program names a variable to which nothing leads.
struct Naming {
  std::vector<TokenIndex> Tokens;
  std::vector<Overwrite> Overwrites;
};

struct Parameter {
  std::string Name; // "this" for the object of a member coroutine
  std::string Shown; // how the snapshot and messages call it, when the user gave it no name
  std::string Type;
  TypeIndex TypeId = 0;
  bool IsReference = false;
  bool IsObject = false;
  bool IsRemade = false; // a closure without captures
  bool MayBeCleared = false; // see Declarator
  Naming Uses;
  Place Where;
};

/// The name that the object of a lambda has in its parameters.
inline const char *closureName() { return "__vz"; }

struct Expression;

/// A step of a full-expression that contains an await: done in this order, each before what is left of the expression.
struct Step {
  enum class Kind {
    Await,
    Discard,   // is evaluated for its effects only: the left side of a comma
    Choice,    // `&&`, `||`, `?:`: evaluates Operand, then at most one of Arms; its value is kept like a Temporary's
    Temporary, // a value that is kept; saved at the points of Live
    Reference, // an object that is used by reference; saved as a place in the snapshot at the points of Live. (None, in the operand
               // of the next await of a ser_ctx: a restored child is not called again.)
  };

  enum class Logic { And, Or, Select };

  enum class Content {
    Value,
    Closure, // of references to variables; made again, not saved
    Global,  // a name for an object with static storage; not saved
    Awaiter, // is awaited itself, and lives on after that
  };

  Kind What = Kind::Await;
  TokenRange Range;       // what the result of the step stands for
  TokenRange Operand;     // the text that is evaluated; Await: without the keyword; Choice: the condition
  Logic Chooses = Logic::And;   // Choice
  std::vector<Expression> Arms; // Choice: the right side, or both arms of `?:`
  PointNumber Point = 0;  // Await
  std::uint32_t Number = 0; // Temporary, Reference: its number in the coroutine
  std::string Spelled;    // Temporary: the type to convert to, where the text alone has another one
  bool CallsArrow = false; // Temporary: what the overloaded `->` behind the operand gives
  std::string Type;
  TypeIndex TypeId = 0;
  PointRange Live;        // Temporary, Reference: points at which it is saved
  bool IsXValue = false;  // Reference
  Content Holds = Content::Value; // Temporary
  bool MayChange = false; // Temporary: what uses it may move from it, or write to it
  bool IsPRValue = false; // Await: the operand is a value, not an object that exists
  bool AwaitsChild = false; // Await: the operand is a ser_ctx by value
  bool HasDestructor = false;
  int Consumer = -1;      // index of the step whose operand holds this one; -1: the expression itself
  Place Where;

  bool isKept() const { return What == Kind::Temporary || What == Kind::Reference || What == Kind::Choice; }
  PointRange points() const;
};

struct Expression {
  TokenRange Range;
  std::vector<Step> Steps;
  bool IsVoid = false; // an arm that gives no value, or throws

  bool suspends() const { return !Steps.empty(); }
  PointRange points() const {
    PointRange All;
    for (const Step &S : Steps)
      All.add(S.points());
    return All;
  }
};

inline PointRange Step::points() const {
  if (What == Kind::Await)
    return {Point, Point};
  PointRange All;
  for (const Expression &Arm : Arms)
    All.add(Arm.points());
  return All;
}

enum class InitForm { None, Copy, CopyList, Direct, DirectList };
enum class TypeForm { Spelled, Auto, Deduced };
/// What stands for a variable, on a re-entry, that nothing looks at any more: nothing can (so it must be saved), a reference to no
/// object, a closure of zero bytes, a value of zero bytes, or what its declaration makes, which is a constant.
enum class DeadForm { None, Reference, Closure, Value, AsWritten };

/// The range of a loop: an object that a re-entry names again, a value that the loop keeps, an object that is kept as a reference, or a
/// braced list of constants.
enum class RangeForm { Named, Value, Reference, List };

/// What a closure holds by value: a variable of its own, named like the captured one when the closure is made.
struct Capture {
  std::string Name;
  std::string Type;
  TypeIndex TypeId = 0;
};

struct Declarator {
  std::string Name;
  std::string Type;
  TypeIndex TypeId = 0;     // array: of its elements
  TypeForm Spelling = TypeForm::Spelled;
  InitForm Form = InitForm::None;
  TokenIndex NameToken = 0;
  TokenRange Operators;     // not of the first declarator: `*`, `&` and the like before the name
  TokenRange TypeTokens;    // Deduced: the template's name as written
  TokenRange InitWhole;     // with `=`, parentheses or braces; empty for None
  TokenRange Init;          // what stands inside
  Expression Value;         // steps of the initialiser, Value.Range == Init
  bool IsScalar = false;
  bool Untouched = false;   // constexpr, static, a constant: neither changed nor saved
  bool IsReference = false; // to an object that exists: saved as a place in the snapshot
  bool Extends = false;     // a reference to a temporary that lives as long: Name is that object, hidden, and Shown the reference
  std::vector<Capture> Captures; // a closure that is made again from these
  std::uint32_t ClosureNumber = 0;
  bool IsPlace = false;     // a closure or constant to which something may lead: made again, in the snapshot without a value
  bool IsCoroutine = false; // a closure that is one, when it is called
  DeadForm WhenDead = DeadForm::None;
  bool Refers = false;      // it may lead to other objects: not saved when it is dead, even if it could be
  bool MayBeCleared = false; // it may lead to what is gone: saved as one that leads nowhere when it is dead
  Naming Uses;              // when it may be dead or cleared
  Obstacle WhyNotSaved;     // reported when it turns out to be live across a point
  std::string Shown;        // how the snapshot and messages call it, when that is not Name
  TokenRange Bindings;      // `[a, b]`: Name is a hidden object, to whose parts these are bound
  std::vector<std::string> BoundNames;
  TokenRange Attributes;    // behind the name
  TokenRange Bounds;        // array: `[2][3]`
  std::string BoundsText;   // array: the same where the text leaves a bound out
  std::uint32_t ArrayNumber = 0; // array: of the object that holds it
  bool IsConst = false;          // array: its elements
  Place Where;
};

struct Statement {
  enum class Kind { Plain, Marker, Declaration, Expression, CoReturn, Compound, If, While, For, Do, Switch, Label, Try, Handler, Block, RangeFor };

  Kind What = Kind::Plain;
  TokenRange Range;        // with the `;`
  PointRange Points;
  Expression Value;        // expression, co_return operand, condition
  Expression Step;         // For: the third part
  TokenRange Specifiers;   // Declaration: the tokens before the name of the first declarator
  TokenRange Shared;       // Declaration: those of them that belong to all declarators
  TokenRange Attributes;   // Declaration: those with which they begin
  std::vector<Declarator> Declarators;
  std::vector<std::string> OtherNames; // Marker, Declaration: types and the like, which may hide variables
  std::vector<Statement> Children; // Compound: all; If: then, else; loops and Switch: body; For: init, body; Try: block, handlers; Block: statements without braces of their own; RangeFor: body
  std::vector<Statement> Head;     // If, While, Switch, For: init-statement and declaration in the condition
  RangeForm Ranges = RangeForm::Named; // RangeFor
  TokenRange ElementTokens;        // RangeFor: the declaration of the element, which is the only declarator
  bool BindsElement = false;       // RangeFor: as a reference, bound again on re-entry
  bool ByIterator = false;         // RangeFor: the iterators are saved; else the distance from the beginning
  std::string PositionType, EndType; // RangeFor: of what is saved; EndType: ByIterator
  TypeIndex PositionTypeId = 0, EndTypeId = 0;
  std::string Tested;              // the variable that the head declares instead of a condition
  bool EndsOpen = false;           // Declaration in a head: its last token is not its own `;`
  std::uint32_t Number = 0; // Switch: number of its saved value; RangeFor: of its range and position
  std::string Type;        // Switch: type of the value; RangeFor: of the range
  TypeIndex TypeId = 0;
  Place Where;
};

struct Coroutine {
  std::string Key;         // qualified name and parameter types, as the source has them
  std::string CallName;    // how generated code calls it: `::ns::f`, or `f` on the object
  bool IsVirtual = false;
  bool IsMember = false;   // non-static
  bool IsConsumed = false; // a member for rvalues
  bool HasAddress = true;  // CallName names it, so that its address can be taken
  bool IsLambda = false;   // then it is only called through its closure; IsMember: which has captures
  std::string ResultType;
  std::vector<Parameter> Parameters;
  std::vector<Capture> HeldPlaces; // a lambda: what it holds by value and something may lead to; made again with the closure
  Statement Body;
  PointNumber PointCount = 0;
  std::map<TokenIndex, std::string> FunctionNames; // `__func__` and the like: what stands for them
  std::map<PointNumber, std::string> PointNames; // those that the user gave one
  Place Where;
};

} // namespace valet
