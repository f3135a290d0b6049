// Coroutines that live in a database: submitted once, run by whichever worker is free, surviving the end of any process.
// The component Valor::durable; docs/durable.md says what is guaranteed.
#pragma once
#include <valor.h>

#include <valor/durable/await.h>
#include <valor/durable/store.h>
#include <valor/durable/worker.h>
