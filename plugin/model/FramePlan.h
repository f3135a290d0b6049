// What was decided about a coroutine: which variables each suspension point saves, and what is skipped on re-entry.
//
// Invariant (checked by plan/Verify): the variables of a point are listed in the order in which the re-entered body meets their
// declarations; parameters come first.
#pragma once

#include "model/Coroutine.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace valet {

/// Whether values of the type can be saved.
using IsPersistable = std::function<bool(TypeIndex)>;

struct SavedVariable {
  enum class Origin { Parameter, Held, Local, Temporary, SwitchValue, Range };

  Origin From = Origin::Local;
  std::string Name;
  std::string Shown;                       // in snapshots and messages, when it has no name of the user's
  unsigned Ordinal = 1;                    // among those of one name in scope, from the outermost
  std::string Type;
  TypeIndex TypeId = 0;
  bool IsReference = false;
  bool IsPlace = false;                    // made again: something may lead to it, but it has no value
  bool IsCleared = false;                  // nothing looks at it any more: saved as zeros
  std::string Alias;                       // another name for it, at points where its own is hidden
  const Declarator *Declaration = nullptr; // Local
  const Naming *Clearable = nullptr;
  Place Where;

  const std::string &shownName() const { return Shown.empty() ? Name : Shown; }
  std::string snapshotName() const { return shownName() + (Ordinal > 1 ? " " + std::to_string(Ordinal) : ""); }
};

struct PointPlan {
  PointNumber Number = 0;
  std::string Name; // given by the user; else empty
  Place Where;
  std::vector<SavedVariable> Variables;
  std::vector<std::string> InScope; // by name and type, also what is not saved because nothing looks at it any more
};

struct FramePlan {
  std::vector<PointPlan> Points; // by number, from 0 (not yet started)
  std::uint64_t Fingerprint = 0;
  std::map<TokenIndex, bool> SavedLocals; // by name token: true when some point saves it
  std::map<TokenIndex, std::string> LocalAliases;         // by name token: locals that something hides at a point
  std::map<std::string, std::string> ParameterAliases;    // by name

  std::map<TokenIndex, std::vector<PointRange>> SavedAt;  // by name token
  std::map<TokenIndex, std::vector<SavedVariable>> BeforeReference; // by name token, or the first of a loop over a reference: where a local reference may lead in its own frame

  std::set<TokenIndex> DeadLocals;                        // by name token: locals that some point in their scope does not save

  bool isDead(const Declarator &D) const { return DeadLocals.count(D.NameToken) && !saves(D); }
  bool isDeadSomewhere(const Declarator &D) const { return DeadLocals.count(D.NameToken); }
  bool saves(const Declarator &D) const {
    auto It = SavedLocals.find(D.NameToken);
    return It != SavedLocals.end() && It->second;
  }
};

} // namespace valet
