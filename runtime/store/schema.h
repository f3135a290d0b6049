// The tables, by version. Invariant: a version that was released is never changed; another one is added behind it.
#pragma once
#include "sql.h"

namespace valor::durable::sql {

// Brings the tables to this version. Throws errc::unsupported for those of a later one.
void migrate(engine &);

} // namespace valor::durable::sql
