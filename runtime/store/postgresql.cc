// "postgresql://...": the store for many machines. A connection for each transaction at work, kept for the next; claims skip what others
// have locked; LISTEN/NOTIFY tells those who wait, and where that fails they look again by themselves.
// Invariant: a connection that failed is dropped; a transaction that met another (deadlock, serialization) is run again.
#include "backends.h"
#include "pq_connection.h"

#include <poll.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace valor::durable {

namespace {

using namespace sql;

class postgresql_engine final : public engine {
public:
    explicit postgresql_engine(const std::string &url)
        : url_(url), name_(pq::shown_name(url)),
          words_{{{"{now}", "(extract(epoch from statement_timestamp()) * 1000000)::bigint"}, {"{bytes}", "BYTEA"}, {"{serial}", "BIGSERIAL PRIMARY KEY"},
              {"{instr}", "strpos"}, {"{skip}", " FOR UPDATE SKIP LOCKED"}, {"{lock}", " FOR UPDATE"}, {"{in}", "= ANY(ARRAY("}, {"{ni}", "))"},
              // Rows change often: what they were is to be cleared away soon, or claims wade through it.
              {"{churn}", " WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0)"}}}
    {
    }

    std::string name() const override { return name_; }
    const dialect &words() const noexcept override { return words_; }

    void write(const std::function<void(connection &)> &f) override
    {
        with_connection([&](pq::connection &c) {
            c.command("BEGIN");
            f(c);
            c.commit();
        });
    }
    void read(const std::function<void(connection &)> &f) override
    {
        with_connection([&](pq::connection &c) { f(c); });
    }
    void lock_endings(connection &c, std::span<const std::string> sorted) override
    {
        for (const std::string &id : sorted)
            c.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 1985229328))", {std::string_view(id)});
    }
    void lock_rows(connection &c, std::span<const std::string> sorted) override
    {
        std::string all = "{"; // an array, as text
        for (const std::string &id : sorted) {
            all += all.size() > 1 ? ",\"" : "\"";
            for (const char x : id)
                all += x == '"' || x == '\\' ? std::string("\\") + x : std::string(1, x);
            all += '"';
        }
        c.run("SELECT id FROM valor_task WHERE id = ANY(CAST($1 AS TEXT[])) ORDER BY id FOR UPDATE", {std::string_view(all += "}")});
    }
    void tell(connection &c) override { c.run("NOTIFY valor_durable"); }

    std::uint64_t changes() override
    {
        listen_for(0);
        const std::lock_guard lock(guard_);
        return changes_;
    }
    void sleep(duration most, std::uint64_t seen, std::stop_token stop) override
    {
        const auto until = std::chrono::steady_clock::now() + most;
        while (!stop.stop_requested() && std::chrono::steady_clock::now() < until) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count() + 1;
            const int slice = static_cast<int>(std::min<std::int64_t>(left, 20));
            const bool listens = listen_for(slice);
            std::unique_lock lock(guard_);
            if (changes_ != seen)
                return;
            if (!listens) // another thread does, or nobody can: it will be told, or look again
                changed_.wait_for(lock, stop, std::chrono::milliseconds(slice), [&] { return changes_ != seen; });
        }
    }
    void wake() override
    {
        const std::lock_guard lock(guard_);
        ++changes_;
        changed_.notify_all();
    }

private:
    static constexpr int most_tries = 20;

    template <class F> void with_connection(F f)
    {
        for (int tries = 0;; ++tries) {
            bool is_kept = false;
            auto c = take(is_kept);
            try {
                f(*c);
                return put(std::move(c));
            } catch (const pq::conflict &e) {
                if (tries >= most_tries)
                    throw error(errc::unavailable, e.what());
                c->roll_back();
                put(std::move(c));
                std::this_thread::sleep_for(std::chrono::milliseconds(1 + tries * 5));
            } catch (const pq::lost &e) { // perhaps long ago: the server was restarted
                if (!is_kept || e.while_committing)
                    throw error(errc::unavailable, std::string(e.what()) + (e.while_committing ? "; it is not known whether the transaction was committed" : ""));
            } catch (...) {
                c->roll_back();
                put(std::move(c));
                throw;
            }
        }
    }

    std::unique_ptr<pq::connection> take(bool &is_kept)
    {
        {
            const std::lock_guard lock(pool_guard_);
            if (!pool_.empty()) {
                auto c = std::move(pool_.back());
                pool_.pop_back();
                is_kept = true;
                return c;
            }
        }
        return std::make_unique<pq::connection>(url_, name_);
    }
    void put(std::unique_ptr<pq::connection> c)
    {
        if (!c->is_well())
            return;
        const std::lock_guard lock(pool_guard_);
        pool_.push_back(std::move(c));
    }

    // By one thread at a time. False: another one does, or it cannot be done.
    bool listen_for(int milliseconds)
    {
        const std::unique_lock own(listening_, std::try_to_lock);
        if (!own.owns_lock())
            return false;
        try {
            if (!listener_) {
                if (std::chrono::steady_clock::now() < listen_again_)
                    return false;
                listener_ = std::make_unique<pq::connection>(url_, name_);
                listener_->command("LISTEN valor_durable");
            }
            if (listener_->was_notified(milliseconds))
                wake();
            return true;
        } catch (const std::exception &) { // the transactions will say what is wrong
            listener_.reset();
            listen_again_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
            wake(); // what was told meanwhile is not known
            return false;
        }
    }

    std::string url_, name_;
    dialect words_;
    std::mutex pool_guard_, listening_, guard_;
    std::vector<std::unique_ptr<pq::connection>> pool_;
    std::unique_ptr<pq::connection> listener_;
    std::chrono::steady_clock::time_point listen_again_{};
    std::condition_variable_any changed_;
    std::uint64_t changes_ = 0;
};

} // namespace

std::unique_ptr<sql::engine> open_postgresql(const std::string &url) { return std::make_unique<postgresql_engine>(url); }

} // namespace valor::durable
