#include "driver/DiagnosticFilter.h"

using namespace clang;

namespace valet {

DiagnosticFilter *DiagnosticFilter::install(DiagnosticsEngine &Diags) {
  auto *Filter = new DiagnosticFilter;
  Filter->Inner = Diags.getClient();
  if (Diags.ownsClient())
    Filter->Owned = Diags.takeClient();
  Diags.setClient(Filter, /*ShouldOwnClient=*/true);
  return Filter;
}

void DiagnosticFilter::copyCounts() {
  NumWarnings = Inner->getNumWarnings();
  NumErrors = Inner->getNumErrors();
}

void DiagnosticFilter::BeginSourceFile(const LangOptions &LangOpts, const Preprocessor *PP) { Inner->BeginSourceFile(LangOpts, PP); }

void DiagnosticFilter::EndSourceFile() {
  Inner->EndSourceFile();
  copyCounts();
}

void DiagnosticFilter::finish() {
  Inner->finish();
  copyCounts();
}

void DiagnosticFilter::clear() {
  DiagnosticConsumer::clear();
  Inner->clear();
}

bool DiagnosticFilter::IncludeInDiagnosticCounts() const { return Inner->IncludeInDiagnosticCounts(); }

void DiagnosticFilter::HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &D) {
  if (Level == DiagnosticsEngine::Note) {
    if (DroppedLast)
      return;
  } else if ((DroppedLast = Drop && Drop(Level, D)))
    return;
  Inner->HandleDiagnostic(Level, D);
  copyCounts();
}

} // namespace valet
