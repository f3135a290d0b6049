#include "plan/PrintPlan.h"

#include <cstdio>

namespace valet {

std::string printPlan(const Coroutine &C, const FramePlan &P) {
  char Fingerprint[24];
  std::snprintf(Fingerprint, sizeof Fingerprint, "%016llx", static_cast<unsigned long long>(P.Fingerprint));
  std::string Text = "coroutine " + C.Key + "\n  result " + C.ResultType + "\n  fingerprint " + Fingerprint + "\n";
  for (const PointPlan &Point : P.Points) {
    Text += "  point " + std::to_string(Point.Number) + (Point.Name.empty() ? "" : " \"" + Point.Name + "\"") + ":";
    const char *Separator = " ";
    for (const SavedVariable &V : Point.Variables) {
      Text += Separator + V.snapshotName() + ": " + V.Type + (V.IsReference ? " &" : "") + (V.IsCleared ? " (cleared)" : "");
      Separator = ", ";
    }
    Text += "\n";
  }
  return Text;
}

} // namespace valet
