// VALOR_DETAIL_KEEPING: a cold function that saves what its caller has in registers, so that a hot path that may call it saves nothing.
// Only where nothing is thrown: an exception would not bring those registers back. Compilers differ in it, so such a function has a
// name of its own (an inline namespace, VALOR_DETAIL_KEEPS): objects of two compilers do not take each other's. Hidden, because the dynamic
// linker, when it first binds a call, does not keep all of those registers.
#pragma once

#if defined(__clang__) && (defined(__x86_64__) || defined(__aarch64__))
#define VALOR_DETAIL_KEEPING [[gnu::cold, gnu::noinline, gnu::visibility("hidden"), clang::preserve_most]]
#define VALOR_DETAIL_KEEPING_DECLARED VALOR_DETAIL_KEEPING
#define VALOR_DETAIL_KEEPS keeps_registers
#else
#define VALOR_DETAIL_KEEPING [[gnu::cold, gnu::noinline]]
#define VALOR_DETAIL_KEEPING_DECLARED
#define VALOR_DETAIL_KEEPS keeps_nothing
#endif
