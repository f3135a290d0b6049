# The lit suite: what the plugin prints, refuses and generates, one construct a file.
#
# Substitutions:
#   %valet-cxx     clang++-N -std=c++20 with the plugin and the runtime's headers
#   %valet-run     the same with Inputs/run.h, which is precompiled: without other options that matter to it
#   %valet-verify  that as a -verify run: expected-error and expected-warning comments, no output
#   %clangxx %gxx  the plain compilers, with the runtime's headers (%clangxx-alone: without)
#   %plugin        the path of libvalet.so          %include  the -I options of the runtime
#   %gdb-printers  the printers for gdb
#   FileCheck, not, split-file, count are LLVM's own.
# Features, for REQUIRES and UNSUPPORTED: llvm-19, llvm-22, ...; boost-asio where its headers are installed (and so for other
#   libraries); other-clang where there is another version; gdb where it can run a program.

import os
import shutil
import subprocess

import lit.formats

config.name = "valor"
# The system's shell, not lit's own, whose commands differ between the versions.
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cc", ".cpp", ".test"]
config.excludes = ["Inputs", "inputs"]
config.test_source_root = os.path.dirname(__file__)

runtime = os.path.join(config.valor_source, "runtime")
include = "-I{0}/include -I{0}".format(runtime)
valet = "{} -std=c++20 -fplugin={} {}".format(config.valor_clangxx, config.valor_plugin, include)

# lit replaces in this order, and by text: a name that begins another one comes after it.
config.substitutions.append(("%valet-cxx", valet))
with_run = "{} -I{}/Inputs -include-pch {}".format(valet, config.test_source_root, config.valor_run_pch)
config.substitutions.append(("%valet-run", with_run))
config.substitutions.append(("%valet-verify", with_run + " -fsyntax-only -Xclang -verify"))
config.substitutions.append(("%clangxx-alone", config.valor_clangxx))
config.substitutions.append(("%clangxx", "{} -std=c++20 {}".format(config.valor_clangxx, include)))
other = [c for c in ("clang++-19", "clang++-22") if c != "clang++-{}".format(config.valor_llvm) and shutil.which(c)]
config.substitutions.append(("%other-clangxx", other[0] if other else "false"))
if other:
    config.available_features.add("other-clang")
config.substitutions.append(("%gxx", "{} -std=c++20 {}".format(config.valor_gxx, include)))
config.substitutions.append(("%plugin", config.valor_plugin))
config.substitutions.append(("%include", include))

config.available_features.add("llvm-{}".format(config.valor_llvm))
libraries = {"boost-asio": "boost/asio.hpp", "fmt": "fmt/format.h", "range-v3": "range/v3/view/zip.hpp", "json": "nlohmann/json.hpp",
             "eigen": "eigen3/Eigen/Dense", "catch2": "catch2/catch.hpp"}
for name, header in libraries.items():
    has = "#if !__has_include(<{}>)\n#error\n#endif\n".format(header)
    if subprocess.run([config.valor_clangxx, "-xc++", "-E", "-"], input=has, text=True, capture_output=True).returncode == 0:
        config.available_features.add(name)
config.substitutions.append(("%gdb-printers", os.path.join(config.valor_source, "tools", "gdb", "valor_gdb.py")))
if shutil.which("gdb") and subprocess.run(["gdb", "-nx", "-q", "-batch", "-return-child-result", "-ex", "run", "true"], capture_output=True).returncode == 0:
    config.available_features.add("gdb")
config.environment["PATH"] = os.pathsep.join([config.valor_llvm_bin, config.environment.get("PATH", os.environ["PATH"])])
