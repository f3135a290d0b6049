// ufser.h - everything: C++ values to bytes and back, in the ufser format (docs/ufser.md).
//
// Header-only, C++20, exceptions needed, RTTI not. Knows nothing of coroutines.
#pragma once

#include "aggregate.h"
#include "any.h"
#include "arithmetic.h"
#include "arrays.h"
#include "associative.h"
#include "codec.h"
#include "error.h"
#include "expected.h"
#include "limits.h"
#include "optional.h"
#include "pointers.h"
#include "print.h"
#include "reader.h"
#include "sequences.h"
#include "serialize.h"
#include "strings.h"
#include "tuple.h"
#include "tuple_for_serialization.h"
#include "typestring.h"
#include "variant.h"
#include "walk.h"
#include "writer.h"
