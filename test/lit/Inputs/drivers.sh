# drivers.sh PART DIR CLANGXX PLUGIN INCLUDES...: the ways in which a compiler is called, each with the plugin.
# In every way the program must print what it prints when compiled in one go, or the exception must be diagnosed by name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
part=$1 dir=$2 clang=$3 plugin=$4 # PART: one_step, or in_steps; two tests, that run side by side
shift 4
rm -rf "$dir" && mkdir -p "$dir" && cd "$dir"
cat >main.cc <<END
#include "run.h"
ser_ctx<int> root(int n) {
    int a = co_await recv{n};
    co_return a + co_await recv{2};
}
int main() {
    run([] { return root(7); });
}
END
plain="$clang -std=c++20 $* -I$here"
valet="$plain -fplugin=$plugin"
failed=

say() { echo "$1: $2"; [ "$2" = ok ] || failed="$failed $1"; }
# runs NAME PROGRAM: it prints what it must
runs() { if "$2" >out.txt && cmp -s want.txt out.txt; then say "$1" ok; else say "$1" "other output"; fi; }
# builds NAME OPTIONS...: in one go
builds() { name=$1; shift; if $valet "$@" main.cc -o prog >log.txt 2>&1; then runs "$name" ./prog; else say "$name" "does not compile"; cat log.txt; fi; }
# refused NAME TEXT COMMAND...: fails, and says why
refused() { name=$1 text=$2; shift 2; if "$@" >log.txt 2>&1; then say "$name" "not diagnosed"; elif grep -q -e "$text" log.txt; then say "$name" ok; else say "$name" "other message"; cat log.txt; fi; }

$valet main.cc -o prog
./prog >want.txt
grep -q "straight 9, restored 3 times 9" want.txt

one_step() {
# ---- one step
for options in -O2 "-g -O2" -g -gsplit-dwarf -flto --coverage "-fprofile-instr-generate -fcoverage-mapping" -save-temps -fno-integrated-cc1 \
    -ftime-report -fsanitize=address -fsanitize=undefined -Werror "-Wall -Wextra -Werror" -fmodules "--serialize-diagnostics d.dia" -fPIC; do
    builds "$options" $options
done
}

in_steps() {
# ---- in steps
$valet -c main.cc -o a.o && $clang a.o -o a && runs -c ./a
$valet -S main.cc -o a.s && $clang a.s -o a && runs -S ./a
$valet -S -emit-llvm main.cc -o a.ll && $clang a.ll -o a && runs -emit-llvm ./a
$valet -fsyntax-only main.cc && say -fsyntax-only ok
$plain -E main.cc -o e.plain && $valet -E main.cc -o e.valet && cmp e.plain e.valet && say -E ok
cp e.valet pre.ii && $valet -c pre.ii -o a.o && $clang a.o -o a && runs "preprocessed input" ./a
$valet -x c++ -c - -o a.o <main.cc && $clang a.o -o a && runs "-x c++ -" ./a
$plain -MD -MF d.plain -MT x -c main.cc -o a.o && $valet -MD -MF d.valet -MT x -c main.cc -o a.o && cmp d.plain d.valet && say -MD ok
echo "int other() { return 1; }" >other.cc && $valet main.cc other.cc -o a && runs "two inputs" ./a
printf 'int f() { return x; } // expected-error {{undeclared}}\n' >verify.cc
$valet -fsyntax-only -Xclang -verify verify.cc && say -verify ok

# ---- what caches and distributed builds rely on: the same text and options give the same bytes, wherever the file lies
cat >cached.cc <<END
#include "run.h"
static ser_ctx<int> child(int n) { co_return n + co_await recv{__LINE__}; }
int main() {
    auto lambda = [](int n) -> ser_ctx<int> { co_return co_await child(n); };
    run([&] { return lambda(7); });
}
END
same() { if cmp "$2" "$3"; then say "$1" ok; else say "$1" differs; fi; }
$valet -fsyntax-only -fplugin-arg-valet-plan cached.cc >plan && grep -q "child(int)@cached.cc" plan
$valet -E cached.cc -o cached.ii && $valet -fsyntax-only -fplugin-arg-valet-plan cached.ii >plan.ii && same "the plan of preprocessed input" plan plan.ii
$valet -E -frewrite-includes cached.cc -o one.ii && $valet -fsyntax-only -fplugin-arg-valet-plan one.ii >plan.one && same "the plan with rewritten includes" plan plan.one
for place in here there; do
    mkdir $place && cp cached.cc $place && (cd $place && $valet -g -O1 -ffile-prefix-map="$PWD=/src" -c cached.cc -o cached.o)
done
same "two compiles, in two places" here/cached.o there/cached.o
if grep -q "$dir" here/cached.o; then say "-ffile-prefix-map" "the object names its directory"; else say "-ffile-prefix-map" ok; fi
$valet -g -O1 -fdebug-prefix-map="$dir=/src" -c cached.cc -o cached.o
if grep -q "$dir" cached.o; then say "-fdebug-prefix-map" "the object names its directory"; else say "-fdebug-prefix-map" ok; fi

# ---- one file out of several
mkdir unity && sed 's/int main.*/ser_ctx<int> twin(int n) { co_return co_await child(n); }/;/^    /d;/^}/d' cached.cc >unity/first.cc
printf '#include "unity/first.cc"\n#include "main.cc"\n' >unity.cc && $valet unity.cc -o a && runs "unity build" ./a

# ---- precompiled headers
echo '#include "run.h"' >pre.h
$valet -x c++-header pre.h -o with.pch && $valet -include-pch with.pch main.cc -o a && runs "PCH with the plugin" ./a
$plain -x c++-header pre.h -o without.pch
refused "PCH without the plugin" "valor-inactive-header" $valet -include-pch without.pch main.cc -o a

# ---- modules. A coroutine of a named module is registered by the module and by each file that imports it.
cat >mod.cppm <<END
module;
#include "run.h"
export module mod;
export ser_ctx<int> child(int n) {
    int a = co_await recv{n};
    co_return a + co_await recv{2};
}
END
cat >user.cc <<END
#include "run.h"
import mod;
int main() {
    run([] { return child(7); });
}
END
$valet -x c++-module mod.cppm --precompile -o mod.pcm && $valet -c mod.pcm -o mod.o &&
    $valet -fmodule-file=mod=mod.pcm user.cc mod.o -o a && runs "module in two phases" ./a
$valet -x c++-module mod.cppm -fmodule-output=one.pcm -c -o one.o &&
    $valet -fmodule-file=mod=one.pcm user.cc one.o -o a && runs "module in one phase" ./a
echo 'inline int seven() { return 7; }' >unit.h
printf '#include "run.h"\nimport "unit.h";\nser_ctx<int> root(int n) { int a = co_await recv{n}; co_return a + co_await recv{2}; }\nint main() { run([] { return root(seven()); }); }\n' >unit.cc
$valet -fmodule-header unit.h -o unit.pcm && $valet -fmodule-file=unit.pcm unit.cc -o a && runs "header unit" ./a

# ---- options
refused "a bad argument" "valet" $valet -fplugin-arg-valet-nonsense main.cc -o a
}

$part
[ -z "$failed" ] || { echo "FAILED:$failed"; exit 1; }
