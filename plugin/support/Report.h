// Shows refusals and other messages of the plugin through Clang's diagnostics.
#pragma once

#include "model/Refusal.h"

#include "clang/Basic/Diagnostic.h"

namespace valet {

void report(clang::DiagnosticsEngine &Diags, const Refusal &R);

} // namespace valet
