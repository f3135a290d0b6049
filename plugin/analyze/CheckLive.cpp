#include "analyze/CheckLive.h"

#include <set>

namespace valet {

namespace {

Refusal refusalOf(const SavedVariable &V, const PointPlan &P, std::string Diagnostic) {
  Refusal R{std::move(Diagnostic), V.shownName(), V.Where, {}};
  if (P.Number)
    R.Notes.push_back({P.Where, "it has to be saved at this suspension point"});
  return R;
}

/// A temporary is named by its type: people do not know its name.
Refusal unserializable(const SavedVariable &V, const PointPlan &P, const WhyNotPersistable &WhyNot) {
  Refusal R = refusalOf(V, P, "unserializable");
  R.Detail = V.From == SavedVariable::Origin::Temporary ? "a temporary" : "'" + V.shownName() + "'";
  R.Detail += " of type '" + V.Type + "'";
  if (std::string Why = WhyNot(V.TypeId); !Why.empty())
    R.Notes.insert(R.Notes.begin(), {V.Where, "what stands in the way: " + Why});
  return R;
}

} // namespace

std::vector<Refusal> checkLiveVariables(const Coroutine &C, const FramePlan &P, const IsPersistable &Persistable,
                                        const WhyNotPersistable &WhyNot) {
  std::vector<Refusal> Refusals;
  std::set<std::pair<std::string, std::uint32_t>> Reported;
  (void)C;
  for (const PointPlan &Point : P.Points)
    for (const SavedVariable &V : Point.Variables) {
      bool HasObstacle = V.Declaration && !V.Declaration->WhyNotSaved.Diagnostic.empty();
      if (!HasObstacle && (V.IsReference || V.IsPlace || Persistable(V.TypeId)))
        continue;
      if (!Reported.insert({V.Name, V.Where.Raw}).second)
        continue;
      Refusals.push_back(HasObstacle ? refusalOf(V, Point, V.Declaration->WhyNotSaved.Diagnostic) : unserializable(V, Point, WhyNot));
    }
  return Refusals;
}

} // namespace valet
