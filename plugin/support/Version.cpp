// What libvalet.so says of itself to whoever looks into the file: `valor doctor` finds it without loading it.
#include "clang/Basic/Version.h"

extern "C" {
extern const char valet_version[];
__attribute__((used)) const char valet_version[] = "valet-version: Valor " VALET_VERSION ", Clang " CLANG_VERSION_STRING;
}
