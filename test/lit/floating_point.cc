// Bodies that are parsed again at the end of the file keep what pragmas around them say of floating-point expressions.
// RUN: %valet-cxx -S -emit-llvm -o %t.ll -I%S/Inputs %s
// RUN: grep -c "fadd fast double" %t.ll
// RUN: grep -c "fmul fast double" %t.ll
// RUN: grep -c "fsub double" %t.ll
// RUN: not grep -E "(fadd|fmul) double|fsub fast" %t.ll
#include "run.h"

#pragma float_control(precise, off, push)
template <class T> ser_ctx<int> adds(T a) {
    a = a + co_await recv{1};
    co_return static_cast<int>(a);
}
auto multiplies = [](double a) -> ser_ctx<int> {
    a = a * co_await recv{2};
    co_return static_cast<int>(a);
};
#pragma float_control(pop)
template <class T> ser_ctx<int> subtracts(T a) {
    a = a - co_await recv{3};
    co_return static_cast<int>(a);
}
int main() {
    run([] { return adds(1.5); });
    run([] { return subtracts(1.5); });
    run([] { return multiplies(1.5); });
}
