// What was decided about a coroutine: which variables each suspension point saves, and what is skipped on re-entry.
//
// Invariant (checked by plan/Verify): the variables of a point are listed in the order in which the re-entered body meets their
// declarations; parameters come first.
#pragma once

#include "model/Coroutine.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace valet {

struct SavedVariable {
  enum class Origin { Parameter, Local, Temporary, SwitchValue };

  Origin From = Origin::Local;
  std::string Name;
  std::string Type;
  TypeIndex TypeId = 0;
  bool IsReference = false;
  const Declarator *Declaration = nullptr; // Local
  Place Where;
};

struct PointPlan {
  PointNumber Number = 0;
  Place Where;
  std::vector<SavedVariable> Variables;
};

struct FramePlan {
  std::vector<PointPlan> Points; // by number, from 0 (not yet started)
  std::uint64_t Fingerprint = 0;
  std::map<TokenIndex, bool> SavedLocals; // by name token: true when some point saves it

  bool saves(const Declarator &D) const {
    auto It = SavedLocals.find(D.NameToken);
    return It != SavedLocals.end() && It->second;
  }
};

} // namespace valet
