// A diagnostic consumer that drops what the second parse of a body repeats, and counts as the consumer behind it does.
#pragma once

#include "clang/Basic/Diagnostic.h"

#include <functional>
#include <memory>

namespace valet {

class DiagnosticFilter : public clang::DiagnosticConsumer {
public:
  using Predicate = std::function<bool(clang::DiagnosticsEngine::Level, const clang::Diagnostic &)>;

  /// Puts a filter in front of the engine's consumer. The engine owns it.
  static DiagnosticFilter *install(clang::DiagnosticsEngine &Diags);

  /// Diagnostics for which this is true are dropped, with their notes.
  Predicate Drop;

  void BeginSourceFile(const clang::LangOptions &LangOpts, const clang::Preprocessor *PP) override;
  void EndSourceFile() override;
  void finish() override;
  void clear() override;
  bool IncludeInDiagnosticCounts() const override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &D) override;

private:
  void copyCounts(); // -verify reads them here

  clang::DiagnosticConsumer *Inner = nullptr;
  std::unique_ptr<clang::DiagnosticConsumer> Owned;
  bool DroppedLast = false;
};

} // namespace valet
