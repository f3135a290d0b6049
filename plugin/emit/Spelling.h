// The one place that knows how generated C++ is spelled. Every name it inserts starts with `__v` and is fully qualified.
#pragma once

#include "model/FramePlan.h"

#include <string>

namespace valet::spelling {

std::string awaiterName(PointNumber N);

/// What a rewritten body begins with: identity, factory, the frame, the first question, the target of the re-entry.
std::string prologue(const Coroutine &C, const FramePlan &P);

/// What a coroutine that must not be rewritten begins with: it answers that it cannot be saved.
/// The first capture of a lambda that is a coroutine; AfterDefault: behind `=` or `&`.
std::string anchor(bool AfterDefault);
/// A local reference; Before: the variables of the frame that it may lead into.
std::string referenceOpen(const Declarator &D, const std::vector<PointRange> &SavedAt);
std::string referenceClose(const std::vector<SavedVariable> &Before);
/// The hidden object that a reference extends.
std::string extendedOpen(const Declarator &D);
std::string extendedClose(const Declarator &D);
std::string skippedPrologue(const std::string &Name);

/// Before and after the operand of an await; the second part suspends and answers questions.
std::string awaitOpen(PointNumber N);
std::string awaitClose(const PointPlan &P);

std::string temporaryOpen(const Step &S);
std::string temporaryClose(const Step &S);

/// `&&`, `||`, `?:` with awaits on a side: the value that is kept, the test that enters the first side, a side's value.
std::string choiceOpen(const Step &S);
std::string choiceTest(const Step &S);
std::string choiceTestClose(const Step &S);
std::string choiceValueOpen(const Step &S);
std::string choiceValueClose();
/// The side that does not evaluate anything: `false && ...`, `true || ...`.
std::string choiceShort(const Step &S);

/// What stands for the result of a step in the rest of its expression.
std::string result(const Step &S);

/// Before and after what an initialiser evaluates; opens with `=`. A deduced type is written between initOpen and initBracket.
/// SavedAt: where, if not at all points in its scope.
std::string initOpen(const Declarator &D, const std::vector<PointRange> *SavedAt);
std::string initBracket(const Declarator &D);
std::string initClose(const Declarator &D);

/// Before and after the brackets of a structured binding to the parts of a hidden object.
std::string bindOpen();
std::string bindClose(const Declarator &D);

/// Of what is in the snapshot as a place: takes its record, which has no value.
std::string madeAgain();
/// A closure: copies of what it holds by value; a function whose parameters stand for the captured variables, and returns the closure.
std::string captures(const Declarator &D);
std::string closureOpen(const Declarator &D);
std::string closureClose(const Declarator &D);

/// An array, as a member of an object: the name of its type, the object that holds it, and the user's name for it.
std::string arrayTypeName(const Declarator &D);
std::string arrayOpen(const Declarator &D);
std::string arrayClose(const Declarator &D);
std::string boundArrayOpen(const Declarator &D);
std::string boundArrayClose();
std::string arrayElements(const Declarator &D);

/// A range-based for: before and after its range, the loop over positions, the element at the position.
std::string rangeOpen(const Statement &S);
/// Before: where a range that is kept as a reference may lead in its own frame.
std::string rangeClose(const Statement &S, const std::vector<SavedVariable> *Before);
std::string rangeHead(const Statement &S);
std::string element(const Statement &S);

/// An initialiser that a re-entry does not evaluate, because nothing looks at the variable any more.
std::string deadOpen(const Declarator &D);
std::string deadClose(const Declarator &D);

/// As a string literal.
std::string quoted(const std::string &Text);

/// A second name for a variable that something hides at a point.
std::string alias(const std::string &Name, const std::string &Alias);

/// Ends the hoisted steps of a declaration's full-expression, newest first.
std::string endSteps(const Expression &E);

std::string enters(PointRange R);       // condition: normal running, or the target lies inside
std::string isTarget(PointRange R);     // condition: the target lies inside
inline constexpr const char *ReEntering = "__vr";

} // namespace valet::spelling
