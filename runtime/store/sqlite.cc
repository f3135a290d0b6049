// "sqlite:FILE". WAL, synchronous=FULL: what was committed survives a power cut. One connection writes, one reads; transactions of several
// threads that come at the same time are committed together (group commit), each in a savepoint of its own.
// Invariant: a failed operation of a group leaves nothing, and the others are committed.
#include "backends.h"
#include "group.h"
#include "sql.h"

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

namespace valor::durable {

namespace {

using namespace sql;

[[noreturn]] void fail(sqlite3 *db, int code, const std::string &file, const std::string &what)
{
    const std::string text = "sqlite:" + file + ": " + what + ": " + (db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw error(errc::damaged, text);
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG: throw error(errc::bad_argument, text);
    default: throw error(errc::unavailable, text);
    }
}

class sqlite_connection final : public connection {
public:
    explicit sqlite_connection(const std::string &file) : file_(file)
    {
        const int code = sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        try {
            if (code != SQLITE_OK)
                fail(db_, code, file_, "cannot be opened");
            sqlite3_busy_timeout(db_, 10'000);
            sqlite3_create_function(db_, "valor_now", 0, SQLITE_UTF8, nullptr, now, nullptr, nullptr);
            run("PRAGMA journal_mode = WAL");
            run("PRAGMA synchronous = FULL");
        } catch (...) {
            sqlite3_close(db_);
            throw;
        }
    }
    ~sqlite_connection() override
    {
        for (auto &[text, s] : prepared_)
            sqlite3_finalize(s);
        sqlite3_close(db_);
    }

    using connection::run;
    answer run(const std::string &text, std::span<const argument> arguments) override
    {
        sqlite3_stmt *const s = prepare(text);
        const struct reset {
            sqlite3_stmt *s;
            ~reset()
            {
                sqlite3_reset(s);
                sqlite3_clear_bindings(s);
            }
        } at_end{s};
        for (std::size_t i = 0; i < arguments.size(); ++i)
            bind(s, i, arguments[i]);
        answer out;
        int code;
        while ((code = sqlite3_step(s)) == SQLITE_ROW)
            out.rows.push_back(row(s));
        if (code != SQLITE_DONE)
            fail(db_, code, file_, "cannot run '" + text.substr(0, 60) + "'");
        out.affected = sqlite3_changes64(db_);
        return out;
    }
    bool in_transaction() const noexcept { return !sqlite3_get_autocommit(db_); }

private:
    static void now(sqlite3_context *c, int, sqlite3_value **)
    {
        const auto t = std::chrono::system_clock::now().time_since_epoch();
        sqlite3_result_int64(c, std::chrono::duration_cast<std::chrono::microseconds>(t).count());
    }

    sqlite3_stmt *prepare(const std::string &text)
    {
        if (const auto known = prepared_.find(text); known != prepared_.end())
            return known->second;
        sqlite3_stmt *s = nullptr;
        const int code = sqlite3_prepare_v3(db_, text.c_str(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &s, nullptr);
        if (code != SQLITE_OK)
            fail(db_, code, file_, "cannot prepare '" + text.substr(0, 60) + "'");
        if (!s)
            throw error(errc::bad_argument, "an empty SQL statement");
        prepared_.emplace(text, s);
        return s;
    }

    void bind(sqlite3_stmt *s, std::size_t i, const argument &a)
    {
        const int at = sqlite3_bind_parameter_index(s, ("$" + std::to_string(i + 1)).c_str());
        if (at == 0)
            throw error(errc::bad_argument, "an SQL statement has no parameter $" + std::to_string(i + 1));
        int code = SQLITE_OK;
        if (const auto *n = std::get_if<std::int64_t>(&a))
            code = sqlite3_bind_int64(s, at, *n);
        else if (const auto *d = std::get_if<double>(&a))
            code = sqlite3_bind_double(s, at, *d);
        else if (const auto *t = std::get_if<std::string_view>(&a))
            code = sqlite3_bind_text64(s, at, t->data() ? t->data() : "", t->size(), SQLITE_STATIC, SQLITE_UTF8);
        else if (const auto *b = std::get_if<bytes>(&a))
            code = sqlite3_bind_blob64(s, at, b->of.data() ? b->of.data() : "", b->of.size(), SQLITE_STATIC);
        if (code != SQLITE_OK)
            fail(db_, code, file_, "cannot pass a parameter");
    }

    static std::vector<cell> row(sqlite3_stmt *s)
    {
        std::vector<cell> out;
        for (int i = 0, n = sqlite3_column_count(s); i < n; ++i) {
            switch (sqlite3_column_type(s, i)) {
            case SQLITE_INTEGER: out.emplace_back(static_cast<std::int64_t>(sqlite3_column_int64(s, i))); break;
            case SQLITE_FLOAT: out.emplace_back(sqlite3_column_double(s, i)); break;
            case SQLITE_NULL: out.emplace_back(); break;
            default: {
                const auto *p = static_cast<const char *>(sqlite3_column_blob(s, i));
                out.emplace_back(std::string(p ? p : "", static_cast<std::size_t>(sqlite3_column_bytes(s, i))));
            }
            }
        }
        return out;
    }

    std::string file_;
    sqlite3 *db_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt *> prepared_;
};

class sqlite_engine final : public engine {
public:
    explicit sqlite_engine(const std::string &file)
        : file_(file), words_{{{"{now}", "valor_now()"}, {"{bytes}", "BLOB"}, {"{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT"}, {"{instr}", "instr"}, {"{skip}", ""},
                                {"{lock}", ""}, {"{in}", "IN ("}, {"{ni}", ")"}, {"{churn}", ""}}},
          writer_(file), reader_(file)
    {
    }

    std::string name() const override { return "sqlite:" + file_; }
    const dialect &words() const noexcept override { return words_; }

    void write(const std::function<void(connection &)> &f) override
    {
        group_.run([&] { f(writer_); }, [this](std::span<group::operation *const> all) { commit(all); });
    }
    void read(const std::function<void(connection &)> &f) override
    {
        const std::lock_guard lock(reading_);
        f(reader_);
    }
    void lock_endings(connection &, std::span<const std::string>) override {} // there is one writer
    void lock_rows(connection &, std::span<const std::string>) override {}
    void tell(connection &) override { told_ = true; }

    std::uint64_t changes() override
    {
        const std::lock_guard lock(guard_);
        return changes_;
    }
    // Other processes are noticed by the version of the file, which costs no reading of it.
    void sleep(duration most, std::uint64_t seen, std::stop_token stop) override
    {
        const auto until = std::chrono::steady_clock::now() + most;
        const std::int64_t version = file_version();
        std::unique_lock lock(guard_);
        while (changes_ == seen && !stop.stop_requested()) {
            const auto now = std::chrono::steady_clock::now();
            if (now >= until)
                return;
            changed_.wait_for(lock, stop, std::min<std::chrono::steady_clock::duration>(until - now, std::chrono::milliseconds(10)), [&] { return changes_ != seen; });
            lock.unlock();
            const bool same = file_version() == version;
            lock.lock();
            if (!same)
                return;
        }
    }
    void wake() override
    {
        const std::lock_guard lock(guard_);
        ++changes_;
        changed_.notify_all();
    }

private:
    std::int64_t file_version()
    {
        const std::lock_guard lock(reading_);
        return std::get<std::int64_t>(reader_.run("PRAGMA data_version").rows.at(0).at(0));
    }

    // By one thread at a time.
    void commit(std::span<group::operation *const> all)
    {
        writer_.run("BEGIN IMMEDIATE");
        try {
            for (group::operation *o : all)
                all.size() == 1 ? o->work() : guarded(*o);
            writer_.run("COMMIT");
            if (std::exchange(told_, false))
                wake();
        } catch (...) {
            if (writer_.in_transaction())
                writer_.run("ROLLBACK");
            throw;
        }
    }
    void guarded(group::operation &o)
    {
        writer_.run("SAVEPOINT valor_one");
        try {
            o.work();
            writer_.run("RELEASE valor_one");
        } catch (...) {
            if (!writer_.in_transaction()) // the disk is full, for example: all of the group is undone
                throw;
            writer_.run("ROLLBACK TO valor_one");
            writer_.run("RELEASE valor_one");
            o.failure = std::current_exception();
        }
    }

    std::string file_;
    dialect words_;
    sqlite_connection writer_, reader_;
    group group_;
    std::mutex reading_, guard_;
    std::condition_variable_any changed_;
    std::uint64_t changes_ = 0;
    bool told_ = false; // by the operations of the group that is being committed
};

} // namespace

std::unique_ptr<sql::engine> open_sqlite(const std::string &file) { return std::make_unique<sqlite_engine>(file); }

} // namespace valor::durable
