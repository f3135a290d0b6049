// The steps of the protocol, within one transaction: what claims, messages and ends do to the tables.
// Invariant: the first statement of a step is the one that checks its generation; if that changes no row, the step takes no part.
#pragma once
#include "backends.h"
#include "statements.h"

namespace valor::durable::sql {

// Of cells. Throw errc::damaged.
std::int64_t number(const cell &);
std::string text(const cell &); // nothing is an empty text

class protocol {
public:
    protocol(connection &c, engine &e, const statements &q) : c_(c), engine_(e), q_(q) {}

    // Locks the row.
    status status_of(const std::string &id);
    static void refuse_final(const std::string &id, status s);
    void note(const std::string &id, const std::string &what, const std::string &more = {});
    // False: it was there already.
    bool add(const submission &s, const std::string &how);
    bool deliver(const message &m);
    // All that the steps touch, in one order for all transactions.
    void lock(std::span<const step> steps);
    void lock_end(const std::string &id);
    // Whole, or nothing: if the generation is not the last one.
    verdict put(step &s);
    // Its inbox goes, and those that wait for it go on.
    void end(const std::string &id, status s);

private:
    static void make_set(std::vector<std::string> &ids);
    // The statement that checks the generation, and writes what concerns the row itself.
    answer fence(const step &s);
    answer fail(const step &s, const std::string &error);
    void run_inside(step &s);
    // After the row was locked: what it waits for may be there already.
    bool is_met(const step &s);

    connection &c_;
    engine &engine_;
    const statements &q_;
};

} // namespace valor::durable::sql
