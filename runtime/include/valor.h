// Coroutines that can be saved while they are suspended, and go on in another process. This header is all that programs include.
#pragma once
#include <valor/at_child.h>
#include <valor/attributes.h>
#include <valor/continue_from.h>
#include <valor/error.h>
#include <valor/limits.h>
#include <valor/mode.h>
#include <valor/persistable.h>
#include <valor/receive.h>
#if defined(VALOR_SEAL) // by the component Valor::seal
#include <valor/seal.h>
#endif
#include <valor/ser_ctx.h>
#include <valor/array_box.h>
#include <valor/choice.h>
#include <valor/closure.h>
#include <valor/position.h>
#include <valor/slot.h>
#include <valor/when.h>
#include <valor/version.h>
