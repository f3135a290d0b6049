// Coroutines that one file defines and the other awaits.
#ifndef VALOR_TEST_E2E_TWO_FILES_H
#define VALOR_TEST_E2E_TWO_FILES_H

#include "harness.h"

#include <vector>

namespace two_files {

struct order {
    int id = 0;
    std::vector<std::string> lines;
    valor::ser_ctx<int> price(int factor);
    std::string text() const { return e2e::text(id) + e2e::text(lines); }
};

valor::ser_ctx<order> read_order(int id);
valor::ser_ctx<int> total(const std::vector<order> &orders);
valor::ser_ctx<int> back(int depth);  // in a.cc, awaits forth
valor::ser_ctx<int> forth(int depth); // in b.cc, awaits back

} // namespace two_files

#endif
