// crowd.h: very many suspended coroutines at once: plain ones, which can only be there, and ones that can be saved.
#ifndef VALOR_BENCH_PERFORMANCE_CROWD_H
#define VALOR_BENCH_PERFORMANCE_CROWD_H

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace performance {

class crowd {
public:
    virtual ~crowd() = default;
    virtual void start(std::size_t members) = 0; // each suspended, waiting for a result
    virtual void end() = 0;

    virtual void save_each(std::vector<std::string> &out) const = 0; // a snapshot for each member
    virtual void restore_each(const std::vector<std::string> &) = 0;
};

std::unique_ptr<crowd> plain_crowd(); // cannot be saved: does nothing then
std::unique_ptr<crowd> savable_crowd();
std::unique_ptr<crowd> savable_family(); // the same members in one coroutine, which holds them: a single snapshot

} // namespace performance

#endif
