#include "driver/HiddenEffects.h"

#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Pragma.h"

using namespace clang;

namespace valet {

namespace {

class Watch : public PPCallbacks {
public:
  explicit Watch(std::vector<HiddenEffect> &Effects) : Effects(Effects) {}

  void MacroExpands(const Token &Name, const MacroDefinition &Definition, SourceRange, const MacroArgs *) override {
    const MacroInfo *Macro = Definition.getMacroInfo();
    if (Macro && Macro->isBuiltinMacro() && Name.getIdentifierInfo()->isStr("__COUNTER__"))
      add(Name.getLocation(), "__COUNTER__");
  }
  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool, CharSourceRange, OptionalFileEntryRef, StringRef, StringRef,
                          const Module *, bool, SrcMgr::CharacteristicKind) override {
    add(Hash, "an #include");
  }
  void PragmaDirective(SourceLocation Where, PragmaIntroducerKind Introducer) override {
    if (Introducer != PIK_HashPragma)
      add(Where, "a _Pragma");
    IsOpen = Introducer != PIK_HashPragma;
  }

  // Those of diagnostics say so directly after they were begun: nothing is lost with them.
  void PragmaDiagnosticPush(SourceLocation, StringRef) override { takeBack(); }
  void PragmaDiagnosticPop(SourceLocation, StringRef) override { takeBack(); }
  void PragmaDiagnostic(SourceLocation, StringRef, diag::Severity, StringRef) override { takeBack(); }
  void PragmaMessage(SourceLocation, StringRef, PragmaMessageKind, StringRef) override { takeBack(); }

private:
  void add(SourceLocation Where, const char *What) {
    Effects.push_back({Where, What});
    IsOpen = false;
  }
  void takeBack() {
    if (IsOpen)
      Effects.pop_back();
    IsOpen = false;
  }

  std::vector<HiddenEffect> &Effects;
  bool IsOpen = false; // the last one is a _Pragma of which no more is known yet
};

} // namespace

void watchHiddenEffects(Preprocessor &PP, std::vector<HiddenEffect> &Effects) { PP.addPPCallbacks(std::make_unique<Watch>(Effects)); }

} // namespace valet
