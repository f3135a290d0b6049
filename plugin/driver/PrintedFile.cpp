#include "driver/PrintedFile.h"

using namespace clang;

namespace valet {

void PrintedFile::replace(SourceRange Braces, std::string Text, const SourceManager &SM) {
  if (Braces.getBegin().isMacroID() || Braces.getEnd().isMacroID())
    return;
  auto [File, Begin] = SM.getDecomposedLoc(Braces.getBegin());
  auto [Same, End] = SM.getDecomposedLoc(Braces.getEnd());
  if (File == SM.getMainFileID() && Same == File)
    Bodies[Begin] = {End + 1, std::move(Text)};
}

std::string PrintedFile::text(const SourceManager &SM) const {
  llvm::StringRef Source = SM.getBufferData(SM.getMainFileID());
  std::string Out;
  unsigned At = 0;
  for (const auto &[Begin, Body] : Bodies) {
    if (Begin < At)
      continue;
    Out += Source.substr(At, Begin - At).str() + Body.Text;
    At = Body.End;
  }
  return Out + Source.substr(At).str() + Instances;
}

} // namespace valet
