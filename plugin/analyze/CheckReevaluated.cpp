#include "analyze/CheckReevaluated.h"

namespace valet {

namespace {

class Checker {
public:
  explicit Checker(const IsPersistable &Persistable) : Persistable(Persistable) {}

  void statement(const Statement &S) {
    expression(S.Value);
    expression(S.Step);
    for (const Declarator &D : S.Declarators)
      expression(D.Value);
    for (const auto *List : {&S.Head, &S.Children})
      for (const Statement &Child : *List)
        statement(Child);
  }

  std::vector<Refusal> Refusals;

private:
  void expression(const Expression &E) {
    for (const Step &Used : E.Steps) {
      for (const Expression &Arm : Used.Arms)
        expression(Arm);
      if (!Used.isKept() || Used.What == Step::Kind::Reference || !Used.MayChange || Used.Holds == Step::Content::Awaiter || Used.Consumer < 0)
        continue;
      const Step &Await = E.Steps[Used.Consumer];
      if (!Await.AwaitsChild && !(Await.IsPRValue && Persistable(Await.TypeId)))
        Refusals.push_back({"reevaluated-temporary", Await.Type, Used.Where, {{Await.Where, "awaited here"}}});
    }
  }

  const IsPersistable &Persistable;
};

} // namespace

std::vector<Refusal> checkReevaluatedOperands(const Coroutine &C, const IsPersistable &Persistable) {
  Checker Check(Persistable);
  Check.statement(C.Body);
  return std::move(Check.Refusals);
}

} // namespace valet
