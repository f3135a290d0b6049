// driver.h: runs one scenario in one of the modes. Leaves printing and the command line to main.cc.
#ifndef VALOR_TEST_E2E_DRIVER_H
#define VALOR_TEST_E2E_DRIVER_H

#include "session.h"
#include "trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace e2e {

const std::vector<scenario> &scenarios();
std::optional<how> how_named(std::string_view);

// Runs to the end; what happened is in `state`. seed 0: put down at every suspension, else at some of them.
void run(const scenario &, how, unsigned seed);

// One step in this process; the exit status for main.
int step(const scenario &, const char *file, bool restoring);

std::string trace_text();

} // namespace e2e

#endif
