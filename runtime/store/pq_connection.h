// One connection to PostgreSQL, by libpq.
// Invariant: after `lost` it is of no use; after `conflict` the transaction is to be rolled back and may be run again.
#pragma once
#include "sql.h"

#include <libpq-fe.h>

#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace valor::durable::pq {

class conflict : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
class lost : public std::runtime_error {
public:
    lost(const std::string &what, bool committing) : runtime_error(what), while_committing(committing) {}
    bool while_committing;
};

// user@host/database: without a password.
std::string shown_name(const std::string &url);

class connection final : public sql::connection {
public:
    connection(const std::string &url, const std::string &name); // throws errc::unavailable
    connection(const connection &) = delete;

    using sql::connection::run;
    sql::answer run(const std::string &statement, std::span<const sql::argument>) override;
    std::vector<sql::answer> run_each(const std::string &statement, std::span<const std::vector<sql::argument>>) override;
    void command(const char *);
    void commit();
    void roll_back() noexcept;
    bool is_well() const noexcept { return PQstatus(it_.get()) == CONNECTION_OK && PQtransactionStatus(it_.get()) == PQTRANS_IDLE; }
    bool was_notified(int milliseconds);

private:
    struct finish {
        void operator()(PGconn *c) const noexcept { PQfinish(c); }
    };
    struct clear {
        void operator()(PGresult *r) const noexcept { PQclear(r); }
    };
    using result = std::unique_ptr<PGresult, clear>;

    const std::string &prepare(const std::string &statement, std::span<const sql::argument>);
    std::vector<result> pipelined(const std::string &prepared, std::span<const std::vector<sql::argument>>);
    result checked(PGresult *, const std::string &what, bool committing = false);
    static sql::answer read(const PGresult *);

    std::string name_;
    std::unique_ptr<PGconn, finish> it_;
    std::unordered_map<std::string, std::string> prepared_; // their names
};

} // namespace valor::durable::pq
