#include "statements.h"

namespace valor::durable::sql {

namespace {

constexpr std::string_view mine = " WHERE id = $1 AND generation = $2 AND status = 'running'";

} // namespace

std::string statements::without(std::size_t count, std::size_t first)
{
    if (count == 0)
        return {};
    std::string out = " AND layout NOT IN (";
    for (std::size_t i = 0; i < count; ++i)
        out += (i ? ", $" : "$") + std::to_string(first + i);
    return out + ")";
}

statements::statements(const dialect &d)
{
    make_claims(d);
    make_steps(d);
    make_commands(d);
    make_answers(d);
}

void statements::make_claims(const dialect &d)
{
    due_now_ = d("SELECT 1 FROM valor_task WHERE due <= {now}");
    next_due_ = d("SELECT due - {now} FROM valor_task WHERE due IS NOT NULL");
    claim_begin_ = d("UPDATE valor_task SET generation = generation + 1, attempts = attempts + CASE WHEN status = 'running' THEN 1 ELSE 0 END, status_before = status, "
                     "worker_before = worker, worker = $1, status = 'running', due = {now} + $2, changed = {now} WHERE id {in}SELECT id FROM valor_task WHERE due <= {now}");
    claim_end_ = d(" ORDER BY due LIMIT $3{skip}{ni} RETURNING id, function, layout, snapshot, generation, attempts, status_before, worker_before, {now}");
    renew = d("UPDATE valor_task SET due = {now} + $3 WHERE id {in}SELECT id FROM valor_task" + std::string(mine) + "{skip}{ni}"); // not: wait for whoever writes it
    is_ours = "SELECT 1 FROM valor_task" + std::string(mine);
    announce = d("INSERT INTO valor_worker (worker, functions, seen) VALUES ($1, $2, {now}) ON CONFLICT (worker) DO UPDATE SET functions = excluded.functions, seen = excluded.seen");
    forget_workers = d("DELETE FROM valor_worker WHERE seen < {now} - 86400000000"); // a day
    announced = "SELECT worker, functions, seen FROM valor_worker ORDER BY worker";
    stuck = "SELECT DISTINCT layout FROM valor_task WHERE status = 'stuck'";
    unstick = d("UPDATE valor_task SET status = 'ready', due = {now}, changed = {now} WHERE status = 'stuck' AND layout = $1");
}

void statements::make_steps(const dialect &d)
{
    const auto step = [&](std::string_view set) { return d("UPDATE valor_task SET changed = {now}, " + std::string(set) + std::string(mine)); };
    touch = d("UPDATE valor_task SET changed = {now}" + std::string(mine));
    checkpoint = step("snapshot = $3, layout = $4, attempts = 0, error = '', steps = steps + 1");
    waiting = step("snapshot = $3, layout = $4, names = $5, due = $6, status = 'waiting', worker = '', attempts = 0, error = '', steps = steps + 1");
    hand_back = step("status = 'ready', due = {now}, worker = ''");
    done = step("status = 'done', due = NULL, worker = '', names = '', error = '', attempts = 0, steps = steps + 1, snapshot = NULL, result_type = $3, result = $4");
    failed = step("status = 'ready', due = {now} + $4, worker = '', error = $3, attempts = attempts + 1");
    set_aside = step("status = $4, due = NULL, worker = '', error = $3, attempts = attempts + $5");
    make_ready = d("UPDATE valor_task SET status = 'ready', due = {now} WHERE id = $1");
    consume = "DELETE FROM valor_inbox WHERE number = $1 AND message_key IS NULL";
    keep_key = "UPDATE valor_inbox SET consumed = 1, body = '' WHERE number = $1";
    drop_messages = "DELETE FROM valor_inbox WHERE task = $1 AND message_key IS NULL";
    keep_keys = "UPDATE valor_inbox SET consumed = 1, body = '' WHERE task = $1";
    has_key = "SELECT 1 FROM valor_inbox WHERE task = $1 AND message_key = $2";
    effect_intent = "INSERT INTO valor_effect (task, key, done, attempts, type, body) VALUES ($1, $2, 0, 1, $3, $4) "
                    "ON CONFLICT (task, key) DO UPDATE SET attempts = valor_effect.attempts + 1 WHERE valor_effect.done = 0";
    effect_done = "INSERT INTO valor_effect (task, key, done, attempts, type, body) VALUES ($1, $2, 1, 0, $3, $4) "
                  "ON CONFLICT (task, key) DO UPDATE SET done = 1, type = excluded.type, body = excluded.body WHERE valor_effect.done = 0";
    has_message = "SELECT 1 FROM valor_inbox WHERE task = $1 AND name = $2 AND consumed = 0 LIMIT 1";
    unwatch = "DELETE FROM valor_watch WHERE waiter = $1";
    watch = "INSERT INTO valor_watch (target, waiter) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    watchers = "SELECT waiter FROM valor_watch WHERE target = $1 ORDER BY waiter";
    unwatched = "DELETE FROM valor_watch WHERE target = $1";
    wake_waiter = d("UPDATE valor_task SET status = 'ready', due = {now} WHERE id = $1 AND status = 'waiting'");
}

void statements::make_commands(const dialect &d)
{
    add = d("INSERT INTO valor_task (id, function, layout, status, due, snapshot, created, changed) VALUES ($1, $2, $3, 'ready', {now}, $4, {now}, {now}) ON CONFLICT (id) DO NOTHING");
    post = "INSERT INTO valor_inbox (task, name, type, body, message_key) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (task, message_key) DO NOTHING";
    wake_for = d("UPDATE valor_task SET status = 'ready', due = {now} WHERE id = $1 AND status = 'waiting' AND {instr}(names, $2) > 0");
    status_of = d("SELECT status FROM valor_task WHERE id = $1{lock}");
    peek_status = "SELECT status FROM valor_task WHERE id = $1";
    cancel = d("UPDATE valor_task SET status = 'cancelled', generation = generation + 1, due = NULL, worker = '', names = '', snapshot = NULL, changed = {now} WHERE id = $1");
    retry = d("UPDATE valor_task SET status = 'ready', due = {now}, attempts = 0, changed = {now} WHERE id = $1");
    fork = d("INSERT INTO valor_task (id, function, layout, status, due, snapshot, created, changed) "
             "SELECT CAST($2 AS TEXT), function, layout, 'ready', {now}, snapshot, {now}, {now} FROM valor_task WHERE id = $1 ON CONFLICT (id) DO NOTHING");
    fork_effects = "INSERT INTO valor_effect (task, key, done, attempts, type, body) SELECT CAST($2 AS TEXT), key, done, attempts, type, body FROM valor_effect WHERE task = $1";
    forget = "DELETE FROM valor_task WHERE id = $1";
    forget_effects = "DELETE FROM valor_effect WHERE task = $1";
    forget_history = "DELETE FROM valor_history WHERE task = $1";
    forget_inbox = "DELETE FROM valor_inbox WHERE task = $1";
    forget_watch = "DELETE FROM valor_watch WHERE target = $1";
    note = d("INSERT INTO valor_history (task, at, what, note) VALUES ($1, {now}, $2, $3)");
}

void statements::make_answers(const dialect &d)
{
    const std::string record = "SELECT id, function, layout, status, generation, attempts, steps, worker, error, names, due, created, changed FROM valor_task";
    inbox = "SELECT number, type, body FROM valor_inbox WHERE task = $1 AND name = $2 AND consumed = 0 ORDER BY number LIMIT $3";
    effect = "SELECT key, type, body, done, attempts FROM valor_effect WHERE task = $1 AND key = $2";
    effects = "SELECT key, type, body, done, attempts FROM valor_effect WHERE task = $1 ORDER BY key";
    ending = "SELECT status, result_type, result, error FROM valor_task WHERE id = $1";
    find = record + " WHERE id = $1";
    snapshot = "SELECT snapshot FROM valor_task WHERE id = $1";
    list = record + " WHERE id > $1 AND ($2 = '' OR status = $2) ORDER BY id LIMIT $3";
    history = "SELECT at, what, note FROM valor_history WHERE task = $1 ORDER BY number";
    now = d("SELECT {now}");
}

} // namespace valor::durable::sql
