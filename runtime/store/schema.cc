#include "schema.h"

#include <algorithm>
#include <array>

namespace valor::durable::sql {

namespace {

// Each entry brings the version before it to its own number. Times are microseconds since 1970, by the store's clock.
constexpr std::array<std::string_view, 1> versions{R"(
CREATE TABLE valor_task (
    id TEXT PRIMARY KEY,
    function TEXT NOT NULL,
    layout TEXT NOT NULL,
    status TEXT NOT NULL,
    generation BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    steps BIGINT NOT NULL DEFAULT 0,
    worker TEXT NOT NULL DEFAULT '',
    status_before TEXT NOT NULL DEFAULT '',
    worker_before TEXT NOT NULL DEFAULT '',
    due BIGINT,
    names TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    snapshot {bytes},
    result_type TEXT,
    result {bytes},
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL){churn};
CREATE INDEX valor_task_due ON valor_task (due) WHERE due IS NOT NULL;
CREATE INDEX valor_task_stuck ON valor_task (layout) WHERE status = 'stuck';
CREATE TABLE valor_inbox (
    number {serial},
    task TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    body {bytes} NOT NULL,
    message_key TEXT,
    consumed BIGINT NOT NULL DEFAULT 0,
    UNIQUE (task, message_key));
CREATE INDEX valor_inbox_name ON valor_inbox (task, name, number) WHERE consumed = 0;
CREATE TABLE valor_effect (
    task TEXT NOT NULL,
    key TEXT NOT NULL,
    done BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    type TEXT NOT NULL,
    body {bytes} NOT NULL,
    PRIMARY KEY (task, key));
CREATE TABLE valor_watch (
    target TEXT NOT NULL,
    waiter TEXT NOT NULL,
    PRIMARY KEY (target, waiter));
CREATE INDEX valor_watch_waiter ON valor_watch (waiter);
CREATE TABLE valor_history (
    number {serial},
    task TEXT NOT NULL,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL);
CREATE INDEX valor_history_task ON valor_history (task, number);
CREATE TABLE valor_worker (
    worker TEXT PRIMARY KEY,
    functions TEXT NOT NULL,
    seen BIGINT NOT NULL);
)"};

void run_each(connection &c, std::string_view script)
{
    while (true) {
        const std::size_t end = script.find(';');
        if (end == std::string_view::npos)
            return;
        c.run(std::string(script.substr(0, end)));
        script.remove_prefix(end + 1);
    }
}

} // namespace

void migrate(engine &e)
{
    const std::string one_at_a_time = "valor_schema";
    e.write([&](connection &c) {
        e.lock_endings(c, {&one_at_a_time, 1});
        c.run("CREATE TABLE IF NOT EXISTS valor_schema (version BIGINT NOT NULL)");
        const answer known = c.run("SELECT coalesce(max(version), 0) FROM valor_schema");
        const auto version = std::get<std::int64_t>(known.rows.at(0).at(0));
        if (version > static_cast<std::int64_t>(versions.size()))
            throw error(errc::unsupported, e.name() + ": its tables are of version " + std::to_string(version) + ", this program knows up to " + std::to_string(versions.size()));
        for (auto v = static_cast<std::size_t>(std::max<std::int64_t>(version, 0)); v < versions.size(); ++v) {
            run_each(c, e.words()(versions[v]));
            c.run("INSERT INTO valor_schema (version) VALUES ($1)", {static_cast<std::int64_t>(v + 1)});
        }
    });
}

} // namespace valor::durable::sql
