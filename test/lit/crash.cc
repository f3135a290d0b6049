// A crash of the plugin names the coroutine and the phase, and asks for a report: in the compiler's process and in one of its own.
// RUN: not %valet-cxx -fsyntax-only -fno-crash-diagnostics -fno-integrated-cc1 -fplugin-arg-valet-crash=collect -DFREE -I%S/Inputs %s 2>&1 | FileCheck -DPHASE=collect -DNAME=shop::order -DAT=12 %s
// RUN: not %valet-cxx -fsyntax-only -fno-crash-diagnostics "-fplugin-arg-valet-crash=second pass" -DFREE -I%S/Inputs %s 2>&1 | FileCheck "-DPHASE=second pass" -DNAME=shop::order -DAT=12 %s
// RUN: not %valet-cxx -fsyntax-only -fno-crash-diagnostics -fplugin-arg-valet-crash=emit -DMEMBER -I%S/Inputs %s 2>&1 | FileCheck -DPHASE=emit -DNAME=shop::basket::ask -DAT=15 %s
// RUN: not %valet-cxx -fsyntax-only -fno-crash-diagnostics -fplugin-arg-valet-crash=instance -DTEMPLATE -I%S/Inputs %s 2>&1 | FileCheck -DPHASE=instance "-DNAME=shop::twice<int>" -DAT=18 %s
// CHECK: Stack dump:
// CHECK: crash.cc:[[AT]]:{{[0-9]+}}: valet: phase '[[PHASE]]' of the coroutine '[[NAME]]'. This is a defect of Valor, not of your code: please report it
#include "run.h"

namespace shop {
#if defined(FREE)
ser_ctx<int> order(int n) { co_return n + co_await recv{1}; }
#elif defined(MEMBER)
struct basket {
    ser_ctx<int> ask(int n) { co_return n + co_await recv{1}; }
};
#else
template <class T> ser_ctx<T> twice(T n) { co_return n + co_await recv{1}; }
ser_ctx<int> two() { return twice(2); }
#endif
}
