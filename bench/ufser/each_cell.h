// each_cell.h: a library that takes the C++ values as they are, in all cells.
#ifndef VALOR_BENCH_UFSER_EACH_CELL_H
#define VALOR_BENCH_UFSER_EACH_CELL_H

#include "contest.h"
#include "values.h"

namespace ufser_bench {

template <class L> void add_to_each(cells &all, const char *library)
{
    add<L>(all[0], library, make_small());
    add<L>(all[1], library, make_state());
    add<L>(all[2], library, make_ints());
    add<L>(all[3], library, make_doubles());
    add<L>(all[4], library, make_lists());
}

} // namespace ufser_bench

#endif
