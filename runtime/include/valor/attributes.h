// The attributes of user code as macros that no compiler warns about, with or without the plugin.
#pragma once

#if defined(__clang__)
// On a function: it is left as it is written, and cannot be saved.
#define VALOR_SKIP [[clang::annotate("valor::skip")]]
// On a local variable: it is not saved; its initialiser runs again on a restore.
#define VALOR_TRANSIENT [[clang::annotate("valor::transient")]]
// On a statement with one co_await: a name for that suspension.
#define VALOR_POINT(name) [[gsl::suppress("valor::point", name)]]
#else
#define VALOR_SKIP
#define VALOR_TRANSIENT
#define VALOR_POINT(name)
#endif
