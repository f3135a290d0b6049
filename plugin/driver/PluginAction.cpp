// What Clang finds when it loads libvalet.so: runs before code generation, in the same compilation.
#include "driver/Consumer.h"

#include "support/ClangCompat.h"

#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace clang;

namespace {

class ValetAction : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, llvm::StringRef) override {
    return std::make_unique<valet::Consumer>(CI, Opts);
  }

  bool ParseArgs(const CompilerInstance &CI, const std::vector<std::string> &Arguments) override {
    for (const std::string &Argument : Arguments)
      if (!parse(Argument)) {
        DiagnosticsEngine &Diags = CI.getDiagnostics();
        Diags.Report(valet::compat::customDiagnostic(
            Diags, DiagnosticsEngine::Error, "valet: unknown argument '%0'; known are print, plan, emit=FILE and identity"))
            << Argument;
        return false;
      }
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  bool parse(llvm::StringRef Argument) {
    if (Argument == "print")
      return Opts.Print = true;
    if (Argument == "plan")
      return Opts.Plan = true;
    if (Argument == "identity")
      return Opts.Identity = true;
    if (Argument.consume_front("emit=") && !Argument.empty()) {
      Opts.Emit = Argument.str();
      return true;
    }
    if (Argument.consume_front("crash=")) { // for a test of the plugin itself, so no error names it
      Opts.Crash = Argument.str();
      return true;
    }
    return false;
  }

  valet::Options Opts;
};

FrontendPluginRegistry::Add<ValetAction> Registration("valet", "makes coroutines that return valor::ser_ctx persistable");

} // namespace
