#include "support/Report.h"

#include "support/ClangCompat.h"

using namespace clang;

namespace valet {

namespace {

struct Row {
  const char *Name;
  const char *Message;
};

const Row Table[] = {
#define VALET_DIAGNOSTIC(Name, Message) {Name, Message},
#include "support/Diagnostics.def"
#undef VALET_DIAGNOSTIC
};

SourceLocation location(Place P) { return SourceLocation::getFromRawEncoding(P.Raw); }

} // namespace

void report(DiagnosticsEngine &Diags, const Refusal &R) {
  std::string Format = "%0 [valor-" + R.Diagnostic + "]";
  for (const Row &Entry : Table)
    if (R.Diagnostic == Entry.Name)
      Format = Entry.Message + (" [valor-" + R.Diagnostic + "]");
  {
    DiagnosticBuilder Error =
        Diags.Report(location(R.Where), compat::customDiagnostic(Diags, DiagnosticsEngine::Error, Format));
    if (Format.find("%0") != std::string::npos)
      Error << R.Detail;
  }
  for (const Note &N : R.Notes)
    Diags.Report(location(N.Where), compat::customDiagnostic(Diags, DiagnosticsEngine::Note, "%0")) << N.Text;
}

} // namespace valet
