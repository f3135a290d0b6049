// The one place that knows where the supported versions of Clang (19 to 22) differ.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/MangleNumberingContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/Version.h"

#if CLANG_VERSION_MAJOR < 19 || CLANG_VERSION_MAJOR > 22
#error "Valor supports Clang 19 to 22"
#endif

namespace valet::compat {

/// An error, warning or note of the plugin's own with a text made at run time.
inline unsigned customDiagnostic(clang::DiagnosticsEngine &Diags, clang::DiagnosticsEngine::Level Level, llvm::StringRef Format) {
  return Diags.getDiagnosticIDs()->getCustomDiagID(static_cast<clang::DiagnosticIDs::Level>(Level), Format);
}

/// Forgets the numbers given to the lambdas and static locals of a body that is parsed again.
/// Needs access to a private member of ASTContext.
template <class Context> void forgetMangleNumbers(Context &AST, clang::FunctionDecl *FD) { AST.MangleNumberingContexts.erase(FD); }

} // namespace valet::compat
