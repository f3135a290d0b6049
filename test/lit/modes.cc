// Files with and without the plugin do not link with each other: a ser_ctx is a different type in each. Without exceptions nothing compiles.
// RUN: %valet-cxx -c -DUSES %s -o %t.with.uses.o
// RUN: %valet-cxx -c %s -o %t.with.o
// RUN: %clangxx -c -DUSES %s -o %t.without.uses.o
// RUN: %clangxx -c %s -o %t.without.o
// RUN: %clangxx %t.with.uses.o %t.with.o -o %t && %t
// RUN: %clangxx %t.without.uses.o %t.without.o -o %t && %t
// RUN: not %clangxx %t.with.uses.o %t.without.o -o %t 2>&1 | FileCheck --check-prefix=LINK %s
// RUN: not %clangxx %t.without.uses.o %t.with.o -o %t 2>&1 | FileCheck --check-prefix=LINK %s
// LINK: valor_files_with_and_without_the_plugin_do_not_link
// RUN: not %clangxx -fsyntax-only -fno-exceptions %s 2>&1 | FileCheck --check-prefix=EXCEPTIONS %s
// RUN: not %valet-cxx -fsyntax-only -fno-exceptions %s 2>&1 | FileCheck --check-prefix=EXCEPTIONS %s
// EXCEPTIONS: error: "valor reports errors by exceptions: build without -fno-exceptions"
// RUN: %valet-cxx -fno-rtti -c -DUSES %s -o %t.rtti.uses.o && %valet-cxx -fno-rtti -c %s -o %t.rtti.o && %clangxx %t.rtti.uses.o %t.rtti.o -o %t && %t
#include <valor.h>

struct wait {
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    int await_resume() const { return 3; }
};
#ifdef USES
valor::ser_ctx<int> made_elsewhere(int n);
valor::ser_ctx<int> root() { co_return co_await made_elsewhere(4); }

int main() {
    auto c = valor::start(root());
    if (valor::detail::rewritten) c = valor::restore<int>(c.serialize());
    c.resume();
    return c.get() == 7 ? 0 : 1;
}
#else
valor::ser_ctx<int> made_elsewhere(int n) { co_return n + co_await wait{}; }
#endif
