// The steps of the protocol, within one transaction: what claims, messages and ends do to the tables.
// Invariant: the first statement of a step is the one that checks its generation; if that changes no row, the step takes no part.
#pragma once
#include "backends.h"
#include "statements.h"

#include <deque>

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
    void lock_end(const std::string &id);
    // Each whole, or nothing: if its generation is not the last one.
    std::vector<verdict> put(std::span<step> steps);
    // Its inbox goes, and those that wait for it go on.
    void end(const std::string &id, status s);

private:
    static void make_set(std::vector<std::string> &ids);
    // All that the steps touch, in one order for all transactions.
    void lock(std::span<const step> steps);
    // The statement that checks the generation, and writes what concerns the row itself.
    struct fence {
        const std::string *statement;
        std::vector<argument> arguments;
    };
    fence fence_of(const step &s);
    const std::string &kept(std::string s) { return kept_.emplace_back(std::move(s)); }
    // All else.
    void complete(step &s);
    void run_inside(step &s);
    // After the row was locked: what it waits for may be there already.
    bool is_met(const step &s);

    connection &c_;
    engine &engine_;
    const statements &q_;
    std::deque<std::string> kept_; // that arguments lead to
};

} // namespace valor::durable::sql
