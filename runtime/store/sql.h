// What the two SQL databases have in common, below the protocol: connections, transactions, and the words in which they differ.
// Invariant: a transaction is whole or nothing; what was run in one that failed may be run again, from its beginning.
// Leaves to others: what is written (sql_store.cc), how it is reached (sqlite.cc, postgresql.cc).
#pragma once
#include <valor/durable/backend.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace valor::durable::sql {

struct bytes {
    std::string_view of;
};
using argument = std::variant<std::monostate, std::int64_t, double, std::string_view, bytes>;

struct answer {
    std::vector<std::vector<cell>> rows;
    std::int64_t affected = 0;
};

class connection : public database {
public:
    virtual ~connection() = default;
    // Prepared once and kept.
    virtual answer run(const std::string &statement, std::span<const argument>) = 0;
    answer run(const std::string &statement, std::initializer_list<argument> arguments = {})
    {
        return run(statement, std::span<const argument>(arguments.begin(), arguments.size()));
    }
    // The same for several, in as few round trips as may be. Stops at the first that fails, and throws what that is.
    virtual std::vector<answer> run_each(const std::string &statement, std::span<const std::vector<argument>> each);
    using database::execute;
    std::vector<std::vector<cell>> execute(const std::string &statement, std::span<const cell> parameters) override;
};

// {now} {bytes} {serial} {instr} {skip} {lock} {in} {ni} {churn}: replaced by the database's words.
struct dialect {
    std::vector<std::pair<std::string_view, std::string_view>> words;
    std::string operator()(std::string_view text) const;
};

class engine {
public:
    virtual ~engine() = default;
    virtual std::string name() const = 0;
    virtual const dialect &words() const noexcept = 0;
    // One transaction. May run the function more than once.
    virtual void write(const std::function<void(connection &)> &) = 0;
    virtual void read(const std::function<void(connection &)> &) = 0;
    // Within a transaction that ends, or waits for the end of, these: others that do so wait for each other.
    virtual void lock_endings(connection &, std::span<const std::string> sorted) = 0;
    // Locks these rows of valor_task, so that transactions that touch several of the same meet in one order. After lock_endings().
    virtual void lock_rows(connection &, std::span<const std::string> sorted) = 0;
    // Something is due now: tells those who wait, when the transaction is committed.
    virtual void tell(connection &) = 0;
    virtual std::uint64_t changes() = 0;
    // Until the number of changes is another one, at the latest after `most`.
    virtual void sleep(duration most, std::uint64_t seen, std::stop_token) = 0;
    virtual void wake() = 0;
};

std::unique_ptr<backend> make_store(std::unique_ptr<engine>);

} // namespace valor::durable::sql
