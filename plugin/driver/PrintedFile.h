// The main file with its rewritten bodies in place, for `print`.
#pragma once

#include "clang/Basic/SourceManager.h"

#include <map>
#include <string>

namespace valet {

class PrintedFile {
public:
  /// Text stands for the body between these two braces. Bodies outside the main file, or from macros, are left out.
  void replace(clang::SourceRange Braces, std::string Text, const clang::SourceManager &SM);
  /// Text is the body of one instance of a template: it is shown behind the file.
  void addInstance(const std::string &Name, const std::string &Text) { Instances += "\n// instance: " + Name + "\n" + Text + "\n"; }
  std::string text(const clang::SourceManager &SM) const;

private:
  struct Replacement {
    unsigned End;
    std::string Text;
  };
  std::map<unsigned, Replacement> Bodies; // by offset of `{`
  std::string Instances;
};

} // namespace valet
